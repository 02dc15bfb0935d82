"""What waits at this desk today, for the start page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.desks.tracing.queries import waiting_counts
from homeward.office.accounts.navigation import Card, todays_work
from homeward.office.journal.rights import Actor


@todays_work
def waiting_pairs(*, viewer: Actor) -> list[Card]:
    counts = waiting_counts(viewer=viewer)
    cards = []
    if counts.get("second"):
        cards.append(
            Card(
                title=_("Second answers"),
                text=_("A colleague has answered; a second person decides. You do not see the first answer."),
                url=reverse("tracing:queue") + "?stage=second",
                count=counts["second"],
                link=_("Give second answers"),
                tone="warning",
            )
        )
    if counts.get("new"):
        cards.append(
            Card(
                title=_("Suggested pairs"),
                text=_("A missing person and a person held who may be the same."),
                url=reverse("tracing:queue") + "?stage=new",
                count=counts["new"],
                link=_("Look at pairs"),
            )
        )
    return cards
