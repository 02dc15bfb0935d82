"""What waits at this desk today, for the start page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.desks.reception.queries import figures_visible_to
from homeward.desks.reception.queries.sight import MIND, WRITE, sees_reception
from homeward.office.accounts.navigation import Card, todays_work
from homeward.office.journal.rights import Actor, has_right


@todays_work
def waiting_people(*, viewer: Actor) -> list[Card]:
    if not sees_reception(viewer):
        return []
    figures = figures_visible_to(viewer=viewer)
    board, cards = reverse("reception:board"), []
    if figures.unseen:
        text = _("People who have arrived and have not been seen yet.")
        cards.append(_card(_("Triage"), text, board, figures.unseen, _("Open the board"), "warning"))
    elif not has_right(viewer, WRITE):
        cards.append(_card(_("Reception"), _("The people present, in the order of need."), board, None, ""))
    if figures.untaken:
        text = _("People who were seen and whom nobody has taken on.")
        cards.append(_card(_("With nobody yet"), text, board, figures.untaken, _("Open the board")))
    if has_right(viewer, WRITE):
        cards += _work_of_the_coordinator(figures.expected, figures.calls)
    if figures.appointments and (has_right(viewer, MIND) or has_right(viewer, WRITE)):
        text = _("People with an appointment within 24 hours.")
        cards.append(_card(_("Appointments"), text, board, figures.appointments, _("Open the board"), "warning"))
    return cards


def _work_of_the_coordinator(expected: int, calls: int) -> list[Card]:
    cards = []
    if expected:
        text = _("People on the way to you, with the beds and escorts they need.")
        cards.append(_card(_("Expected"), text, reverse("reception:convoys"), expected, _("Look at who comes")))
    if calls:
        text = _("People who wish to reach their family.")
        cards.append(_card(_("Calls home"), text, reverse("reception:calls"), calls, _("Make calls"), "warning"))
    return cards


def _card(title: str, text: str, url: str, count: int | None, link: str, tone: str = "info") -> Card:
    return Card(title=title, text=text, url=url, count=count, link=link, tone=tone)
