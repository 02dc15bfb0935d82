"""Psychological first aid: the steps taken, and an appointment. What was said is a sealed note of the psychologist."""

from datetime import timedelta

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError
from homeward.desks.reception.actions.checks import one_of, present
from homeward.desks.reception.models import Arrival, MindStep
from homeward.desks.reception.wording import MIND_STEPS
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

SOON = timedelta(hours=24)


@action("reception.take_mind_step", right="reception.mind")
def take_mind_step(*, actor: Actor, arrival_id: str, step: str) -> Outcome[None]:
    """One step is taken; a second time changes nothing."""
    arrival = present(arrival_id)
    MindStep.objects.get_or_create(
        arrival=arrival, step=one_of(step, MIND_STEPS), defaults={"by": actor.officer_id, "at": clock.now()}
    )
    return Outcome(None, facts={"arrival": arrival.pk, "step": step}, subjects=[arrival.subject])


@action("reception.set_appointment", right="reception.mind")
def set_appointment(*, actor: Actor, arrival_id: str) -> Outcome[Arrival]:
    """A talk within 24 hours. The coordinator sees that, and no note. ConflictError when one is set already."""
    arrival = present(arrival_id)
    if arrival.appointment_by and not arrival.appointment_kept_at:
        raise ConflictError(_("There is an appointment already."), cure=_("Keep it, then set the next one."))
    arrival.appointment_by, arrival.appointment_kept_at = clock.now() + SOON, None
    arrival.save(update_fields=["appointment_by", "appointment_kept_at"])
    return Outcome(arrival, facts={"arrival": arrival.pk}, subjects=[arrival.subject])


@action("reception.keep_appointment", right="reception.mind")
def keep_appointment(*, actor: Actor, arrival_id: str) -> Outcome[Arrival]:
    """The talk took place. ConflictError when none is due."""
    arrival = present(arrival_id)
    if not arrival.appointment_by or arrival.appointment_kept_at:
        raise ConflictError(_("No appointment is due."))
    arrival.appointment_kept_at = clock.now()
    arrival.save(update_fields=["appointment_kept_at"])
    return Outcome(arrival, facts={"arrival": arrival.pk}, subjects=[arrival.subject])
