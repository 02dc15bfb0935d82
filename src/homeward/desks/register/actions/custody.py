"""Where a person is held, step by step. Each arrival at a camp or hospital calls for a capture card (art. 70)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.register.entering import opaque_place
from homeward.desks.register.limits import CARD_DAYS
from homeward.desks.register.models import CaptureCard, CustodyEvent, Evidence, Person
from homeward.desks.register.statuses import STATUSES
from homeward.desks.register.steps import in_order
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

_RIGHT = "register.custody"
# The first word of a source tells which desk speaks: the right its officer needs, and what it can know.
_DESKS = {
    "handover": ("handover.check", frozenset({"AT_LINE", "HANDED_OVER", "HELD"})),
    "reception": ("reception.write", frozenset({"IN_TRANSIT_STATE", "HOSPITAL", "HOME"})),
    "recovery": ("recovery.write", frozenset({"HOSPITAL", "HOME"})),
}
CODES = tuple(code for code, status in STATUSES.items() if status.group == "custody")
# Arrival at any camp, transit camps included; again on sickness and on transfer (art. 70).
CALLS_FOR_A_CARD = frozenset({"TRANSIT_CAMP", "CAMP", "HOSPITAL", "PENAL", "TRANSFERRED"})
CORRECTION_REASONS = ("WRONG_DAY", "WRONG_CODE", "WRONG_PLACE")


def _right_to_record(*, source: str = "register", **_others: Any) -> str:
    return _DESKS.get(source.partition(":")[0], (_RIGHT, frozenset()))[0]


@action("register.record_custody", right=_right_to_record)
def record_custody(
    *, actor: Actor, person_id: str, code: str, place_code: str = "", at: date, source: str = "register"
) -> Outcome[CustodyEvent]:
    """Adds one step to a person's custody.

    Args:
        code: a custody code (`CODES`).
        place_code: an opaque code, or ''.
        at: the day it happened; may lie before steps already recorded.
        source: 'register', or another desk and its own id ('handover:<manifest id>').

    Raises:
        InputError: no such person, unknown code, a day to come, a place that is no code.
    """
    _check(code, at, source)
    place = opaque_place(place_code)
    if not Person.objects.filter(pk=person_id).exists():
        raise InputError(_("There is no such person in this register."))
    event = place_in_custody(actor, [person_id], code, place, at, source)[0]
    return Outcome(event, facts={"custody": event.pk, "code": code, "source": source}, subjects=[person_id])


@action("register.record_custody_of_many", right=_right_to_record)
def record_custody_of_many(
    *, actor: Actor, person_ids: Sequence[str], code: str, place_code: str = "", at: date, source: str = "register"
) -> Outcome[int]:
    """The same step for many persons, as one act: a convoy, a transport, a handover.

    Raises:
        InputError: as for one person; nothing is recorded when one of them is unknown.
    """
    _check(code, at, source)
    wanted = sorted(set(person_ids))
    if Person.objects.filter(pk__in=wanted).count() != len(wanted):
        raise InputError(_("There is no such person in this register."))
    place_in_custody(actor, wanted, code, opaque_place(place_code), at, source)
    facts = {"code": code, "source": source, "persons": len(wanted)}
    return Outcome(len(wanted), facts=facts, subjects=wanted)


@action("register.correct_custody", right=_RIGHT)
def correct_custody(
    *, actor: Actor, event_id: str, code: str, place_code: str = "", at: date, reason: str
) -> Outcome[CustodyEvent]:
    """Puts another event in the place of one that was recorded wrongly; both stay in the history.

    Raises:
        InputError: no such event, unknown reason, code, day or place.
        ConflictError: it was corrected before.
    """
    if reason not in CORRECTION_REASONS:
        raise InputError(_("Say what was wrong."))
    _check(code, at, "register")
    wrong = CustodyEvent.objects.select_for_update().filter(pk=event_id).first()
    if wrong is None:
        raise InputError(_("There is no such step of custody."))
    if wrong.superseded_by_id:
        raise ConflictError(_("This step was corrected before."), cure=_("Look at the person's page again."))
    event = CustodyEvent.objects.create(
        person_id=wrong.person_id,
        code=code,
        place_code=opaque_place(place_code),
        at=at,
        source="register",
        recorded_by=actor.officer_id,
        recorded_at=clock.now(),
    )
    wrong.superseded_by = event
    wrong.save(update_fields=["superseded_by"])
    enabled = CaptureCard.objects.filter(custody=wrong, dropped=False).exclude(enabled_on=None).first()
    CaptureCard.objects.filter(custody=wrong).update(dropped=True)
    _call_for_cards([event], enabled)
    _show_newest(actor, [wrong.person_id])
    facts = {"custody": event.pk, "instead_of": wrong.pk, "code": code, "reason": reason}
    return Outcome(event, facts=facts, subjects=[wrong.person_id])


@action("register.enable_capture_card", right=_RIGHT)
def enable_capture_card(*, actor: Actor, card_id: str, day: date) -> Outcome[CaptureCard]:
    """Notes the day on which the person could write the capture card; what stands on it is theirs (art. 70).

    Raises:
        InputError: no such card, or a day to come or before the arrival.
        ConflictError: it was noted before.
    """
    card = CaptureCard.objects.select_for_update().select_related("custody").filter(pk=card_id, dropped=False).first()
    if card is None:
        raise InputError(_("There is no such capture card."))
    if card.enabled_on is not None:
        raise ConflictError(_("This card was noted before."))
    if not card.custody.at <= day <= clock.now().date():
        raise InputError(_("The day lies before the arrival or is still to come."), cure=_("Correct the day."))
    card.enabled_on, card.enabled_by = day, actor.officer_id
    card.save(update_fields=["enabled_on", "enabled_by"])
    facts = {"card": card.pk, "late": (day - card.due).days if day > card.due else 0}
    return Outcome(card, facts=facts, subjects=[card.person_id])


def _check(code: str, at: date, source: str) -> None:
    if code not in CODES:
        raise InputError(_("There is no such code of custody."), cure=", ".join(CODES))
    _right, known = _DESKS.get(source.partition(":")[0], ("", frozenset(CODES)))
    if code not in known:
        raise InputError(_("This desk cannot record that step of custody."), cure=", ".join(sorted(known)))
    if at > clock.now().date():
        raise InputError(_("This day is still to come."), cure=_("Give the day on which it happened."))


def place_in_custody(
    actor: Actor, person_ids: Sequence[str], code: str, place: str, at: date, source: str
) -> list[CustodyEvent]:
    """Writes one step for each person, with the card it calls for; inside the transaction of an act."""
    moment = clock.now()
    events = [
        CustodyEvent(
            person_id=person_id,
            code=code,
            place_code=place,
            at=at,
            source=source,
            recorded_by=actor.officer_id,
            recorded_at=moment,
        )
        for person_id in person_ids
    ]
    CustodyEvent.objects.bulk_create(events, 500)
    _call_for_cards(events, None)
    _show_newest(actor, person_ids)
    return events


def _call_for_cards(events: Sequence[CustodyEvent], enabled: CaptureCard | None) -> None:
    CaptureCard.objects.bulk_create(
        (
            CaptureCard(
                person_id=event.person_id,
                custody=event,
                due=event.at + timedelta(days=CARD_DAYS),
                enabled_on=enabled.enabled_on if enabled else None,
                enabled_by=enabled.enabled_by if enabled else "",
            )
            for event in events
            if event.code in CALLS_FOR_A_CARD
        ),
        500,
    )


def _last_of_each(steps: Iterable[CustodyEvent]) -> dict[str, CustodyEvent]:
    by_person: dict[str, list[CustodyEvent]] = defaultdict(list)
    for step in steps:
        by_person[step.person_id].append(step)
    return {person_id: in_order(events)[-1] for person_id, events in by_person.items()}


def _show_newest(actor: Actor, person_ids: Sequence[str]) -> None:
    """The status shows the latest step by its day, whenever it was recorded: one piece of evidence a person."""
    moment, newest = clock.now(), {}
    for start in range(0, len(person_ids), 500):
        chunk = person_ids[start : start + 500]
        steps = CustodyEvent.objects.filter(person__in=chunk, superseded_by=None)
        newest.update(_last_of_each(steps))
        shown = Evidence.objects.filter(person__in=chunk, source__startswith="custody:", ended_at=None)
        shown.update(ended_at=moment, ended_by=actor.officer_id, ended_why="NEXT_STEP")
    Evidence.objects.bulk_create(
        (
            Evidence(
                person_id=event.person_id,
                code=event.code,
                source=f"custody:{event.pk}",
                added_by=actor.officer_id,
                added_at=moment,
            )
            for event in newest.values()
        ),
        500,
    )
