"""Builds the whole-number model: persons with equal coefficients everywhere form one class; only classes are counted.

Called by `planner` and `conflicts`. It drops nobody: each free unit that no clause excludes is in exactly one class.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from homeward.engine.planning.clauses import Clause
from homeward.engine.planning.lottery import in_lot_order
from homeward.engine.planning.objectives import Objective
from homeward.engine.planning.traits import Direction, Traits
from homeward.engine.planning.units import FREE, MAND, Unit
from homeward.engine.sealing import canonical_bytes, digest


@dataclass(frozen=True, slots=True)
class PlanClass:
    """Persons whom the terms cannot tell apart. `key`: SHA-256 of the canonical column, without ids."""

    key: str
    direction: Direction
    coefficients: tuple[int, ...]
    gains: tuple[int, ...]
    members: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One row over classes; `clause` counts the terms' clauses from 1."""

    clause: int
    name: str
    lo: int | None
    hi: int | None


@dataclass(frozen=True, slots=True)
class Model:
    """Choose counts `0 <= n[c] <= len(classes[c].members)` within all rows; levels in order."""

    classes: tuple[PlanClass, ...]
    rows: tuple[ModelRow, ...]
    objectives: tuple[Objective, ...]
    mandatory: Mapping[Direction, int]

    def sizes(self) -> list[int]:
        return [len(each.members) for each in self.classes]

    def row_coefficients(self, row: int) -> list[int]:
        return [each.coefficients[row] for each in self.classes]

    def gains(self, level: int) -> list[int]:
        return [each.gains[level] for each in self.classes]


def mandatory_heads(units: Iterable[Unit]) -> dict[Direction, int]:
    """Persons who go under art. 109, for each direction."""
    heads: Counter[Direction] = Counter()
    for unit in units:
        if unit.status == MAND:
            heads[unit.direction] += unit.traits.heads
    return dict(heads)


def excluded(clauses: Iterable[Clause], traits: Traits) -> bool:
    """Whether a clause leaves such a person out whatever is bargained."""
    return any(clause.excludes(traits) for clause in clauses)


def build_model(
    clauses: Mapping[int, Clause], objectives: Sequence[Objective], units: Sequence[Unit], draw_key: bytes
) -> Model:
    """The model of these clauses (by their number in the terms) over the free units.

    Members stand in lot order; classes in the order of their keys, so that input order leaves no trace.
    """
    mandatory = mandatory_heads(units)
    rows = [(number, row) for number, clause in clauses.items() for row in clause.rows(mandatory)]
    by_traits: defaultdict[Traits, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.status == FREE:
            by_traits[unit.traits].append(unit)
    columns: defaultdict[tuple[Direction, tuple[int, ...], tuple[int, ...]], list[Unit]] = defaultdict(list)
    for traits, members in by_traits.items():
        if not excluded(clauses.values(), traits):
            coefficients = tuple(row.coefficient(traits) for _, row in rows)
            gains = tuple(objective.coefficient(traits) for objective in objectives)
            columns[traits.direction, coefficients, gains].extend(members)
    classes = [
        PlanClass(_class_key(*column), *column, tuple(in_lot_order(draw_key, members)))
        for column, members in columns.items()
    ]
    return Model(
        tuple(sorted(classes, key=lambda each: each.key)),
        tuple(ModelRow(number, row.name, row.lo, row.hi) for number, row in rows),
        tuple(objectives),
        mandatory,
    )


def _class_key(direction: Direction, coefficients: tuple[int, ...], gains: tuple[int, ...]) -> str:
    column = {
        "holder": direction[0],
        "destination": direction[1],
        "heads": 1,
        "rows": list(coefficients),
        "levels": list(gains),
    }
    return digest(canonical_bytes(column))
