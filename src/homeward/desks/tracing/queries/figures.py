"""Where the pairs of the queue stand at this moment. Counts alone: no person, no officer."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Sum

from homeward.base.totals import SMALLEST_SHOWN
from homeward.desks.tracing.answering import CONFIRMED, CONFIRMED_ONCE, REJECTED, WITHDRAWN
from homeward.desks.tracing.models import Pair, SearchRun
from homeward.office.journal.rights import Actor, require_right


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over all directions.

    Attributes:
        suggested: proposed pairs that nobody has decided. likely, review: the same by band.
        half_way: pairs with one answer, whatever it is.
        confirmed_once: those of them that say same; None while they are fewer than ten, because a count of one would
            tell the second officer the first one's word.
        withdrawals: decisions that were taken back, ever.
        came_back: rejected pairs that a changed record brought back.
        last_search: the newest search, None before the first one.
    """

    suggested: int
    likely: int
    review: int
    half_way: int
    confirmed_once: int | None
    confirmed: int
    rejected: int
    withdrawn: int
    withdrawals: int
    came_back: int
    last_search: SearchRun | None


def figures_visible_to(*, viewer: Actor) -> Figures:
    """The figures as of now."""
    require_right(viewer, "tracing.read")
    table = Pair.objects.filter(listed=True).order_by().values_list("state", "band").annotate(n=Count("pk"))
    states, bands = Counter[str](), Counter[str]()
    for state, band, number in table:
        states[state] += number
        bands[band] += number if state not in (CONFIRMED, REJECTED) else 0
    half_way = Pair.objects.filter(listed=True, answered=1).count()
    return Figures(
        suggested=bands.total(),
        likely=bands["likely"],
        review=bands["review"],
        half_way=half_way,
        confirmed_once=states[CONFIRMED_ONCE] if half_way >= SMALLEST_SHOWN else None,
        confirmed=states[CONFIRMED],
        rejected=states[REJECTED],
        withdrawn=states[WITHDRAWN],
        withdrawals=Pair.objects.aggregate(total=Sum("withdrawals"))["total"] or 0,
        came_back=Pair.objects.filter(listed=True, came_back=True).count(),
        last_search=SearchRun.objects.first(),
    )
