"""Where the register stands in the navigation, and what of its work waits today."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.register.models import Batch
from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.journal.rights import Actor, has_right

add_stage(title=gettext_lazy("Register"), address="register:list", right="register.read", order=10, search=True)


@todays_work
def lists_to_take_in(*, viewer: Actor) -> list[Card]:
    """For who imports: the way in, and proposals that wait for their commit."""
    if not has_right(viewer, "register.import"):
        return []
    waiting = Batch.objects.filter(state=Batch.State.PROPOSED, proposed_by=viewer.officer_id).count()
    cards = [
        Card(
            title=_("Import a list"),
            text=_("CSV or XLSX of a party: missing persons or persons held."),
            url=reverse("register:import"),
            link=_("Import a list"),
        )
    ]
    if waiting:
        cards.append(
            Card(
                title=_("Imports not committed"),
                text=_("Lists that you uploaded and did not commit yet."),
                url=reverse("register:batches"),
                count=waiting,
                link=_("Go on"),
            )
        )
    return cards
