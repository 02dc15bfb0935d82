"""Decides what a relative may be told: a grade of five with the status behind it, or that a person speaks with them.

Plain functions of the evidence handed in. Never a score; never "held" before two people found it, each by themselves;
never a death by a grade.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class KnownLike(Protocol):
    """One piece of evidence, as the register's queries hand it out."""

    code: str
    source: str
    added_by: str
    other: str


RECEIVED, GRADE, PERSON = "received", "grade", "person"
GRADES: Mapping[str, int] = {
    "NO_DATA": 1,
    "REPORTED_MISSING": 2,
    "REPORTED_CAPTIVE": 3,
    "PROBABLY_CAPTIVE": 3,
    "CONFIRMED_BY_DETAINING_POWER": 4,
    "CONFIRMED_BY_NEUTRAL": 4,
    "RELEASED": 5,
    "RETURNED": 5,
}
_NEEDS_TWO = 4
_REPORTED_INSTEAD = "REPORTED_CAPTIVE"
_DEATHS = frozenset(
    {"DEATH_CLAIMED", "DEATH_NOTIFIED", "REMAINS_RECEIVED", "IDENTIFIED_FORENSICALLY", "LEGALLY_DECLARED"}
)
# Where a person is, told of a record that two officers found to be the same person.
_BY_CUSTODY = {"HANDED_OVER": "RELEASED", "IN_TRANSIT_STATE": "RELEASED", "HOME": "RETURNED"}
_ORDER = {code: rank for rank, code in enumerate(GRADES)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told: kind 'received', 'grade' or 'person'; the grade and the status code behind it for 'grade' alone.

    `held_back` is for the officer: the answer is that of every request because the record is said to be wrong.
    """

    kind: str
    grade: int | None = None
    status: str = ""
    held_back: bool = False


def verdict_of(
    *,
    proven: bool,
    linked: bool,
    own: Sequence[KnownLike],
    other: Sequence[KnownLike],
    held_back: bool = False,
) -> Verdict:
    """What the relative may be told now.

    Args:
        proven: whether kinship is proven; until then the answer says nothing of the person, whatever is known.
        linked: whether the request is tied to a missing person of the register.
        own: evidence of that missing person.
        other: evidence of records that two officers found to be the same person.
        held_back: whether somebody says that the record is wrong and nobody has looked yet: until then the answer
            is that of every request.
    """
    graded = _graded(linked, own, other)
    return graded if proven and not held_back else Verdict(RECEIVED, held_back=held_back)


def _graded(linked: bool, own: Sequence[KnownLike], other: Sequence[KnownLike]) -> Verdict:
    if any(known.code in _DEATHS for known in [*own, *other]):
        return Verdict(PERSON)
    statuses = ["REPORTED_MISSING" if linked else "NO_DATA"]
    statuses += [_heard(known.code, own) for known in own if known.code in GRADES]
    # The other record counts for what it is: the same person by the word of two.
    statuses += [_BY_CUSTODY.get(known.code, known.code) for known in other]
    strongest = max((status for status in statuses if status in GRADES), key=_ORDER.__getitem__)
    return Verdict(GRADE, GRADES[strongest], strongest)


def _heard(code: str, known: Sequence[KnownLike]) -> str:
    """A confirmation that one person alone gave is a report."""
    if GRADES[code] < _NEEDS_TWO:
        return code
    same = [one for one in known if GRADES.get(one.code, 0) >= _NEEDS_TWO]
    by_two = any(one.source.startswith("tracing:") for one in same) or len({one.added_by for one in same}) > 1
    return code if by_two else _REPORTED_INSTEAD
