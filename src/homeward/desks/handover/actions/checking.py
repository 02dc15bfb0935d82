"""Checking off at both ends: one tick, one difference, one withdrawal, one taking back, and what the witness saw."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.handover.actions.writing import (
    checked_id,
    forget_protocol,
    open_day,
    stored_event,
    write_event,
)
from homeward.desks.handover.day import Event, PersonState
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.roster import RESERVE, SPARE
from homeward.desks.handover.queries.days import Day
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

CHECK, WITNESS = "handover.check", "handover.witness"
ACCEPTED, ALREADY, NOT_ON_LIST = "accepted", "already_checked", "not_on_list"
NOT_ON_TRANSPORT, TO_THE_DESK = "not_on_this_transport", "to_the_desk"
# Where each tick is made, and by whom.
SITE_OF_KIND: Mapping[str, str] = {
    c.PRESENT: c.DEPARTURE,
    c.BOARDED: c.DEPARTURE,
    c.HANDED_OVER: c.LINE,
    c.RECEIVED: c.ARRIVAL,
    c.REFUSED: c.ARRIVAL,
}
_BY_CREW = frozenset(c.DISCREPANCIES) - {c.WITHDRAWN_PROTECTED}


@dataclass(frozen=True, slots=True)
class Checked:
    """What the tick came to: an answer, and the event when one was written."""

    answer: str
    event: Event | None = None


def answer_to(state: PersonState | None, kind: str) -> str:
    """What the page says to a tick, from where the person stands."""
    if state is None or (state.place.what == SPARE and not state.facts):
        return NOT_ON_LIST
    if state.standing in (c.NOT_TODAY, c.RETURNED) or state.withdrawn or _stands_by(state, kind):
        return NOT_ON_TRANSPORT
    if kind in state.facts:
        return ALREADY
    return TO_THE_DESK if state.needs_outcome else ACCEPTED


def _stands_by(state: PersonState, kind: str) -> bool:
    """Somebody in reserve who is not called may be present and no more."""
    return state.place.what == RESERVE and not state.replaces and kind != c.PRESENT


@action("handover.check_off", right=CHECK)
def check_off(*, actor: Actor, handover_id: str, person_code: str, kind: str, event_id: str = "") -> Outcome[Checked]:
    """One tick: present, boarded, handed over, received, or refused by the receiving side.

    Args:
        event_id: brought along by the form; the same form sent twice counts once.

    Raises:
        InputError: no such kind. ConflictError: the list is not signed, or the day is closed.
    """
    if kind not in SITE_OF_KIND:
        raise InputError(_("There is no such check."), cure=_("Choose one of the buttons."))
    day = open_day(handover_id)
    known = stored_event(day.handover, checked_id(event_id))
    if known is not None:
        return _told(day, Checked(ACCEPTED, known), kind)
    answer = answer_to(day.state.persons.get(person_code), kind)
    if answer != ACCEPTED:
        return _told(day, Checked(answer), kind)
    _refuse_both_ends(day, actor, person_code, kind)
    forget_protocol(day)
    event = write_event(
        day,
        actor,
        event_id=checked_id(event_id),
        person_code=person_code,
        kind=kind,
        side=c.SIDES_OF_KIND[kind][0],
        site=SITE_OF_KIND[kind],
    )
    return _told(day, Checked(ACCEPTED, event), kind)


def _refuse_both_ends(day: Day, actor: Actor, person_code: str, kind: str) -> None:
    """Two counts are two people's; said at once instead of at the end of the day."""
    other = {c.HANDED_OVER: c.RECEIVED, c.RECEIVED: c.HANDED_OVER}.get(kind)
    counted = [event.by for event in day.events if event.kind == other and event.person_code == person_code]
    if counted and set(counted) == {actor.officer_id}:
        raise ConflictError(_("You counted this person at the other end."), cure=_("Somebody else counts at this end."))


def _told(day: Day, checked: Checked, kind: str) -> Outcome[Checked]:
    facts = {"handover": day.handover.number, "kind": kind, "answer": checked.answer}
    if checked.event is not None:
        facts |= {"event": checked.event.hash, "line": checked.event.person_code}
    return Outcome(checked, facts=facts)


@action("handover.raise_discrepancy", right=CHECK)
def raise_discrepancy(
    *, actor: Actor, handover_id: str, code: str, site: str, person_code: str = "", way: str = "", event_id: str = ""
) -> Outcome[Event]:
    """Sends a person to the discrepancy desk under one code; two people settle it there.

    Args:
        person_code: '' for somebody on no list: they get the next spare line.
        way: 'HOLDER/HOME', for somebody on no list.

    Raises:
        InputError: no such code, site, line or spare line. ConflictError: see `check_off`.
    """
    if code not in _BY_CREW or site not in c.SITES:
        raise InputError(_("There is no such difference."), cure=_("Choose one of the list."))
    day = open_day(handover_id)
    known = stored_event(day.handover, checked_id(event_id))
    if known is None:
        line = person_code or _free_spare(day, way)
        if line not in day.lines or (code == c.EXTRA_PERSON) != (day.lines[line].what == SPARE):
            raise InputError(_("This line cannot have that difference."), cure=_("Choose the line again."))
        forget_protocol(day)
        known = write_event(
            day,
            actor,
            event_id=checked_id(event_id),
            person_code=line,
            kind=c.DISCREPANCY,
            code=code,
            side=c.RECEIVER if site == c.ARRIVAL else c.HOLDER,
            site=site,
        )
    facts = {"handover": day.handover.number, "line": known.person_code, "code": code, "event": known.hash}
    return Outcome(known, facts=facts)


def _free_spare(day: Day, way: str) -> str:
    holder, _sign, destination = way.partition("/")
    for place in day.roster.of(SPARE, (holder, destination)):
        if day.state.persons[place.code].standing == c.EMPTY:
            return place.code
    raise InputError(
        _("No spare line is free."), cure=_("Take an error on a spare line back, or write the person on paper.")
    )


@action("handover.withdraw_person", right=WITNESS)
def withdraw_person(*, actor: Actor, handover_id: str, person_code: str, event_id: str = "") -> Outcome[Event]:
    """The neutral takes a person off this transport. No reason is asked, kept or shown.

    Raises:
        InputError: no such person. ConflictError: they have crossed already, or the day is closed.
    """
    day = open_day(handover_id)
    known = stored_event(day.handover, checked_id(event_id))
    if known is None:
        state = day.state.persons.get(person_code)
        if state is None or state.place.what == SPARE:
            raise InputError(_("Nobody on this list has that number."))
        if state.standing == c.EXCHANGED:
            raise ConflictError(_("This person has crossed already."))
        forget_protocol(day)
        known = write_event(
            day,
            actor,
            event_id=checked_id(event_id),
            person_code=person_code,
            kind=c.WITHDRAWN,
            side=c.NEUTRAL,
            site=c.LINE,
        )
    facts = {"handover": day.handover.number, "event": known.hash, "code": c.WITHDRAWN_PROTECTED}
    return Outcome(known, facts=facts)


@action("handover.take_back", right=CHECK)
def take_back(*, actor: Actor, handover_id: str, event_hash: str, reason: str) -> Outcome[Event]:
    """Takes one event back by adding another that names it; both stay. Taking back twice adds nothing.

    Raises:
        InputError: no such event or reason. ConflictError: it is the neutral's, or two people signed it.
    """
    if reason not in c.RETRACT_REASONS:
        raise InputError(_("Say what was wrong."), cure=_("Choose one of the list."))
    day = open_day(handover_id)
    event = next((each for each in day.events if each.hash == event_hash), None)
    if event is None:
        raise InputError(_("There is no such check."), cure=_("Choose one from the last checks."))
    if event.side == c.NEUTRAL or event.kind in (c.RESOLVE, c.ABORT, c.RETRACT):
        raise ConflictError(_("This cannot be taken back here."), cure=_("Ask the neutral or the deciding persons."))
    before = next((each for each in day.events if each.kind == c.RETRACT and event_hash in each.names), None)
    if before is None:
        forget_protocol(day)
        before = write_event(
            day,
            actor,
            person_code=event.person_code,
            kind=c.RETRACT,
            code=reason,
            names=(event_hash,),
            side=event.side,
            site=event.site,
        )
    facts = {"handover": day.handover.number, "event": before.hash, "names": event_hash, "reason": reason}
    return Outcome(before, facts=facts)


@action("handover.witness_crossings", right=WITNESS)
def witness_crossings(*, actor: Actor, handover_id: str, way: str, count: int) -> Outcome[int]:
    """The neutral saw a group cross: everybody of one direction whom both sides have ticked and nobody has witnessed.

    Args:
        way: 'HOLDER/HOME'. count: how many the neutral counted; they must be as many as both sides ticked.

    Raises:
        InputError: another count. ConflictError: see `check_off`.
    """
    day = open_day(handover_id)
    holder, _sign, destination = way.partition("/")
    waiting = [
        code
        for code, person in day.state.persons.items()
        if person.place.way == (holder, destination) and _both_ticked(person)
    ]
    if count != len(waiting) or not waiting:
        raise InputError(
            _("Both sides have ticked %(count)d persons who wait for your word.") % {"count": len(waiting)},
            cure=_("Count again with both sides before the next group moves."),
        )
    forget_protocol(day)
    for code in waiting:
        write_event(day, actor, person_code=code, kind=c.WITNESSED, side=c.NEUTRAL, site=c.LINE)
    facts = {"handover": day.handover.number, "way": way, "persons": len(waiting)}
    return Outcome(len(waiting), facts=facts)


def _both_ticked(person: PersonState) -> bool:
    over = {c.HANDED_OVER, c.RECEIVED} <= person.facts or person.outcome == c.CROSSED
    return over and c.WITNESSED not in person.facts and not person.needs_outcome and person.standing != c.NOT_TODAY
