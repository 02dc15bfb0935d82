"""Figures on the quality of the desk's work. Counts alone: no person, no officer."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from homeward.base.totals import SMALLEST_SHOWN
from homeward.desks.tracing.answering import CONFIRMED, CONFIRMED_ONCE, NEEDED, REJECTED, WITHDRAWN
from homeward.desks.tracing.models import Pair, PairAnswer, SearchRun
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
        reviewed_twice: rounds in which two people answered. agreed: those in which both first said the same.
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
    reviewed_twice: int
    agreed: int
    came_back: int
    last_search: SearchRun | None

    @property
    def agreement(self) -> int | None:
        """Percent of the rounds with two answers; None without any."""
        return round(100 * self.agreed / self.reviewed_twice) if self.reviewed_twice else None


def figures_visible_to(*, viewer: Actor) -> Figures:
    """The figures as of now."""
    require_right(viewer, "tracing.read")
    table = Pair.objects.filter(listed=True).order_by().values_list("state", "band").annotate(n=Count("pk"))
    states, bands = Counter[str](), Counter[str]()
    for state, band, number in table:
        states[state] += number
        bands[band] += number if state not in (CONFIRMED, REJECTED) else 0
    half_way = Pair.objects.filter(listed=True, answered=1).count()
    twice, agreed = _agreement()
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
        reviewed_twice=twice,
        agreed=agreed,
        came_back=Pair.objects.filter(listed=True, came_back=True).count(),
        last_search=SearchRun.objects.first(),
    )


def _agreement() -> tuple[int, int]:
    first_words: defaultdict[tuple[object, int], dict[str, str]] = defaultdict(dict)
    for pair, round, by, word in PairAnswer.objects.order_by("id").values_list("pair_id", "round", "by", "word"):
        first_words[pair, round].setdefault(by, word)
    twice = [list(words.values())[:NEEDED] for words in first_words.values() if len(words) >= NEEDED]
    return len(twice), sum(len(set(words)) == 1 for words in twice)
