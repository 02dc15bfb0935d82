"""Names, line by line, where a list deviates from the formula: one code of the domain's list and what it rests on.

Plain data, no database. It repairs nothing, and what persons said of their own will is not looked at.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from homeward.base.persons import ListedPerson
from homeward.desks.exchange.lists import asked_in, persons_in
from homeward.engine.planning import Terms, gate
from homeward.engine.planning.model import excluded

UNKNOWN_TO_HOLDER, NOT_REQUESTED, DUPLICATE = "UNKNOWN_TO_HOLDER", "NOT_REQUESTED", "DUPLICATE"
WRONG_CATEGORY, CIVILIAN, ALREADY_HOME = "WRONG_CATEGORY", "CIVILIAN", "ALREADY_HOME"
DECEASED_CLAIMED, VETOED = "DECEASED_CLAIMED", "VETOED"
# What a deviation rests on, beside the status codes of the register: the lists, or a detail in them.
THE_LISTS, BIRTH_DATE_OR_SEX, CLAUSE, SERVICE_NUMBER = "lists", "birth date or sex", "clause", "service number"
_HOME = ("HOME", "RETURNED", "RELEASED", "HANDED_OVER", "IN_TRANSIT_STATE")
# The strongest first: the weakest word that is told is no more than a claim.
_DEAD = ("LEGALLY_DECLARED", "IDENTIFIED_FORENSICALLY", "REMAINS_RECEIVED", "DEATH_NOTIFIED", "DEATH_CLAIMED")


@dataclass(frozen=True, slots=True)
class Known:
    """What this node's register tells of one person on an offer."""

    statuses: frozenset[str] = frozenset()
    service_number: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Deviation:
    """One line, by the holder's own id, one code, and what it rests on: a status of the register, or a detail."""

    id: str
    code: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Way:
    """One direction with the documents that tell of it; None for a list that has not come."""

    holder: str
    home: str
    offer: Mapping[str, Any] | None
    request: Mapping[str, Any] | None
    known: Mapping[str, Known] = field(default_factory=dict)


def deviations(way: Way, terms: Terms) -> tuple[Deviation, ...]:
    """Every deviation of these lists, in the order of ids; a line may deviate in several ways."""
    persons = [] if way.offer is None else persons_in(way.offer)
    found = [each for person in persons for each in _of_person(person, way, terms)]
    if way.offer is not None and way.request is not None:
        asked, offered = set(asked_in(way.request)), {person.id for person in persons}
        found += [Deviation(key, UNKNOWN_TO_HOLDER, THE_LISTS) for key in asked - offered]
        free = {person.id for person in persons if person.medical_decision != "A"}
        found += [Deviation(key, NOT_REQUESTED, THE_LISTS) for key in free - asked]
    return tuple(sorted({*found, *_duplicates(way)}))


def _of_person(person: ListedPerson, way: Way, terms: Terms) -> list[Deviation]:
    statuses = way.known.get(person.id, Known()).statuses
    found = [Deviation(person.id, ALREADY_HOME, code) for code in _HOME if code in statuses][:1]
    found += [Deviation(person.id, DECEASED_CLAIMED, code) for code in _DEAD if code in statuses][:1]
    if "CIVILIAN" in person.categories:
        found.append(Deviation(person.id, CIVILIAN, THE_LISTS))
    unit = gate(replace(person, veto=""), holder=way.holder, destination=way.home, requested=True, terms=terms)
    # Sex and birth date are read on the agreed day; a category claimed against them is the other side's reading.
    if set(person.categories) - set(unit.traits.categories):
        found.append(Deviation(person.id, WRONG_CATEGORY, BIRTH_DATE_OR_SEX))
    if person.medical_decision != "A" and excluded(terms.clauses, unit.traits):
        found.append(Deviation(person.id, WRONG_CATEGORY, CLAUSE))
    if person.veto:
        found.append(Deviation(person.id, VETOED, THE_LISTS))
    return found


def _duplicates(way: Way) -> list[Deviation]:
    """Persons of one list under one service number: both lines are named, and neither is preferred."""
    by_number: dict[str, list[str]] = defaultdict(list)
    for key, known in way.known.items():
        number = "".join(known.service_number.split()).casefold()
        if number:
            by_number[number].append(key)
    return [Deviation(key, DUPLICATE, SERVICE_NUMBER) for keys in by_number.values() if len(keys) > 1 for key in keys]
