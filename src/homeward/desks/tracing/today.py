"""What waits at this desk today, for the start page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.desks.tracing.queries import contradicting_count, waiting_counts
from homeward.office.accounts.navigation import Card, todays_work
from homeward.office.journal.rights import Actor, has_right


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


@todays_work
def custody_to_settle(*, viewer: Actor) -> list[Card]:
    """Two records of one person that place them in two custodies: neither is changed, somebody finds out."""
    count = contradicting_count(viewer=viewer) if has_right(viewer, "tracing.confirm") else 0
    if not count:
        return []
    return [
        Card(
            title=_("One person, two custodies"),
            text=_("Two records are confirmed to be one person and tell of different custody. Both stay as they are."),
            url=reverse("tracing:two_custodies"),
            count=count,
            link=_("Find out which is right"),
            tone="problem",
        )
    ]
