"""The queue: pairs in the order of use (a relative waits, the exchange desk asked, all others, what is decided), and
inside each part by the evidence; narrowed, a page at a time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, Value, When

from homeward.desks.register.queries import PersonCard, cards
from homeward.desks.tracing.models import Pair
from homeward.desks.tracing.queries.stages import (
    DECIDED,
    NEW,
    OTHER,
    SECOND,
    STAGES,
    USES,
    sections_for,
    staged_pairs,
    waiting_for,
)
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

ROWS = 50
BANDS = ("likely", "review")
__all__ = ["STAGES", "USES", "Filter", "PairPage", "PairRow", "next_pair_for", "pairs_visible_to", "waiting_counts"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the queue is narrowed to; '' for no limit. `direction` is 'NORTH-SOUTH': who looks, then who holds."""

    stage: str = ""
    band: str = ""
    direction: str = ""
    use: str = ""

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.values().items() if value)

    def values(self) -> dict[str, str]:
        """Name of the filter -> value, as they stand in the address."""
        return {"use": self.use, "stage": self.stage, "band": self.band, "direction": self.direction}


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


def pairs_visible_to(
    *, viewer: Actor, chosen: Filter, after: str = "", limit: int = ROWS, what: str, counted: bool = True
) -> PairPage:
    """The pairs behind `after`: what is undecided first, each part in the order of use. The look is written down.

    Args:
        after: `next_after` of the page before.
        what: the page that shows them, for the look log.
        counted: whether the numbers under each filter are wanted.
    """
    require_right(viewer, "tracing.read")
    found = _behind(viewer, _narrowed(staged_pairs(viewer), chosen), after, limit + 1)
    shown = found[:limit]
    known = cards(viewer=viewer, person_ids=_persons_of(shown))
    rows = [PairRow(pair, pair.stage, known.get(pair.missing_id), known.get(pair.held_id)) for pair in shown]
    record_look(viewer=viewer, what=what, shown=2 * len(rows), filter=str(chosen))
    counts = _counts(viewer, chosen) if counted else {"stage": {}}
    total = sum(counts["stage"].values()) if not chosen.stage else counts["stage"].get(chosen.stage, 0)
    return PairPage(rows, _mark(shown[-1]) if len(found) > limit else "", counts, total)


def next_pair_for(*, viewer: Actor, chosen: Filter, after: Pair) -> Pair | None:
    """The next pair this person can answer under the same filters: behind `after`, else from the beginning.

    Args:
        after: a pair as `pairs_visible_to` or `pair_visible_to` hands it out.
    """
    require_right(viewer, "tracing.confirm")
    parts = list(sections_for(viewer))
    part = Case(*(When(use=name, then=Value(number)) for number, name in enumerate(parts)))
    here = parts.index(after.use) if after.use in parts else len(parts)
    behind = Q(part__gt=here) | Q(part=here, place__gt=after.place)
    waiting = _narrowed(waiting_for(viewer), chosen).exclude(pk=after.pk).annotate(part=part)
    return waiting.order_by(Case(When(behind, then=Value(0)), default=Value(1)), "part", "place").first()


def waiting_counts(*, viewer: Actor) -> dict[str, int]:
    """How many pairs wait for this person: 'new' ones, and those where a colleague has answered ('second')."""
    if not has_right(viewer, "tracing.confirm"):
        return {}
    counted = Counter(dict(waiting_for(viewer).order_by().values_list("stage").annotate(number=Count("pk"))))
    return {NEW: counted[NEW], SECOND: counted[SECOND]}


def _narrowed(pairs: QuerySet[Pair], chosen: Filter) -> QuerySet[Pair]:
    wanted = {name: value for name, value in chosen.values().items() if value and name != "direction"}
    seeker, _dash, holder = chosen.direction.partition("-")
    return pairs.filter(**wanted, **({"seeker": seeker, "holder": holder} if chosen.direction else {}))


def _behind(viewer: Actor, pairs: QuerySet[Pair], after: str, limit: int) -> list[Pair]:
    """One walk along the index of places for each part of the queue, beginning in the part of the mark."""
    part, _dash, place = after.rpartition("-")
    sections = sections_for(viewer)
    names = list(sections)
    begun = part if part in sections else OTHER if after else names[0]
    found: list[Pair] = []
    for name in names[names.index(begun) :]:
        if len(found) < limit:
            rest = pairs.filter(sections[name], place__gt=place if name == begun else "")
            found += rest.order_by("place")[: limit - len(found)]
    return found


def _mark(pair: Pair) -> str:
    """Where a page ended: the place, behind the name of its part unless that is the plain one."""
    part = DECIDED if pair.is_decided else pair.use
    return pair.place if part == OTHER else f"{part}-{pair.place}"


def _persons_of(pairs: Iterable[Pair]) -> list[str]:
    return sorted({person for pair in pairs for person in (pair.missing_id, pair.held_id)})


def _counts(viewer: Actor, chosen: Filter) -> dict[str, dict[str, int]]:
    # One pass over the queue gives the table of all filters; each then counts under the others.
    columns = ("use", "stage", "band", "seeker", "holder")
    table = staged_pairs(viewer).order_by().values_list(*columns).annotate(n=Count("pk"))
    counts: dict[str, Counter[str]] = {name: Counter() for name in chosen.values()}
    for use, stage, band, seeker, holder, number in table:
        values = {"use": use, "stage": stage, "band": band, "direction": f"{seeker}-{holder}"}
        for name, value in values.items():
            others = (other for other in values if other != name)
            if all(chosen.values()[other] in ("", values[other]) for other in others):
                counts[name][value] += number
    return {name: dict(counter) for name, counter in counts.items()}
