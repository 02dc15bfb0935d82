"""Today's work of this room: emergency requests to answer, and what the auditor must hear of."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.accounts.queries import openings_since, openings_to_answer, resets_since
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, has_right

_HEARD_FOR = timedelta(days=7)

add_stage(title=gettext_lazy("Officers"), address="accounts:officers", right="accounts.manage", order=900, apart=True)


@todays_work
def requests_to_answer(*, viewer: Actor) -> list[Card]:
    """For who approves: requests for emergency access that wait."""
    if not has_right(viewer, "emergency.approve"):
        return []
    count = openings_to_answer(viewer=viewer).count()
    if not count:
        return []
    text = _("An officer asks for one person's record without having the role. Say yes or no.")
    url = reverse("accounts:emergency")
    return [Card(_("Emergency access asked for"), text, url, count, _("Answer"), tone="warning")]


@todays_work
def opened_in_emergency(*, viewer: Actor) -> list[Card]:
    """For who reads the journal: emergency openings, and sign-ins set up anew, of the last seven days."""
    if not has_right(viewer, "journal.read"):
        return []
    since = clock.now() - _HEARD_FOR
    cards = []
    if opened := openings_since(viewer=viewer, moment=since).count():
        text = _("Records asked for or opened in the last seven days for officers without the role.")
        url = reverse("accounts:emergency")
        cards.append(Card(_("Emergency access"), text, url, opened, _("See each one"), tone="problem"))
    if resets := resets_since(viewer=viewer, moment=since):
        text = _("Accounts opened or set up anew by an administrator in the last seven days.")
        url = f"{reverse('journal')}?kind=accounts.reset_sign_in"
        cards.append(Card(_("Ways to sign in"), text, url, resets, _("See the journal"), tone="warning"))
    return cards
