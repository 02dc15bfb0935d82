"""Rows of a list against the register: new, same, or in conflict. Decides nothing more and writes nothing."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from homeward.base.persons import ListedPerson
from homeward.desks.register.models import CONTENT_FIELDS, Person, content_of


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that tells something else of a registered person: field -> (present value, value of the row)."""

    person: Person
    listed: ListedPerson
    differing: Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class Comparison:
    """Every person of a list, once: new, the same as a registered one, or in conflict with it."""

    new: list[ListedPerson] = field(default_factory=list)
    same: list[tuple[Person, ListedPerson]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def listed_by_id(person: ListedPerson, mapping: Mapping[str, str]) -> bool:
    """Whether the list itself gave the id; otherwise `id` only tells the row, and rows move."""
    return bool("id" in mapping and str(person.written.get(mapping["id"], "")).strip())


def content_digest(person: ListedPerson) -> str:
    """One digest for all that the list says of the person."""
    told = json.dumps(content_of(person), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def compare(persons: Sequence[ListedPerson], mapping: Mapping[str, str], registered: Iterable[Person]) -> Comparison:
    """Compares a list with the persons registered for the same party and kind.

    Rows with an id of the list meet the person of that id, and differ by the columns this list has: a column it lacks
    says nothing. Rows without an id meet persons of wholly equal content, one person a row; there is never a conflict,
    since nothing says that two differing rows mean the same person.
    """
    by_id: dict[str, Person] = {}
    by_content: defaultdict[str, list[Person]] = defaultdict(list)
    for person in registered:
        if person.listed_by_id:
            by_id[person.list_id] = person
        else:
            by_content[person.content_digest].append(person)
    fields = [name for name in CONTENT_FIELDS if name in mapping]
    found = Comparison()
    for listed in persons:
        if listed_by_id(listed, mapping):
            _by_id(found, listed, by_id.get(listed.id), fields)
        else:
            alike = by_content[content_digest(listed)]
            if alike:
                found.same.append((alike.pop(0), listed))
            else:
                found.new.append(listed)
    return found


def _by_id(found: Comparison, listed: ListedPerson, person: Person | None, fields: Sequence[str]) -> None:
    if person is None:
        found.new.append(listed)
        return
    told = content_of(listed)
    differing = {name: (getattr(person, name), told[name]) for name in fields if getattr(person, name) != told[name]}
    if differing:
        found.conflicts.append(Conflict(person, listed, differing))
    else:
        found.same.append((person, listed))
