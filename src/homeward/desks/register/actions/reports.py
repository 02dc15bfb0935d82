"""A missing person enters the register at the families desk, when no list tells of them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.actions.captures import batch_at_desk
from homeward.desks.register.actions.storing import store_persons
from homeward.desks.register.entering import as_listed, asked_identity
from homeward.desks.register.models import Batch, Person
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import party_of


@action("register.report_missing", right="families.write")
def report_missing(*, actor: Actor, party: str, identity: Mapping[str, str], unit: str = "") -> Outcome[Person]:
    """Registers one missing person of a party. Who asked for them stays with the families desk.

    Raises:
        InputError: unknown party, another field than those of an identity, or nothing told at all.
    """
    party_of(viewer=actor, code=party)
    told = {name: text for name, text in asked_identity(identity).items() if text}
    if not told:
        raise InputError(_("Nothing is told of this person."), cure=_("Give a name, a date of birth or a number."))
    batch = batch_at_desk(actor, Batch.Source.REPORT, party, "missing", 1)
    listed = as_listed(told, list_id=f"R{batch.number:05d}", row=1, unit=unit)
    person = store_persons(batch, [listed], clock.now())[0]
    return Outcome(person, facts={"party": party, "batch": batch.pk}, subjects=[person.pk])
