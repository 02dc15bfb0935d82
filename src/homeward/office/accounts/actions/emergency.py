"""Emergency access: one person's record for an officer without the right, for hours, by two people."""

from datetime import timedelta

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.office.accounts.models import ANSWERED_WITHIN, MOST_HOURS, EmergencyOpening
from homeward.office.accounts.reasons import REASONS
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor, has_right

RIGHT = "register.read"


@action("emergency.ask", right="emergency.ask")
def ask_opening(*, actor: Actor, person_id: str, reason: str, hours: int) -> Outcome[EmergencyOpening]:
    """Asks for one person's record; nothing opens before another officer approves.

    Raises:
        InputError: no such reason, or not 1 to 24 hours.
        ConflictError: the actor may open that record already, or has asked.
    """
    if reason not in REASONS:
        raise InputError(_("Choose one of the reasons."))
    if not 1 <= hours <= MOST_HOURS:
        raise InputError(_("An opening lasts 1 to 24 hours."))
    if has_right(actor, RIGHT):
        raise ConflictError(_("Your role opens this record already."))
    if _waiting(actor.officer_id, person_id):
        raise ConflictError(_("You have asked for this record already."), cure=_("Wait for the answer."))
    opening = EmergencyOpening.objects.create(
        person_id=person_id, right=RIGHT, reason=reason, hours=hours, asked_by=actor.officer_id
    )
    return _told(opening)


@action("emergency.approve", right="emergency.approve")
def approve_opening(*, actor: Actor, opening_id: str) -> Outcome[EmergencyOpening]:
    """Opens the record from now on, for the hours asked.

    Raises:
        RefusedError: the actor is the one who asked.
        ConflictError: answered before, or lapsed.
    """
    opening = _to_answer(actor, opening_id)
    moment = clock.now()
    opening.state, opening.decided_by, opening.decided_at = opening.State.APPROVED, actor.officer_id, moment
    opening.ends_at = moment + timedelta(hours=opening.hours)
    opening.save()
    return _told(opening)


@action("emergency.decline", right="emergency.approve")
def decline_opening(*, actor: Actor, opening_id: str) -> Outcome[EmergencyOpening]:
    """Leaves the record closed."""
    opening = _to_answer(actor, opening_id)
    opening.state, opening.decided_by, opening.decided_at = opening.State.DECLINED, actor.officer_id, clock.now()
    opening.save()
    return _told(opening)


@action("emergency.end", right="emergency.approve")
def end_opening(*, actor: Actor, opening_id: str) -> Outcome[EmergencyOpening]:
    """Closes the record before its time. When its time is over nobody needs to: the clock ends it."""
    opening = _locked(opening_id)
    if opening.state != opening.State.APPROVED or opening.ends_at <= clock.now():
        raise ConflictError(_("This opening has ended already."))
    opening.state, opening.ends_at = opening.State.ENDED, clock.now()
    opening.save()
    return _told(opening)


def _to_answer(actor: Actor, opening_id: str) -> EmergencyOpening:
    opening = _locked(opening_id)
    if opening.asked_by == actor.officer_id:
        raise RefusedError(_("Nobody answers their own request."), cure=_("Ask another decision maker."))
    if opening.state != opening.State.ASKED:
        raise ConflictError(_("This request was answered already."))
    if opening.asked_at + ANSWERED_WITHIN <= clock.now():
        raise ConflictError(_("This request has lapsed."), cure=_("It can be made again."))
    return opening


def _locked(opening_id: str) -> EmergencyOpening:
    opening = EmergencyOpening.objects.select_for_update().filter(pk=opening_id).first()
    if opening is None:
        raise InputError(_("There is no such request."))
    return opening


def _waiting(officer_id: str, person_id: str) -> bool:
    return EmergencyOpening.objects.filter(
        asked_by=officer_id,
        person_id=person_id,
        state=EmergencyOpening.State.ASKED,
        asked_at__gt=clock.now() - ANSWERED_WITHIN,
    ).exists()


def _told(opening: EmergencyOpening) -> Outcome[EmergencyOpening]:
    facts = {"opening": opening.pk, "right": opening.right, "reason": opening.reason, "hours": opening.hours}
    return Outcome(opening, facts=facts, subjects=[opening.person_id])
