"""The queue: pairs in the order of use (a relative waits, the exchange desk asked, all others, what is decided), and
inside each part by the evidence; narrowed, a page at a time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

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
    found = _behind(viewer, _narrowed(staged_pairs(viewer), chosen), after, limit + 1, with_decided=True)
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
    waiting = _narrowed(waiting_for(viewer), chosen).exclude(pk=after.pk)
    if after.is_decided:
        # What two have decided stands behind everything: the queue begins anew. One question, for that page asks many.
        part = Case(*(When(use=use, then=Value(number)) for number, use in enumerate(USES)), default=Value(len(USES)))
        return waiting.annotate(part=part).order_by("part", "place").first()
    found = _behind(viewer, waiting, _mark(after), 1) or _behind(viewer, waiting, "", 1)
    return found[0] if found else None


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


def _behind(viewer: Actor, pairs: QuerySet[Pair], after: str, limit: int, *, with_decided: bool = False) -> list[Pair]:
    """Up to three walks, beginning in the part of the mark: the few for whom somebody waits, sorted as they are found,
    then along the index of places what else is open, and what two have decided."""
    sections = sections_for(viewer)
    part, _dash, place = after.rpartition("-")
    begun = part if part in sections else OTHER if after else ""
    waited_for = [name for name in sections if name in USES]
    found: list[Pair] = []
    if begun in ("", *waited_for):
        found = _waited_for(pairs, {name: sections[name] for name in waited_for}, begun, place, limit)
    for name in (OTHER, DECIDED) if with_decided else (OTHER,):
        if len(found) < limit and not (begun == DECIDED and name == OTHER):
            rest = pairs.filter(sections[name], place__gt=place if name == begun else "")
            found += rest.order_by("place")[: limit - len(found)]
    return found


def _waited_for(pairs: QuerySet[Pair], parts: dict[str, Q], begun: str, place: str, limit: int) -> list[Pair]:
    names = list(parts)
    number = Case(*(When(parts[name], then=Value(names.index(name))) for name in names))
    here = names.index(begun) if begun else -1
    behind = Q(number__gt=here) | Q(number=here, place__gt=place)
    any_part = reduce(or_, parts.values())
    found = pairs.filter(any_part).annotate(number=number).filter(behind)
    return list(found.order_by("number", "place")[:limit])


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
