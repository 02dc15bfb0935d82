"""What waits at the desk of notices, for the start page of the duty officer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.desks.surrender.queries import RIGHT, is_open, live_counts, overdue_count
from homeward.office.accounts.navigation import Card, todays_work
from homeward.office.journal.rights import Actor, has_right


@todays_work
def notices_to_follow(*, viewer: Actor) -> list[Card]:
    """Counts alone: how many cases are live, of them with wounded, and what a clock has run out on."""
    if not has_right(viewer, RIGHT):
        return []
    desk = reverse("surrender:desk")
    if not is_open():
        text = _("This node takes no notices. An operator decides about it.")
        return [Card(_("Intake is off"), text, desk, link=_("Open the desk"))]
    live, wounded = live_counts(viewer=viewer)
    about = _("Somebody may come. Wounded first, then by the days that were named.")
    hurt = _("With wounded: %(count)d.") % {"count": wounded} if wounded else ""
    cards = [Card(_("Notices"), f"{about} {hurt}".strip(), desk, live, _("Open the desk"), tone=_tone(wounded))]
    if overdue := overdue_count(viewer=viewer):
        text = _("A clock has run out. The node ends and destroys them every hour; you can do it at once.")
        cards.append(Card(_("Details to destroy"), text, desk, overdue, _("Open the desk"), tone="problem"))
    return cards


def _tone(wounded: int) -> str:
    return "warning" if wounded else "info"
