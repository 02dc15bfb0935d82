"""Today's work of this room: emergency requests, what the auditor does and must hear of, people who are to come in."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.accounts.queries import (
    invited_count,
    opening_counts,
    own_openings_now,
    resets_since,
)
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, has_right

_HEARD_FOR = timedelta(days=7)

add_stage(title=gettext_lazy("Officers"), address="accounts:officers", right="accounts.manage", order=900, apart=True)


@todays_work
def emergency_openings(*, viewer: Actor) -> list[Card]:
    """For who approves: requests that wait. For who reads the journal: what was opened in the last seven days."""
    if not (has_right(viewer, "emergency.approve") or has_right(viewer, "journal.read")):
        return []
    waiting, recent = opening_counts(viewer=viewer, since=clock.now() - _HEARD_FOR)
    url, cards = reverse("accounts:emergency"), []
    if waiting:
        text = _("An officer asks for one person's record without having the role. Say yes or no.")
        cards.append(Card(_("Emergency access asked for"), text, url, waiting, _("Answer"), tone="warning"))
    if recent:
        text = _("Records asked for or opened in the last seven days for officers without the role.")
        cards.append(Card(_("Emergency access"), text, url, recent, _("See each one"), tone="problem"))
    return cards


@todays_work
def records_open_to_me(*, viewer: Actor) -> list[Card]:
    """For who asks: records that somebody opened to them for some hours."""
    count = own_openings_now(viewer=viewer).count() if has_right(viewer, "emergency.ask") else 0
    if not count:
        return []
    text = _("Opened to you for some hours. Each look is shown on the record.")
    return [Card(_("Records open to you"), text, reverse("accounts:emergency"), count, _("Open them"), tone="warning")]


@todays_work
def people_to_come_in(*, viewer: Actor) -> list[Card]:
    """For who manages accounts: invitations that nobody has used."""
    if not has_right(viewer, "accounts.manage"):
        return []
    waiting, lapsed = invited_count(viewer=viewer)
    if not waiting:
        text = _("Invite officers, give and take roles, close accounts. Roles that may not meet are refused.")
        return [Card(_("Officers"), text, reverse("accounts:officers"))]
    about = _("Invited, and not signed in yet.")
    late = _("Of these, with a code that has run out: %(count)d.") % {"count": lapsed} if lapsed else ""
    text, url, tone = f"{about} {late}".strip(), reverse("accounts:officers"), "warning" if lapsed else "info"
    return [Card(_("Invitations"), text, url, waiting, _("Look at the officers"), tone=tone)]


@todays_work
def auditing(*, viewer: Actor) -> list[Card]:
    """What an auditor does. A decision maker reads the journal too, and has other work."""
    if not has_right(viewer, "journal.read") or has_right(viewer, "emergency.approve"):
        return []
    text = _(
        "Recompute the journal and compare its head with what the partners hold. See who looked at whom, and why "
        "records were opened. You read no names and change nothing."
    )
    return [Card(_("Audit"), text, reverse("journal"), link=_("Verify the journal"))]


@todays_work
def new_ways_in(*, viewer: Actor) -> list[Card]:
    """For who reads the journal: sign-ins set up anew in the last seven days."""
    resets = resets_since(viewer=viewer, moment=clock.now() - _HEARD_FOR) if has_right(viewer, "journal.read") else 0
    if not resets:
        return []
    text = _("Accounts opened or set up anew by an administrator in the last seven days.")
    url = f"{reverse('journal')}?kind=accounts.reset_sign_in"
    return [Card(_("Ways to sign in"), text, url, resets, _("See the journal"), tone="warning")]
