"""Request, offer and terms side by side: how many persons each way, and whether each clause can be met by these lists.

Counts alone, and from the lists alone: neither interviews nor fitness are looked at, so that no count tells who is not
on a transport, or why. Whoever has the same versions gets the same check.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

from homeward.base.persons import ListedPerson
from homeward.desks.exchange.lists import OFFER, REQUEST, asked_in, persons_in
from homeward.desks.exchange.stored_lists import ListKey
from homeward.engine.law.willingness import WISHES_TO_RETURN
from homeward.engine.planning import FREE, MAND, Terms, Unit, gate
from homeward.engine.planning.units import NOT_EXCHANGE_CATEGORY, NOT_REQUESTED, VETO_BY_HOLDER

CAN, CANNOT, OPEN = "can", "cannot", "open"
Way = tuple[str, str]
_SAID_FROM_LISTS = ("equal-heads", "seats", "captured-in", "at-least", "at-most")


@dataclass(frozen=True, slots=True)
class WayCount:
    """One direction. None where the list that would tell has not come to this node.

    `offered` is the sum of `art109`, `no_subject`, `withheld`, `not_asked` and `bargainable`;
    `asked` the sum of those on the offer and `not_on_offer`.
    """

    holder: str
    home: str
    offer: int | None
    request: int | None
    offered: int | None = None
    art109: int | None = None
    no_subject: int | None = None
    withheld: int | None = None
    asked: int | None = None
    not_on_offer: int | None = None
    not_asked: int | None = None
    bargainable: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one clause can be met: CAN, CANNOT, or OPEN while a list is missing; with the figures that say so."""

    clause: Mapping[str, Any]
    word: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FormulaCheck:
    """The whole check: both directions, and one verdict a clause in the order of the terms."""

    ways: tuple[WayCount, ...]
    verdicts: tuple[Verdict, ...]


def check_formula(terms: Terms, documents: Mapping[ListKey, Mapping[str, Any]]) -> FormulaCheck:
    """The check of these versions under these terms; lists that are not among `documents` count as not there."""
    ways, free = [], {}
    for holder, home in permutations(sorted(terms.parties), 2):
        offer, request = documents.get((OFFER, holder, home)), documents.get((REQUEST, home, holder))
        units = _units(holder, home, offer, request, terms)
        ways.append(_counted(holder, home, offer, request, units))
        free[holder, home] = None if request is None else units and [unit for unit in units if unit.status == FREE]
    art109 = {(way.holder, way.home): way.art109 for way in ways}
    verdicts = tuple(_verdict(clause.document(), terms, free, art109) for clause in terms.clauses)
    return FormulaCheck(tuple(ways), verdicts)


def said_from_lists(clause: Mapping[str, Any], parties: Collection[str]) -> bool:
    """Whether counts of lists alone say if a clause can be met; of the others a plan does."""
    one_road = clause["kind"] != "seats" or {"from", "to"} <= set(clause)
    return len(parties) == 2 and clause["kind"] in _SAID_FROM_LISTS and one_road


def _units(
    holder: str, home: str, offer: Mapping[str, Any] | None, request: Mapping[str, Any] | None, terms: Terms
) -> list[Unit] | None:
    if offer is None:
        return None
    asked = {} if request is None else asked_in(request)
    return [
        gate(_plainly(person), holder=holder, destination=home, requested=person.id in asked, terms=terms)
        for person in persons_in(offer)
    ]


def _plainly(person: ListedPerson) -> ListedPerson:
    """The person with will and fitness set alike for everybody: the gate then speaks of the lists alone."""
    return replace(person, willingness=WISHES_TO_RETURN, fit_to_travel="yes")


def _counted(
    holder: str,
    home: str,
    offer: Mapping[str, Any] | None,
    request: Mapping[str, Any] | None,
    units: list[Unit] | None,
) -> WayCount:
    numbers = [None if each is None else each["number"] for each in (offer, request)]
    asked = None if request is None else asked_in(request)
    told = WayCount(holder, home, *numbers, asked=None if asked is None else len(asked))
    if units is None:
        return told
    codes = [unit.code for unit in units]
    told = replace(
        told,
        offered=len(units),
        art109=sum(unit.status == MAND for unit in units),
        no_subject=codes.count(NOT_EXCHANGE_CATEGORY),
        withheld=codes.count(VETO_BY_HOLDER),
    )
    if asked is None:
        return told
    return replace(
        told,
        not_on_offer=len(asked.keys() - {unit.person_id for unit in units}),
        not_asked=codes.count(NOT_REQUESTED),
        bargainable=sum(unit.status == FREE for unit in units),
    )


def _verdict(
    clause: Mapping[str, Any],
    terms: Terms,
    free: Mapping[Way, list[Unit] | None],
    art109: Mapping[Way, int | None],
) -> Verdict:
    kind = clause["kind"]
    if not said_from_lists(clause, terms.parties):
        return Verdict(clause, OPEN, {})
    if kind == "equal-heads":
        return _equal_heads(clause, terms, free)
    if kind == "seats":
        return _seats(clause, free, art109)
    way = next(way for way in free if way[0] == clause["side"])
    persons = free[way]
    if persons is None:
        return Verdict(clause, OPEN, {})
    if kind == "captured-in":
        return Verdict(clause, CAN, {"of": len(persons), "there": len(_allowed(persons, terms))})
    such = sum(clause["category"] in unit.traits.categories for unit in _allowed(persons, terms))
    met = kind == "at-most" or min(such, _seats_on(way, terms, such)) >= clause["count"]
    return Verdict(clause, CAN if met else CANNOT, {"such": such})


def _equal_heads(clause: Mapping[str, Any], terms: Terms, free: Mapping[Way, list[Unit] | None]) -> Verdict:
    first, second = clause.get("between", terms.parties)
    heads = []
    for way in ((first, second), (second, first)):
        persons = free[way]
        if persons is None:
            return Verdict(clause, OPEN, {})
        going = len(_allowed(persons, terms))
        heads.append(min(going, _seats_on(way, terms, going)))
    most = min([*heads, clause["up_to"]] if "up_to" in clause else heads)
    met = most >= clause.get("heads", 0)
    return Verdict(clause, CAN if met else CANNOT, {"there": heads[0], "back": heads[1], "most": most})


def _seats(
    clause: Mapping[str, Any], free: Mapping[Way, list[Unit] | None], art109: Mapping[Way, int | None]
) -> Verdict:
    way = clause["from"], clause["to"]
    persons, first = free[way], art109[way]
    if persons is None or first is None:
        return Verdict(clause, OPEN, {})
    # Not all under art. 109 need travel this time, so more of them than seats is no last word.
    word = CAN if first <= clause["seats"] else OPEN
    return Verdict(clause, word, {"art109": first, "left": max(0, clause["seats"] - first), "of": len(persons)})


def _allowed(persons: list[Unit], terms: Terms) -> list[Unit]:
    return [unit for unit in persons if not any(clause.excludes(unit.traits) for clause in terms.clauses)]


def _seats_on(way: Way, terms: Terms, otherwise: int) -> int:
    told = [clause.document() for clause in terms.clauses]
    found = [each["seats"] for each in told if each["kind"] == "seats" and (each.get("from"), each.get("to")) == way]
    return min(int(str(seats)) for seats in found) if found else otherwise
