"""Builds the whole-number model: units with equal coefficients everywhere form one class; only classes are counted.

Called by `planner`, `conflicts` and `costs`. It drops nobody: each free unit that no clause excludes is in exactly one
class.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np
from numpy.typing import NDArray

from homeward.base.errors import InputError
from homeward.engine.planning.clauses import Clause, Lists, Row
from homeward.engine.planning.hashing import equal_rows
from homeward.engine.planning.levelling import Level, Linear, level_rows, linear_rows
from homeward.engine.planning.lottery import in_lot_order
from homeward.engine.planning.objectives import Objective
from homeward.engine.planning.solver import LinearRow
from homeward.engine.planning.survey import mandatory_heads, survey
from homeward.engine.planning.traits import Direction, Traits, narrowed
from homeward.engine.planning.units import FREE, Unit
from homeward.engine.sealing import digest

__all__ = ["Model", "ModelRow", "PlanClass", "build_model", "excluded", "mandatory_heads"]

# Above this a coefficient, or a sum of them over everybody, is no longer exact in a solver's doubles.
LARGEST_SUM = 1 << 52


class LotOrder(Sequence[Unit]):
    """The members of a class in the order of their lots, drawn when somebody asks: most classes are never divided."""

    __slots__ = ("_drawn", "_draw_key", "_units")

    def __init__(self, draw_key: bytes, units: Sequence[Unit]) -> None:
        self._draw_key, self._units, self._drawn = draw_key, units, len(units) < 2

    def __len__(self) -> int:
        return len(self._units)

    @overload
    def __getitem__(self, place: int) -> Unit: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Unit]: ...
    def __getitem__(self, place: int | slice) -> Unit | Sequence[Unit]:
        if not self._drawn:
            self._units, self._drawn = in_lot_order(self._draw_key, self._units), True
        return self._units[place]

    @property
    def undrawn(self) -> Sequence[Unit]:
        """The members in whatever order is at hand."""
        return self._units


@dataclass(frozen=True, slots=True)
class PlanClass:
    """Units whom the terms cannot tell apart. `key`: SHA-256 of the canonical column, without ids."""

    key: str
    direction: Direction
    coefficients: tuple[int, ...]
    gains: tuple[int, ...]
    members: LotOrder
    heads: int = 1


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One row over classes; `clause` counts the terms' clauses from 1."""

    clause: int
    name: str
    lo: int | None
    hi: int | None


@dataclass(frozen=True, slots=True)
class Model:
    """Choose counts `0 <= n[c] <= len(classes[c].members)` within all rows; levels in order.

    Attributes:
        table: classes x rows, the coefficients. linear: the rows as solvers read them, auxiliary columns included.
        levels: one or more for each objective. auxiliary: name of each column after the classes -> its largest value.
        sources: for each linear row the number of the row that it writes, None for what auxiliary columns need.
        plain: whether every unit is one head and no row or level needs an auxiliary column.
    """

    classes: tuple[PlanClass, ...]
    rows: tuple[ModelRow, ...]
    objectives: tuple[Objective, ...]
    lists: Lists
    table: NDArray[np.int64]
    linear: tuple[LinearRow, ...]
    levels: tuple[Level, ...]
    auxiliary: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[int | None, ...] = ()

    @property
    def mandatory(self) -> Mapping[Direction, int]:
        return self.lists.mandatory

    @property
    def plain(self) -> bool:
        return not self.auxiliary and all(each.heads == 1 for each in self.classes)

    def sizes(self) -> list[int]:
        """Units of each class."""
        return [len(each.members) for each in self.classes]

    def upper(self) -> list[int]:
        """The largest value of every column: classes, then auxiliary ones."""
        return [*self.sizes(), *self.auxiliary.values()]

    def row_coefficients(self, row: int) -> list[int]:
        return [int(value) for value in self.table[:, row]]

    def gains(self, objective: int) -> list[int]:
        """What one unit of each class adds to an objective that is a plain sum."""
        return [each.gains[objective] for each in self.classes]


def excluded(clauses: Iterable[Clause], traits: Traits) -> bool:
    """Whether a clause leaves such a unit out whatever is bargained."""
    return any(clause.excludes(traits) for clause in clauses)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Free units by what the terms can see: traits, and the id where a clause names it."""

    kinds: list[tuple[Traits, str]]
    number: NDArray[np.int32]
    units: list[Unit]


def _kinds(units: Sequence[Unit], names: frozenset[str]) -> _Kinds:
    found: dict[Traits | tuple[Traits, str], int] = {}
    free = [unit for unit in units if unit.status == FREE]
    if names:
        keys = (((unit.traits, unit.id) if unit.id in names else unit.traits) for unit in free)
        number = np.fromiter((found.setdefault(key, len(found)) for key in keys), np.int32, len(free))
    else:
        number = np.fromiter((found.setdefault(unit.traits, len(found)) for unit in free), np.int32, len(free))
    return _Kinds([(key, "") if isinstance(key, Traits) else key for key in found], number, free)


def build_model(
    clauses: Mapping[int, Clause],
    objectives: Sequence[Objective],
    units: Sequence[Unit],
    draw_key: bytes,
    parties: Sequence[str] = (),
) -> Model:
    """The model of these clauses (by their number in the terms) over the free units.

    Members stand in lot order; classes in the order of their keys, so that input order leaves no trace.

    Raises:
        InputError: the lists lack what a clause needs of a person; names party and clause.
    """
    names = frozenset(unit for clause in clauses.values() for unit in clause.unit_names())
    free = _kinds(units, names)
    per_kind = np.bincount(free.number, minlength=len(free.kinds))
    counted: Counter[Traits] = Counter()
    for (traits, _), number in zip(free.kinds, per_kind.tolist(), strict=True):
        counted[narrowed(traits, ("rank",))] += number
    lists = survey(tuple(clauses.values()), units, counted)
    for clause in clauses.values():
        clause.refuse_unfit(lists)
    rows = [(number, row) for number, clause in clauses.items() for row in clause.rows(lists)]
    open_kinds = _open(free.kinds, lists, clauses.values())
    kinds = [free.kinds[number] for number in open_kinds]
    table = _table(kinds, [row for _, row in rows], objectives)
    classes, order = _classes(free, np.array(open_kinds, dtype=np.int64), kinds, table, len(rows), draw_key)
    coefficients = table[order, 3 : 3 + len(rows)]
    sizes = np.array([len(each.members) for each in classes], dtype=np.int64)
    linear = Linear(coefficients, sizes, classes)
    for number, clause in clauses.items():
        own = [(place, row) for place, (of, row) in enumerate(rows) if of == number]
        linear_rows(linear, clause, own, lists)
    levels = [
        level
        for number, wish in enumerate(objectives)
        for level in level_rows(linear, number, wish, lists, parties, clauses.values())
    ]
    finished = linear.finished()
    _refuse_large(finished, linear.upper)
    model_rows = tuple(ModelRow(number, row.name, row.lo, row.hi) for number, row in rows)
    return Model(
        tuple(classes), model_rows, tuple(objectives), lists, coefficients, finished,
        tuple(level.padded(linear.width) for level in levels), linear.auxiliary,
        tuple(linear.sources),
    )  # fmt: skip


def _open(kinds: Sequence[tuple[Traits, str]], lists: Lists, clauses: Iterable[Clause]) -> list[int]:
    """Numbers of the kinds that no clause leaves out and no full road stops."""
    asked = tuple(clauses)

    def stays(traits: Traits) -> int:
        return int(traits.direction in lists.closed or excluded(asked, traits))

    left_out = _column(kinds, {}, ("region",), stays)
    return [number for number, out in enumerate(left_out) if not out]


def _column(
    kinds: Sequence[tuple[Traits, str]], known: dict[tuple[str, ...], tuple[list[Traits], NDArray[np.intp]]],
    details: tuple[str, ...], coefficient: Callable[[Traits], int],
) -> NDArray[np.int64]:  # fmt: skip
    """The coefficient of every kind, computed once for all that look alike in these details."""
    if details not in known:
        seen: dict[Traits, int] = {}
        group = [seen.setdefault(narrowed(traits, details), len(seen)) for traits, _ in kinds]
        known[details] = list(seen), np.array(group, dtype=np.intp)
    alike, group_of = known[details]
    return np.array([coefficient(traits) for traits in alike], dtype=np.int64)[group_of]


def _table(
    kinds: Sequence[tuple[Traits, str]], rows: Sequence[Row], objectives: Sequence[Objective]
) -> NDArray[np.int64]:
    """One line a kind: holder, destination, heads; then rows, then levels."""
    parties = {party: number for number, party in enumerate(sorted({p for t, _ in kinds for p in t.direction}))}
    table = np.zeros((len(kinds), 3 + len(rows) + len(objectives)), dtype=np.int64)
    known: dict[tuple[str, ...], tuple[list[Traits], NDArray[np.intp]]] = {}
    for place, what in enumerate((
        lambda traits: parties[traits.holder], lambda traits: parties[traits.destination], lambda traits: traits.heads
    )):  # fmt: skip
        table[:, place] = _column(kinds, known, (), what)
    named = [(number, name) for number, (_, name) in enumerate(kinds) if name]
    for place, row in enumerate(rows, start=3):
        table[:, place] = _column(kinds, known, row.details, row.coefficient)
        for number, name in named:
            if name in row.named:
                table[number, place] = row.named[name]
    for place, wish in enumerate(objectives, start=3 + len(rows)):
        table[:, place] = _column(kinds, known, wish.details, wish.coefficient)
    return table


def _classes(
    free: _Kinds, open_kinds: NDArray[np.int64], kinds: Sequence[tuple[Traits, str]], table: NDArray[np.int64],
    rows: int, draw_key: bytes,
) -> tuple[list[PlanClass], NDArray[np.intp]]:  # fmt: skip
    """(classes in the order of their keys, a line of the table for each)."""
    if not kinds:
        return [], np.zeros(0, dtype=np.intp)
    first, group = equal_rows(table)
    class_of_kind = np.full(len(free.kinds), -1, dtype=np.int64)
    class_of_kind[open_kinds] = group
    class_of_unit = class_of_kind[free.number]
    by_class = np.argsort(class_of_unit, kind="stable")
    ends = np.searchsorted(class_of_unit[by_class], np.arange(len(first) + 1))
    found = []
    for number, line in enumerate(first):
        values = table[line].tolist()
        direction, heads = kinds[line][0].direction, values[2]
        column = tuple(values[3 : 3 + rows]), tuple(values[3 + rows :])
        members = [free.units[place] for place in by_class[ends[number] : ends[number + 1]].tolist()]
        key = _class_key(direction, heads, *column)
        found.append((PlanClass(key, direction, *column, LotOrder(draw_key, members), heads), line))
    found.sort(key=lambda each: each[0].key)
    return [each for each, _ in found], np.array([line for _, line in found], dtype=np.intp)


def _class_key(direction: Direction, heads: int, coefficients: tuple[int, ...], gains: tuple[int, ...]) -> str:
    column = {
        "destination": direction[1], "heads": heads, "holder": direction[0], "levels": gains, "rows": coefficients,
    }  # fmt: skip
    # Sorted keys and small integers: these are the canonical bytes of RFC 8785, written many times faster.
    return digest(json.dumps(column, ensure_ascii=False, separators=(",", ":")).encode())


def _refuse_large(rows: Sequence[LinearRow], upper: NDArray[np.int64]) -> None:
    for row in rows:
        columns, values = row.sparse()
        if len(columns) and int(np.abs(values).max()) * int(upper[columns].max()) >= LARGEST_SUM:
            raise InputError(
                "A clause counts beyond 2^52, more than a solver tells apart.", cure="Use smaller points or numbers."
            )
