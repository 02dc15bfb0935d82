"""The queue: pairs in the order of use, decided ones behind all others; narrowed, a page at a time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, QuerySet, Value, When

from homeward.desks.register.queries import PersonCard, cards
from homeward.desks.tracing.answering import DECIDED
from homeward.desks.tracing.models import Pair
from homeward.desks.tracing.queries.stages import NEW, SECOND, STAGES, staged_pairs, waiting_for
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

ROWS = 50
BANDS = ("likely", "review")
_DECIDED_MARK = "decided-"
__all__ = ["STAGES", "Filter", "PairPage", "PairRow", "next_pair_for", "pairs_visible_to", "waiting_counts"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the queue is narrowed to; '' for no limit. `direction` is 'NORTH-SOUTH': who looks, then who holds."""

    stage: str = ""
    band: str = ""
    direction: str = ""

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.values().items() if value)

    def values(self) -> dict[str, str]:
        """Name of the filter -> value, as they stand in the address."""
        return {"stage": self.stage, "band": self.band, "direction": self.direction}


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line of the queue; a record that left the register has no card."""

    pair: Pair
    stage: str
    missing: PersonCard | None
    held: PersonCard | None


@dataclass(frozen=True, slots=True)
class PairPage:
    """One page. `counts`: name of a filter -> value -> number of pairs under the other filters."""

    rows: list[PairRow]
    next_after: str
    counts: Mapping[str, Mapping[str, int]]
    total: int


def pairs_visible_to(*, viewer: Actor, chosen: Filter, after: str = "", limit: int = ROWS, what: str) -> PairPage:
    """The pairs behind `after`: what is undecided first, each part in the order of use. The look is written down.

    Args:
        after: `next_after` of the page before.
        what: the page that shows them, for the look log.
    """
    require_right(viewer, "tracing.read")
    found = _behind(_narrowed(staged_pairs(viewer), chosen), after, limit + 1)
    shown = found[:limit]
    known = cards(viewer=viewer, person_ids=_persons_of(shown))
    rows = [PairRow(pair, pair.stage, known.get(pair.missing_id), known.get(pair.held_id)) for pair in shown]
    record_look(viewer=viewer, what=what, shown=2 * len(rows), filter=str(chosen))
    counts = _counts(viewer, chosen)
    total = sum(counts["stage"].values()) if not chosen.stage else counts["stage"].get(chosen.stage, 0)
    return PairPage(rows, _mark(shown[-1]) if len(found) > limit else "", counts, total)


def next_pair_for(*, viewer: Actor, chosen: Filter, after: Pair) -> Pair | None:
    """The next pair this person can answer under the same filters: behind `after`, else from the beginning."""
    require_right(viewer, "tracing.confirm")
    waiting = _narrowed(waiting_for(viewer), chosen).exclude(pk=after.pk)
    wraps = Case(When(place__gt=after.place, then=Value(0)), default=Value(1))
    return waiting.order_by(wraps, "place").first()


def waiting_counts(*, viewer: Actor) -> dict[str, int]:
    """How many pairs wait for this person: 'new' ones, and those where a colleague has answered ('second')."""
    if not has_right(viewer, "tracing.confirm"):
        return {}
    counted = Counter(dict(waiting_for(viewer).order_by().values_list("stage").annotate(number=Count("pk"))))
    return {NEW: counted[NEW], SECOND: counted[SECOND]}


def _narrowed(pairs: QuerySet[Pair], chosen: Filter) -> QuerySet[Pair]:
    if chosen.stage:
        pairs = pairs.filter(stage=chosen.stage)
    if chosen.band:
        pairs = pairs.filter(band=chosen.band)
    seeker, _dash, holder = chosen.direction.partition("-")
    return pairs.filter(seeker=seeker, holder=holder) if chosen.direction else pairs


def _behind(pairs: QuerySet[Pair], after: str, limit: int) -> list[Pair]:
    """Two walks along the index of places: first past what two have decided on, then along that alone."""
    in_second, place = after.startswith(_DECIDED_MARK), after.removeprefix(_DECIDED_MARK)
    found: list[Pair] = []
    if not in_second:
        found = list(pairs.exclude(state__in=DECIDED).filter(place__gt=place).order_by("place")[:limit])
    if len(found) < limit:
        decided = pairs.filter(state__in=DECIDED, place__gt=place if in_second else "")
        found += decided.order_by("place")[: limit - len(found)]
    return found


def _mark(pair: Pair) -> str:
    return f"{_DECIDED_MARK}{pair.place}" if pair.is_decided else pair.place


def _persons_of(pairs: Iterable[Pair]) -> list[str]:
    return sorted({person for pair in pairs for person in (pair.missing_id, pair.held_id)})


def _counts(viewer: Actor, chosen: Filter) -> dict[str, dict[str, int]]:
    # One pass over the queue gives the table of all three; each filter then counts under the other two.
    table = staged_pairs(viewer).order_by().values_list("stage", "band", "seeker", "holder").annotate(n=Count("pk"))
    counts: dict[str, Counter[str]] = {name: Counter() for name in chosen.values()}
    for stage, band, seeker, holder, number in table:
        values = {"stage": stage, "band": band, "direction": f"{seeker}-{holder}"}
        for name, value in values.items():
            others = (other for other in values if other != name)
            if all(chosen.values()[other] in ("", values[other]) for other in others):
                counts[name][value] += number
    return {name: dict(counter) for name, counter in counts.items()}
