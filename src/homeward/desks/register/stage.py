"""Where the register stands in the navigation, and what of its work waits today."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.register.models import Batch
from homeward.desks.register.queries import (
    arrivals_visible_to,
    art109_counts,
    children_held,
    may_read_queue,
    owed_card_counts,
    waiting_edits,
)
from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.journal import clock
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


@todays_work
def captures_to_register(*, viewer: Actor) -> list[Card]:
    """For who registers captures: the way in, and arrivals whose days have come."""
    if not has_right(viewer, "register.capture"):
        return []
    today = clock.now().date()
    expected = arrivals_visible_to(viewer=viewer).filter(closed_day=None, first_day__lte=today).count()
    cards = [
        Card(
            title=_("Register a capture"),
            text=_("One person or a group. Name, rank, date of birth and number may be asked for; none is required."),
            url=reverse("register:captures"),
            link=_("Register a capture"),
        )
    ]
    if expected:
        cards.append(
            Card(
                title=_("Expected arrivals"),
                text=_("Their days have come. A group registered here closes them by its count and day."),
                url=reverse("register:arrivals"),
                count=expected,
                link=_("Look at arrivals"),
            )
        )
    return cards


@todays_work
def cards_owed(*, viewer: Actor) -> list[Card]:
    """Capture cards by the clock of art. 70."""
    if not has_right(viewer, "register.custody"):
        return []
    owed, overdue = owed_card_counts(viewer=viewer)
    if not owed:
        return []
    about = _("Each person writes one within seven days of arrival at a camp or hospital.")
    late = _("Of these, overdue: %(count)s.") % {"count": overdue} if overdue else ""
    return [
        Card(
            title=_("Capture cards owed"),
            text=f"{about} {late}".strip(),
            url=reverse("register:capture_cards"),
            count=owed,
            link=_("Look at the cards"),
            tone="problem" if overdue else "warning",
        )
    ]


@todays_work
def decisions_waiting(*, viewer: Actor) -> list[Card]:
    """Entitled to go home without counterpart, and still held."""
    if not may_read_queue(viewer):
        return []
    waiting, late = art109_counts(viewer=viewer)
    if not waiting and not has_right(viewer, "register.decide_art109"):
        return []
    about = _("Wounded and sick whom the Convention sends home, whatever is agreed for others.")
    beyond = _("Beyond a time limit: %(count)s.") % {"count": late} if late else ""
    return [
        Card(
            title=_("Art. 109: entitled and still held"),
            text=f"{about} {beyond}".strip(),
            url=reverse("register:art109"),
            count=waiting,
            link=_("Look at the queue"),
            tone="problem" if late else "info",
        )
    ]


@todays_work
def edits_to_settle(*, viewer: Actor) -> list[Card]:
    """For who settles: two officers edited one record, and both values are kept until somebody chooses."""
    if not has_right(viewer, "register.import"):
        return []
    count, first = waiting_edits(viewer=viewer)
    if not count:
        return []
    return [
        Card(
            title=_("Edits that differ"),
            text=_(
                "Two officers changed the same field of a record. Both values are kept; choose the one that stands."
            ),
            url=reverse("register:settle", args=[first]),
            count=count,
            link=_("Settle the oldest"),
            tone="warning",
        )
    ]


@todays_work
def children_to_look_after(*, viewer: Actor) -> list[Card]:
    """For protection officers: children among the persons held, who are never bargained over."""
    if not has_right(viewer, "protected.read"):
        return []
    count = children_held(viewer=viewer)
    text = _("Nobody bargains over them, and their own account is taken with care and sealed.")
    url = f"{reverse('register:list')}?kind=held&category=CHILDREN"
    return [
        Card(_("Children held"), text, url, count, _("See who they are"), tone="warning" if count else "info"),
    ]
