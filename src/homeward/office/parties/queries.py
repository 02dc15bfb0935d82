"""Reading the parties. That a party exists is known to everyone who works here."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError, RefusedError
from homeward.office.journal.rights import Actor
from homeward.office.parties.models import Party


def parties_visible_to(*, viewer: Actor) -> QuerySet[Party]:
    """All parties this node knows, by code; RefusedError for nobody."""
    if not viewer.officer_id:
        raise RefusedError(_("Sign in to see the parties."))
    return Party.objects.all()


def party_of(*, viewer: Actor, code: str) -> Party:
    """The party with that code; InputError when this node knows none."""
    found = parties_visible_to(viewer=viewer).filter(pk=code).first()
    if found is None:
        raise InputError(
            _("This node knows no party '%(code)s'.") % {"code": code}, cure=_("An administrator admits parties.")
        )
    return found
