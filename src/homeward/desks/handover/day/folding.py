"""Where everybody stands, as a function of the set of events: contradictions stay in sight until two people resolve.

Called by every page and by the closing. There is no last writer and no clock in it; an event that is retracted,
superseded or stated by a side that may not state it is kept, told in `problems`, and counts for nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.events import Event, merge
from homeward.desks.handover.day.roster import RESERVE, SPARE, Place, Roster

# Why somebody is in conflict.
RECEIVED_AND_REFUSED, TWO_PLACES, DENIED = "received_and_refused", "two_places", "denied"
RESERVE_TWICE, RESERVE_NOT_CALLED, TWO_OUTCOMES = "reserve_twice", "reserve_not_called", "two_outcomes"
AFTER_THE_OUTCOME, AFTER_THE_ABORT = "after_the_outcome", "after_the_abort"
_ONE_PLACE_EACH = (c.PRESENT, c.BOARDED, c.HANDED_OVER, c.RECEIVED)
_OVER = frozenset({c.HANDED_OVER, c.RECEIVED})
# What an event counts for nothing for.
UNKNOWN_LINE, OTHER_MANIFEST, WRONG_SIDE, NOT_JOINT = "unknown_line", "other_manifest", "wrong_side", "not_joint"


@dataclass(frozen=True, slots=True)
class PersonState:
    """One line of the manifest as the set of events tells it.

    Attributes:
        standing: of `codes`. facts: kinds that count. discrepancies: codes, sorted, settled or not.
        outcome: of the resolve that counts, '' for none. replaced_by, replaces: codes of the other line.
        conflicts: why, sorted. grounds: hashes of what a resolve names. waits_for: what an exchange still needs.
    """

    place: Place
    standing: str
    facts: frozenset[str] = frozenset()
    discrepancies: tuple[str, ...] = ()
    outcome: str = ""
    replaced_by: str = ""
    replaces: str = ""
    conflicts: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()

    @property
    def needs_outcome(self) -> bool:
        """Two people still have to say how this ends."""
        return self.standing in (c.CONFLICT, c.OPEN)

    @property
    def withdrawn(self) -> bool:
        return c.WITHDRAWN_PROTECTED in self.discrepancies

    @property
    def ended(self) -> bool:
        return self.standing in c.ENDED


@dataclass(frozen=True)
class DayState:
    """Everybody, and whether the day was broken off. `problems`: (hash of the event, why it counts for nothing)."""

    persons: dict[str, PersonState]
    aborted: bool
    problems: tuple[tuple[str, str], ...]

    @property
    def needing_outcome(self) -> list[PersonState]:
        return [person for person in self.persons.values() if person.needs_outcome]

    @property
    def unfinished(self) -> list[PersonState]:
        return [person for person in self.persons.values() if not person.ended]


@dataclass
class _Books:
    """The events of one day sorted out once."""

    facts: defaultdict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    resolves: defaultdict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    called: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    aborted: bool = False
    problems: list[tuple[str, str]] = field(default_factory=list)


def fold(roster: Roster, events: Iterable[Event]) -> DayState:
    """The state of every line. Equal sets give equal states, whatever their order and however often each came."""
    books = _sorted_out(roster, merge(events))
    persons = {place.code: _person(place, books) for place in roster.places}
    return DayState(persons, books.aborted, tuple(sorted(books.problems)))


def _sorted_out(roster: Roster, events: Sequence[Event]) -> _Books:
    books = _Books()
    counted = []
    for event in events:
        problem = _problem_of(roster, event)
        if problem:
            books.problems.append((event.hash, problem))
        else:
            counted.append(event)
    taken_back = _retracted(counted)
    superseded = {name for event in counted if event.kind == c.RESOLVE for name in event.names}
    for event in counted:
        if event.kind == c.ABORT:
            books.aborted = True
        elif event.kind == c.RESOLVE and event.hash not in superseded:
            books.resolves[event.person_code].append(event)
            if event.outcome == c.REPLACED:
                books.called[event.replacement].add(event.person_code)
        elif (event.kind in c.SIDES_OF_KIND or event.kind == c.DISCREPANCY) and event.hash not in taken_back:
            books.facts[event.person_code].append(event)
    return books


def _problem_of(roster: Roster, event: Event) -> str:
    """Why an event counts for nothing; '' when it counts."""
    if event.manifest != roster.manifest:
        return OTHER_MANIFEST
    if event.kind in (c.ABORT, c.NOTE) and not event.person_code:
        return "" if event.joint or event.kind == c.NOTE else NOT_JOINT
    if event.person_code not in roster.by_code:
        return UNKNOWN_LINE
    if event.kind in (c.RESOLVE, c.ABORT) and not event.joint:
        return NOT_JOINT
    if event.kind == c.RESOLVE and event.outcome == c.REPLACED and not _is_reserve(roster, event):
        return UNKNOWN_LINE
    allowed = c.SIDES_OF_KIND.get(event.kind, c.SIDES)
    # That a person stays behind unasked is for the neutral alone to state.
    if event.kind == c.DISCREPANCY and event.code == c.WITHDRAWN_PROTECTED:
        allowed = (c.NEUTRAL,)
    return "" if event.side in allowed else WRONG_SIDE


def _is_reserve(roster: Roster, event: Event) -> bool:
    stands_in = roster.by_code.get(event.replacement)
    return (
        stands_in is not None and stands_in.what == RESERVE and stands_in.way == roster.by_code[event.person_code].way
    )


def _retracted(events: Sequence[Event]) -> set[str]:
    """What is taken back; what the neutral stated, by the neutral alone, and what two people signed, by nobody."""
    by_hash = {event.hash: event for event in events}
    found = set()
    for event in (event for event in events if event.kind == c.RETRACT):
        for name in event.names:
            stated = by_hash.get(name)
            if stated is not None and (stated.side != c.NEUTRAL or event.side == c.NEUTRAL):
                found.add(name)
    return found


def _person(place: Place, books: _Books) -> PersonState:
    stated, resolves = books.facts[place.code], books.resolves[place.code]
    resolve = resolves[0] if resolves else None
    named = set(resolve.names) if resolve else set()
    fresh = [event for event in stated if event.hash not in named]
    replaces = sorted(books.called[place.code])
    facts = frozenset(event.kind for event in stated if event.kind not in (c.DISCREPANCY, c.WITHDRAWN))
    outcome = resolve.outcome if resolve else ""
    conflicts = _conflicts(place, fresh, resolves, replaces, books)
    settled = [event for event in stated if event.hash in named]
    # The same difference seen on one more device is no new difference.
    open_codes = _codes(fresh) - _codes(settled)
    state = PersonState(
        place=place,
        standing="",
        facts=facts,
        discrepancies=tuple(sorted(_codes(stated) | _extra(place, facts))),
        outcome=outcome,
        replaced_by=resolve.replacement if resolve and outcome == c.REPLACED else "",
        replaces=replaces[0] if replaces else "",
        conflicts=tuple(sorted(conflicts)),
        grounds=tuple(sorted({event.hash for event in [*stated, *resolves]})),
    )
    waits = _waits_for(stated, outcome)
    standing = _standing(state, open_codes | (set() if outcome else _extra(place, facts)), waits, books.aborted)
    return _with(state, standing, waits if standing in (c.EXPECTED, c.UNDER_WAY) else ())


def _with(state: PersonState, standing: str, waits: tuple[str, ...]) -> PersonState:
    values = {name: getattr(state, name) for name in PersonState.__slots__}
    return PersonState(**values | {"standing": standing, "waits_for": waits})


def _codes(events: Iterable[Event]) -> set[str]:
    """Discrepancies stated; a withdrawal is one of them and looks like any other cause of the same code."""
    return {
        c.WITHDRAWN_PROTECTED if event.kind == c.WITHDRAWN else event.code
        for event in events
        if event.kind in (c.DISCREPANCY, c.WITHDRAWN)
    }


def _extra(place: Place, facts: frozenset[str]) -> set[str]:
    """Whoever stands on a spare line is not on the list, whether or not somebody said so."""
    return {c.EXTRA_PERSON} if place.what == SPARE and facts else set()


def _conflicts(
    place: Place, fresh: Sequence[Event], resolves: Sequence[Event], replaces: Sequence[str], books: _Books
) -> set[str]:
    kinds, found = {event.kind for event in fresh}, set()
    if {c.RECEIVED, c.REFUSED} <= kinds:
        found.add(RECEIVED_AND_REFUSED)
    if any(kinds & set(c.DENIES.get(code, ())) for code in _codes(fresh)):
        found.add(DENIED)
    for kind in _ONE_PLACE_EACH:
        if len({event.site for event in fresh if event.kind == kind}) > 1:
            found.add(TWO_PLACES)
    if len({(event.outcome, event.replacement) for event in resolves}) > 1:
        found.add(TWO_OUTCOMES)
    if place.what == RESERVE:
        found |= _reserve_conflicts(kinds, replaces)
    if any(len(books.called[event.replacement]) > 1 for event in resolves if event.outcome == c.REPLACED):
        found.add(RESERVE_TWICE)
    return found | _late(place, kinds, resolves, books.aborted)


def _reserve_conflicts(kinds: set[str], replaces: Sequence[str]) -> set[str]:
    if len(replaces) > 1:
        return {RESERVE_TWICE}
    # Whoever stands by may be present; only who is called may board.
    called_by_nobody = not replaces and kinds & {c.BOARDED, c.HANDED_OVER, c.RECEIVED}
    return {RESERVE_NOT_CALLED} if called_by_nobody else set()


def _late(place: Place, kinds: set[str], resolves: Sequence[Event], aborted: bool) -> set[str]:
    """Facts that came to light after two people had said how it ends, or after the day was broken off."""
    outcomes = {event.outcome for event in resolves}
    if outcomes & {c.REPLACED, c.CARRIED_OVER, c.ABORTED} and kinds & _OVER:
        return {AFTER_THE_OUTCOME}
    if c.ACCEPTED_UNEVEN in outcomes and place.what != SPARE and kinds & _OVER:
        return {AFTER_THE_OUTCOME}
    if c.CROSSED in outcomes and c.REFUSED in kinds:
        return {AFTER_THE_OUTCOME}
    half_over = kinds & _OVER and not {c.HANDED_OVER, c.RECEIVED, c.WITNESSED} <= kinds
    return {AFTER_THE_ABORT} if aborted and half_over and not outcomes else set()


def _waits_for(stated: Sequence[Event], outcome: str) -> tuple[str, ...]:
    """What is missing for an exchange: both sides' word, by different people, and the neutral's."""
    kinds = {event.kind for event in stated} | ({c.HANDED_OVER, c.RECEIVED} if outcome == c.CROSSED else set())
    missing = [kind for kind in (c.HANDED_OVER, c.RECEIVED, c.WITNESSED) if kind not in kinds]
    gave, took = ({event.by for event in stated if event.kind == kind} for kind in (c.HANDED_OVER, c.RECEIVED))
    # One person's eyes at both ends are one count, not two.
    if not missing and outcome != c.CROSSED and len(gave | took) < 2:
        missing.append("another_officer")
    return tuple(missing)


def _standing(state: PersonState, open_codes: set[str], waits: tuple[str, ...], aborted: bool) -> str:
    if state.conflicts:
        return c.CONFLICT
    if open_codes or (c.REFUSED in state.facts and not state.outcome):
        return c.OPEN
    travels = not state.outcome or state.outcome == c.CROSSED or _extra_accepted(state)
    if not travels:
        return c.NOT_TODAY
    if not waits:
        return c.EXCHANGED
    standing = _on_the_way(state)
    return c.RETURNED if aborted and standing in (c.EXPECTED, c.UNDER_WAY) else standing


def _extra_accepted(state: PersonState) -> bool:
    return state.place.what == SPARE and state.outcome == c.ACCEPTED_UNEVEN


def _on_the_way(state: PersonState) -> str:
    if state.place.what == SPARE and not state.facts:
        return c.EMPTY
    if state.place.what == RESERVE and not state.replaces:
        return c.STANDS_BY
    return c.UNDER_WAY if state.facts or state.outcome else c.EXPECTED
