"""Today's work of this room: a colleague who came to a role cannot open what was sealed before."""

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.office.accounts.navigation import Card, todays_work
from homeward.office.compartments.queries import newcomers_visible_to
from homeward.office.compartments.rooms import COMPARTMENTS
from homeward.office.journal.rights import Actor, has_right


@todays_work
def colleagues_to_let_in(*, viewer: Actor) -> list[Card]:
    """For who holds a compartment whose entries are sealed to everybody in it."""
    if not any(room.keeps_existence and has_right(viewer, room.right) for room in COMPARTMENTS.values()):
        return []
    count = sum(len(officers) for _room, officers in newcomers_visible_to(viewer=viewer))
    if not count:
        return []
    text = _("They came to the role after the entries were sealed. Hand the compartment on to them.")
    return [Card(_("Colleagues without access"), text, reverse("compartments:newcomers"), count, _("Hand on"))]
