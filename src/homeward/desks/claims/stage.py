"""Where the claims desk stands in the navigation, apart from the journey, and what waits at it today."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.claims.models import EventVersion
from homeward.desks.claims.queries import READ, waiting_for_release
from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.journal.rights import Actor, has_right

add_stage(title=gettext_lazy("Claims"), address="claims:events", right=READ, order=90, apart=True)


@todays_work
def claims_and_statements(*, viewer: Actor) -> list[Card]:
    """For who writes claims: tables to load. For who releases: drafts of others whose embargo has ended."""
    cards = []
    if has_right(viewer, "claims.write") and not EventVersion.objects.exists():
        cards.append(
            Card(
                title=_("Load the public tables"),
                text=_("Public exchanges and what was said about them, with sources."),
                url=reverse("claims:load"),
                link=_("Look at the tables"),
            )
        )
    if has_right(viewer, "statements.release") and (waiting := waiting_for_release(viewer=viewer)):
        cards.append(
            Card(
                title=_("Statements that wait for release"),
                text=_("A colleague drafted them; a second person reads and releases."),
                url=reverse("claims:statements"),
                count=waiting,
                link=_("Open the statements"),
            )
        )
    return cards
