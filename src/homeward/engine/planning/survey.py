"""Reads off the lists what clauses may know of them as a whole, and who of the gravely ill waits for a seat.

Called by `model` and `exact`. It chooses nobody: when seats are too few for those who go under art. 109, the doctors'
order decides, and without such an order there is no plan.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from homeward.engine.planning.clauses import Clause, Lists, Must, Seats
from homeward.engine.planning.traits import Direction, Traits, narrowed, seated
from homeward.engine.planning.units import FREE, MAND, Unit


def mandatory_heads(units: Iterable[Unit], waiting: Collection[str] = ()) -> dict[Direction, int]:
    """Persons who travel under art. 109, for each direction."""
    heads: Counter[Direction] = Counter()
    for unit in units:
        if unit.status == MAND and unit.id not in waiting:
            heads[unit.direction] += seated(unit.traits)
    return dict(heads)


def medical_queue(clauses: Iterable[Clause], units: Iterable[Unit]) -> dict[str, int]:
    """Unit id -> place in the doctors' order, of those under art. 109 for whom no seat is left.

    Without an order that tells all of them apart nobody is in the queue, and the seats cannot be kept.
    """
    urgent = [unit for unit in units if unit.status == MAND]
    waiting: dict[str, int] = {}
    for clause in clauses:
        if not isinstance(clause, Seats) or not urgent:
            continue
        queue = [unit for unit in urgent if clause.uses(unit.direction) and unit.id not in waiting]
        if sum(seated(unit.traits) for unit in queue) <= clause.seats or not _in_order(queue):
            continue
        left = clause.seats
        for unit in sorted(queue, key=lambda each: each.medical_order):
            left -= seated(unit.traits)
            # Nobody overtakes: once one does not fit, those behind wait too.
            if left < 0:
                waiting[unit.id] = unit.medical_order
                left = -1
    return waiting


def _in_order(queue: Sequence[Unit]) -> bool:
    places = {unit.medical_order for unit in queue}
    return 0 not in places and len(places) == len(queue)


def survey(clauses: Collection[Clause], units: Sequence[Unit], free: Mapping[Traits, int] | None = None) -> Lists:
    """What the clauses may know of these lists. `free`: traits -> free units, when it was counted already."""
    waiting = medical_queue(clauses, units)
    names = {unit for clause in clauses for unit in clause.unit_names()}
    closed = frozenset(unit.direction for unit in units if unit.id in waiting) if waiting else frozenset()
    return Lists(
        mandatory=mandatory_heads(units, waiting),
        free=_free(units) if free is None else free,
        named={unit.id: (unit.status, unit.traits) for unit in units if unit.id in names} if names else {},
        closed=closed,
        weights={unit: heads for clause in clauses for unit, heads in clause.weights().items()},
        goodwill=sum((Counter(clause.goodwill()) for clause in clauses), Counter()),
        switched=tuple(sorted({clause.party for clause in clauses if isinstance(clause, Must)})),
    )


def _free(units: Iterable[Unit]) -> Counter[Traits]:
    found: Counter[Traits] = Counter()
    for traits, number in Counter(unit.traits for unit in units if unit.status == FREE).items():
        found[narrowed(traits, ("rank",))] += number
    return found
