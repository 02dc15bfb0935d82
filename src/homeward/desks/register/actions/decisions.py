"""Decisions of a Mixed Medical Commission (art. 109-113, Annex II), as a medical officer reads them off the form."""

from datetime import date

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.models import MedicalDecision, Person
from homeward.engine.law.medical import DECISIONS
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

FIT = ("", "yes", "no")


@action("register.decide_art109", right="register.decide_art109")
def decide_art109(
    *,
    actor: Actor,
    person_id: str,
    code: str,
    decided_on: date,
    notified_on: date | None = None,
    fit_to_travel: str = "",
) -> Outcome[MedicalDecision]:
    """Records a decision; one recorded before is superseded and stays in the history.

    Args:
        code: 'A' direct repatriation, 'B' neutral country, 'NC' next commission.
        decided_on: the day of the commission's decision.
        notified_on: the day on which the Detaining Power was told of it.
        fit_to_travel: 'yes', 'no', or '' when not examined.

    Raises:
        InputError: no such person held, unknown code, days out of order or to come.
    """
    if code not in DECISIONS or fit_to_travel not in FIT:
        raise InputError(_("There is no such decision."), cure=", ".join(DECISIONS))
    if not Person.objects.filter(pk=person_id, kind="held").exists():
        raise InputError(_("There is no such person held in this register."))
    if decided_on > clock.now().date() or (notified_on is not None and notified_on < decided_on):
        raise InputError(_("The days are out of order or still to come."), cure=_("Correct the days."))
    moment = clock.now()
    earlier = MedicalDecision.objects.filter(person=person_id, superseded_at=None)
    superseded = earlier.update(superseded_at=moment)
    decision = MedicalDecision.objects.create(
        person_id=person_id,
        code=code,
        decided_on=decided_on,
        notified_on=notified_on,
        fit_to_travel=fit_to_travel,
        recorded_by=actor.officer_id,
        recorded_at=moment,
    )
    facts = {"decision": decision.pk, "code": code, "superseded": superseded}
    return Outcome(decision, facts=facts, subjects=[person_id])
