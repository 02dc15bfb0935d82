"""Where the handover stands in the navigation, and what of its work waits today."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.handover.models import Handover, Paper, Question
from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.journal.rights import Actor, has_right

add_stage(title=gettext_lazy("Handover"), address="handover:start", right="handover.read", order=40)


@todays_work
def days_and_questions(*, viewer: Actor) -> list[Card]:
    """For the crew: days that are open. For who decides: proposals of others, papers that wait for a signature."""
    cards = []
    if has_right(viewer, "handover.check"):
        cards += _open_days()
    if has_right(viewer, "handover.sign"):
        cards += _waiting_for(viewer)
    return cards


def _open_days() -> list[Card]:
    running = Handover.objects.filter(closed_at=None).count()
    if not running:
        return []
    return [
        Card(
            title=_("Handovers under way"),
            text=_("Check persons off at your end, and send doubts to the discrepancy desk."),
            url=reverse("handover:start"),
            count=running,
            link=_("Open the day"),
            tone="warning",
        )
    ]


def _waiting_for(viewer: Actor) -> list[Card]:
    cards = []
    questions = Question.objects.filter(state=Question.State.WAITS, handover__closed_at=None)
    asked = questions.exclude(asked_by=viewer.officer_id).count()
    if asked:
        cards.append(
            Card(
                title=_("Proposals at the handover"),
                text=_("A colleague says how a difference ends; a second person agrees or declines."),
                url=reverse("handover:start"),
                count=asked,
                link=_("Open the day"),
                tone="warning",
            )
        )
    # Two parties and the witness sign.
    papers = Paper.objects.filter(void_at=None, handover__closed_at=None).annotate(signed=Count("signatures"))
    unsigned = papers.filter(signed__lt=3).exclude(signatures__officer=viewer.officer_id).count()
    if unsigned:
        cards.append(
            Card(
                title=_("Papers that wait for signatures"),
                text=_("The frozen list before the day, the protocol after it."),
                url=reverse("handover:start"),
                count=unsigned,
                link=_("Open the day"),
            )
        )
    return cards
