"""The figures of the day, one row a direction: planned, each count, replaced, not today, owed.

Called by pages, the protocol and statements. It counts persons, never events, and knows no name.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.folding import DayState, PersonState
from homeward.desks.handover.day.roster import SEAT, SPARE, Roster


@dataclass(frozen=True, slots=True)
class Tally:
    """One direction. `due`: who should travel now, after replacements and those who do not travel today.

    Attributes:
        planned: seats of the manifest; outside_parity: of these, under art. 109.
        not_today: discrepancy code -> persons who stay behind, settled. open: need an outcome.
        returned: back in custody after an abort.
        owed: persons the holder still owes the home party from this day.
    """

    way: tuple[str, str]
    planned: int
    outside_parity: int
    due: int
    present: int
    boarded: int
    handed_over: int
    received: int
    exchanged: int
    replaced: int
    extra: int
    open: int
    returned: int
    owed: int
    not_today: dict[str, int]


def tallies(roster: Roster, state: DayState) -> list[Tally]:
    """One tally a direction, in the order of the ways."""
    return [_tally(roster, way, [p for p in state.persons.values() if p.place.way == way]) for way in roster.ways]


def _tally(roster: Roster, way: tuple[str, str], persons: list[PersonState]) -> Tally:
    seats, standings = roster.of(SEAT, way), Counter(person.standing for person in persons)
    return Tally(
        way=way,
        planned=len(seats),
        outside_parity=sum(seat.outside_parity for seat in seats),
        due=sum(is_due(person) for person in persons),
        **{kind: _having(persons, kind) for kind in (c.PRESENT, c.BOARDED, c.HANDED_OVER, c.RECEIVED)},
        exchanged=standings[c.EXCHANGED],
        replaced=sum(person.outcome == c.REPLACED for person in persons),
        extra=sum(person.place.what == SPARE and person.standing == c.EXCHANGED for person in persons),
        open=standings[c.OPEN] + standings[c.CONFLICT],
        returned=standings[c.RETURNED],
        owed=sum(owes(person) for person in persons),
        not_today=dict(sorted(Counter(main_code(p) for p in persons if p.standing == c.NOT_TODAY).items())),
    )


def _having(persons: Iterable[PersonState], kind: str) -> int:
    """Persons counted at one place; who was settled as staying is not among them, whatever was ticked before."""
    return sum(kind in person.facts and person.standing != c.NOT_TODAY for person in persons)


def is_due(person: PersonState) -> bool:
    """Should travel now: expected, on the way, in question, or over already; from a spare line only once accepted."""
    if person.place.what == SPARE and person.outcome != c.ACCEPTED_UNEVEN:
        return False
    return person.standing not in (c.NOT_TODAY, c.STANDS_BY, c.EMPTY)


def owes(person: PersonState) -> bool:
    """A place within parity that stays owed: carried over, or returned after the day was broken off."""
    if person.place.outside_parity or person.place.what == SPARE:
        return False
    return person.outcome in (c.CARRIED_OVER, c.ABORTED) or person.standing == c.RETURNED


def main_code(person: PersonState) -> str:
    """The one code under which a person stands in totals: the protected one covers every other."""
    if person.withdrawn or not person.discrepancies:
        return c.WITHDRAWN_PROTECTED if person.withdrawn else ""
    return person.discrepancies[0]
