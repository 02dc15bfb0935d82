"""The exchange desk asks that a person be looked at first. Tracing never asks the exchange desk anything."""

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.queries import cards
from homeward.desks.tracing.models import Raised
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

RIGHT = "exchange.plan"


@action("tracing.raise_person", right=RIGHT)
def raise_person(*, actor: Actor, person_id: str) -> Outcome[Raised]:
    """Puts every undecided pair of that person before all others but those a relative waits for.

    Raised twice, it stays raised once. It says nothing of who the person is, and changes no answer.

    Raises:
        InputError: the register has no such person, or the record was withdrawn.
    """
    card = cards(viewer=actor, person_ids=[person_id]).get(person_id)
    if card is None or card.withdrawn:
        raise InputError(_("There is no such person in the register."))
    raised, _made = Raised.objects.get_or_create(
        person_id=person_id, ended_at=None, defaults={"by": actor.officer_id, "at": clock.now()}
    )
    return Outcome(raised, facts={"raised": str(raised.pk)}, subjects=[person_id])


@action("tracing.lower_person", right=RIGHT)
def lower_person(*, actor: Actor, person_id: str) -> Outcome[Raised | None]:
    """Takes that back; the person's pairs stand by their evidence again. Taken back twice, it is taken back once."""
    raised = Raised.objects.filter(person_id=person_id, ended_at=None).first()
    if raised:
        raised.ended_at, raised.ended_by = clock.now(), actor.officer_id
        raised.save(update_fields=["ended_at", "ended_by"])
    return Outcome(raised, facts={"raised": str(raised.pk) if raised else ""}, subjects=[person_id])
