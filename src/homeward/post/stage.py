"""Where the post stands in the navigation, and what of it waits today."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.journal.rights import Actor
from homeward.post.models import Quarantined
from homeward.post.queries import held_for, may_decide, may_read

add_stage(title=gettext_lazy("Post"), address="post:inbox", right="post.read", order=90)
add_stage(title=gettext_lazy("Partners"), address="post:partners", right="post.manage", order=91)


@todays_work
def what_came(*, viewer: Actor) -> list[Card]:
    """Items that wait for this person, and files that nobody has dealt with."""
    cards = []
    if may_decide(viewer) and (waiting := held_for(viewer=viewer).count()):
        cards.append(
            Card(
                title=_("Arrived from partners"),
                text=_("Items that came with a bundle and wait for your decision."),
                url=reverse("post:held"),
                count=waiting,
                link=_("Look at them"),
            )
        )
    if may_read(viewer) and (refused := Quarantined.objects.filter(state=Quarantined.State.WAITING).count()):
        cards.append(
            Card(
                title=_("Files not taken"),
                text=_("Files that arrived and could not be taken. Each has its reason."),
                url=reverse("post:quarantine"),
                count=refused,
                link=_("Open the quarantine"),
                tone="warning",
            )
        )
    return cards
