"""Referrals: a place is asked, answers, and its bed is reserved in the same transaction; taken back, it is free."""

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.recovery.models import Case, Place, Referral
from homeward.desks.recovery.wording import REFUSALS, TAKEN_BACK
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

State = Referral.State


@action("recovery.send_referral", right="recovery.write")
def send_referral(*, actor: Actor, case_id: str, place_id: str) -> Outcome[Referral]:
    """Asks a place to take a person in.

    Raises:
        ConflictError: the place is full or closed, another place is asked already, or the person is there.
    """
    case, place = _case(case_id), _place(place_id)
    if place.closed_at:
        raise ConflictError(_("This place is closed."), cure=_("Choose another one."))
    if case.referrals.filter(state=State.SENT).exists():
        raise ConflictError(_("A place has been asked already."), cure=_("Wait for its answer, or take it back."))
    if case.referrals.filter(state=State.ACCEPTED, place=place).exists():
        raise ConflictError(_("The person has a bed there."))
    _first_free_bed(place)
    referral = Referral.objects.create(case=case, place=place, version=case.version, sent_by=actor.officer_id)
    return Outcome(referral, facts={"referral": referral.pk, "place": place.pk}, subjects=[case.subject, place.pk])


@action("recovery.accept_referral", right="recovery.write")
def accept_referral(*, actor: Actor, referral_id: str) -> Outcome[Referral]:
    """The place takes the person in: one bed is theirs from now on, and the one they had is free.

    Raises:
        ConflictError: no bed is free any more, or the referral was answered.
    """
    referral = _sent(referral_id)
    place, case = _place(referral.place_id), _case(referral.case_id)
    bed = _first_free_bed(place)
    moment = clock.now()
    earlier = case.referrals.filter(state=State.ACCEPTED)
    ended = earlier.update(state=State.ENDED, ended_at=moment)
    referral.state, referral.bed = State.ACCEPTED, bed
    referral.answered_by, referral.answered_at = actor.officer_id, moment
    referral.save(update_fields=["state", "bed", "answered_by", "answered_at"])
    case.state, case.reopened_why = Case.State.PLACED, ""
    case.save(update_fields=["state", "reopened_why"])
    facts = {"referral": referral.pk, "place": place.pk, "bed": bed, "ended": ended}
    return Outcome(referral, facts=facts, subjects=[case.subject, place.pk])


@action("recovery.refuse_referral", right="recovery.write")
def refuse_referral(*, actor: Actor, referral_id: str, why: str) -> Outcome[Referral]:
    """The place does not take the person in, for a reason of the list. ConflictError when it was answered."""
    if why not in REFUSALS:
        raise InputError(_("A refusal needs one of the reasons of the list."))
    referral = _sent(referral_id)
    referral.state, referral.why = State.REFUSED, why
    referral.answered_by, referral.answered_at = actor.officer_id, clock.now()
    referral.save(update_fields=["state", "why", "answered_by", "answered_at"])
    _reopen(referral.case_id, "refused")
    return _told(referral, why)


@action("recovery.take_referral_back", right="recovery.write")
def take_referral_back(*, actor: Actor, referral_id: str, why: str) -> Outcome[Referral]:
    """Takes a referral back, answered or not; its bed is free. ConflictError when there is nothing to take back."""
    if why not in TAKEN_BACK:
        raise InputError(_("Taking back needs one of the reasons of the list."))
    referral = _locked(referral_id)
    if referral.state not in (State.SENT, State.ACCEPTED):
        raise ConflictError(_("This referral has ended already."), cure=_("Look at the person's page."))
    had_bed = referral.state == State.ACCEPTED
    referral.state, referral.why, referral.ended_at = State.TAKEN_BACK, why, clock.now()
    referral.save(update_fields=["state", "why", "ended_at"])
    if had_bed:
        _reopen(referral.case_id, "taken_back")
    return _told(referral, why)


def _told(referral: Referral, why: str) -> Outcome[Referral]:
    facts = {"referral": referral.pk, "place": referral.place_id, "why": why}
    return Outcome(referral, facts=facts, subjects=[referral.case.subject, referral.place_id])


def _reopen(case_id: str, why: str) -> None:
    case = _case(case_id)
    if case.state == Case.State.PLACED or not case.reopened_why:
        case.state, case.reopened_why = Case.State.PLACING, why
        case.save(update_fields=["state", "reopened_why"])


def _first_free_bed(place: Place) -> int:
    """The lowest bed nobody has. The caller holds the place's row, so no two find the same one."""
    taken = set(place.referrals.filter(state=State.ACCEPTED).values_list("bed", flat=True))
    bed = next((number for number in range(1, place.beds + 1) if number not in taken), 0)
    if not bed:
        raise ConflictError(_("No bed is free there any more."), cure=_("Choose another place."))
    return bed


def _sent(referral_id: str) -> Referral:
    referral = _locked(referral_id)
    if referral.state != State.SENT:
        raise ConflictError(
            _("This referral was answered or taken back already."), cure=_("Look at the person's page.")
        )
    return referral


def _locked(referral_id: str) -> Referral:
    referral = Referral.objects.select_for_update().filter(pk=referral_id).first()
    if referral is None:
        raise InputError(_("There is no such referral."))
    return referral


def _place(place_id: str) -> Place:
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise InputError(_("There is no such place."))
    return place


def _case(case_id: str) -> Case:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise InputError(_("There is no such person in recovery."))
    return case
