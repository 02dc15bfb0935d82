"""What waits at this desk today, for the start page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.desks.recovery.queries import READ, figures_visible_to
from homeward.office.accounts.navigation import Card, todays_work
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, has_right


@todays_work
def waiting_cases(*, viewer: Actor) -> list[Card]:
    if not has_right(viewer, READ):
        return []
    figures, cards = figures_visible_to(viewer=viewer, today=clock.now().date()), []
    if figures.placing:
        text = _("People in recovery who have no place, or whose place is to be looked at again.")
        cards.append(_card(_("Places to find"), text, "recovery:cases", figures.placing, _("Look at proposals")))
    if figures.unanswered:
        text = _("Places that were asked and have not answered.")
        cards.append(_card(_("Referrals"), text, "recovery:cases", figures.unanswered, _("Look at referrals")))
    if figures.due:
        text = _("People to ask after today, or earlier.")
        cards.append(_card(_("Follow-up"), text, "recovery:due", figures.due, _("Ask after them"), "warning"))
    return cards


def _card(title: str, text: str, address: str, count: int, link: str, tone: str = "info") -> Card:
    return Card(title=title, text=text, url=reverse(address), count=count, link=link, tone=tone)
