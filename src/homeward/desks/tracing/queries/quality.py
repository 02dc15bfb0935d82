"""How good the work was, by direction and period. Counts alone: no person, no officer.

What an undecided pair was answered stays closed here as everywhere: its words count only for who has answered it too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from homeward.desks.tracing.agreement import Agreement, agreement_of
from homeward.desks.tracing.answering import CONFIRMED, DECIDED, NEEDED, NOT_SURE, NOT_THE_SAME, REJECTED, SAME
from homeward.desks.tracing.models import Pair, PairAnswer
from homeward.office.journal import clock
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

# Code of a period in the address -> days back from now; '' is all the time.
PERIODS: Mapping[str, int] = {"week": 7, "month": 30, "quarter": 91, "year": 365}
_MILLISECONDS, _BELOW_TIME = 1000, 80
RECORD_CHANGED = "record_changed"
Way = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quality:
    """One direction in one period; `seeker` and `holder` are '' for all directions together.

    Attributes:
        suggested: pairs proposed for the first time. confirmed, rejected: decisions of two people that stand.
        undone: decisions taken back. came_back: rejections that a changed record brought back.
        unsure: 'not sure' among the first words of the rounds counted in `agreement`.
    """

    seeker: str
    holder: str
    suggested: int
    confirmed: int
    rejected: int
    undone: int
    came_back: int
    unsure: int
    agreement: Agreement


def quality_visible_to(*, viewer: Actor, period: str = "", what: str = "") -> list[Quality]:
    """All directions together, then each by itself.

    Args:
        period: a key of `PERIODS`; anything else is all the time.
        what: for an export, the page that the look log names.
    """
    require_right(viewer, "tracing.read")
    if what:
        record_look(viewer=viewer, what=what, shown=0, filter=f"period={period}" if period in PERIODS else "")
    since = clock.now() - timedelta(days=PERIODS[period]) if period in PERIODS else None
    counted = _Counted()
    _count_pairs(counted, since)
    _count_endings(counted, since)
    for way, words in _rounds_open_to(viewer, since):
        counted.rounds[way].append(words)
    ways = sorted(counted.ways())
    return [counted.quality(*way) for way in [("", ""), *ways]]


@dataclass
class _Counted:
    pairs: Counter[tuple[Way, str]] = field(default_factory=Counter)
    rounds: defaultdict[Way, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def ways(self) -> set[Way]:
        return {way for way, _name in self.pairs} | set(self.rounds)

    def quality(self, seeker: str, holder: str) -> Quality:
        here = [way for way in self.ways() if (seeker, holder) in (("", ""), way)]
        numbers = {
            name: sum(self.pairs[way, name] for way in here)
            for name in ("suggested", "confirmed", "rejected", "undone", "came_back")
        }
        rounds = [words for way in here for words in self.rounds[way]]
        unsure = sum(words.count(NOT_SURE) for words in rounds)
        return Quality(seeker, holder, **numbers, unsure=unsure, agreement=agreement_of(rounds))


def _count_pairs(counted: _Counted, since: datetime | None) -> None:
    # Ids begin with the moment they were made.
    first_id = UUID(int=round(since.timestamp() * _MILLISECONDS) << _BELOW_TIME) if since else UUID(int=0)
    in_time = Q(decided_at__gte=since) if since else Q()
    counts = {
        "suggested": Count("pk", filter=Q(pk__gte=first_id)),
        "confirmed": Count("pk", filter=Q(state=CONFIRMED) & in_time),
        "rejected": Count("pk", filter=Q(state=REJECTED) & in_time),
    }
    for row in Pair.objects.order_by().values("seeker", "holder").annotate(**counts):
        way = (row["seeker"], row["holder"])
        counted.pairs.update({(way, name): row[name] for name in counts})


def _count_endings(counted: _Counted, since: datetime | None) -> None:
    """Decisions end whole: two agreeing words of one round at one moment."""
    ended = PairAnswer.objects.filter(word__in=(SAME, NOT_THE_SAME), ended_at__isnull=False)
    if since:
        ended = ended.filter(ended_at__gte=since)
    columns = ("pair__seeker", "pair__holder", "pair", "round", "ended_at", "ended_why", "word")
    rows = ended.order_by().values_list(*columns).annotate(n=Count("pk")).filter(n__gte=NEEDED)
    for seeker, holder, _pair, _round, _at, why, _word, _number in rows:
        name = "came_back" if why == RECORD_CHANGED else "undone"
        counted.pairs[(seeker, holder), name] += 1


def _rounds_open_to(viewer: Actor, since: datetime | None) -> Iterator[tuple[Way, tuple[str, str]]]:
    """The first two words of every round with two, where the viewer may know them."""
    columns = ("pair_id", "round", "by", "word", "at", "ended_at", "pair__round", "pair__state")
    rounds: defaultdict[tuple[UUID, int, Way], _Round] = defaultdict(_Round)
    answers = PairAnswer.objects.order_by("id")
    for pair, round_, by, word, at, ended, present, state, seeker, holder in answers.values_list(
        *columns, "pair__seeker", "pair__holder"
    ):
        one = rounds[pair, round_, (seeker, holder)]
        one.is_open |= round_ < present or state in DECIDED or (by == viewer.officer_id and ended is None)
        if by not in one.words and len(one.words) < NEEDED:
            one.words[by], one.at = word, at
    for (_pair, _round_number, way), one in rounds.items():
        if one.is_open and one.at and len(one.words) == NEEDED and (since is None or one.at >= since):
            first, second = one.words.values()
            yield way, (first, second)


@dataclass
class _Round:
    words: dict[str, str] = field(default_factory=dict)
    at: datetime | None = None
    is_open: bool = False
