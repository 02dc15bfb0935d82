"""Writes clauses and levels as linear rows over classes and auxiliary columns: switches, steps, rings, shares, convoys.

Called by `model` alone. An auxiliary column never decides who goes; it only lets a rule be told in whole-number rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from homeward.engine.planning.clauses import Clause, Lists, Rings, Row, ring_column, takes_part
from homeward.engine.planning.objectives import CONVOYS, LEAST_FIRST, RINGS, Objective
from homeward.engine.planning.solver import LinearRow
from homeward.engine.planning.traits import Direction

Whole = NDArray[np.int64]


class _Class(Protocol):
    @property
    def direction(self) -> Direction: ...
    @property
    def gains(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an objective (its number from 0): `gains` over all columns, more is better."""

    objective: int
    name: str
    gains: Whole

    def padded(self, width: int) -> "Level":
        return Level(self.objective, self.name, np.pad(self.gains, (0, width - len(self.gains))))


@dataclass
class Linear:
    """The rows as they are written. `classes`: what a class row needs to know of each class.

    `sources`: for each row the model row that it writes, None for rows that only auxiliary columns need.
    """

    table: Whole
    sizes: Whole
    classes: Sequence[_Class]
    auxiliary: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int | None, int | None, Whole, dict[int, int]]] = field(default_factory=list)
    source: int | None = None
    sources: list[int | None] = field(default_factory=list)

    @property
    def width(self) -> int:
        return len(self.sizes) + len(self.auxiliary)

    @property
    def upper(self) -> Whole:
        return np.concatenate([self.sizes, np.array([*self.auxiliary.values()], dtype=np.int64)])

    def column(self, name: str, most: int) -> int:
        """The number of an auxiliary column, made when it is new."""
        self.auxiliary.setdefault(name, most)
        return len(self.sizes) + list(self.auxiliary).index(name)

    def columns(self, wanted: Mapping[str, int]) -> None:
        self.auxiliary |= {name: most for name, most in wanted.items() if name not in self.auxiliary}

    def numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.auxiliary, start=len(self.sizes))}

    def add(self, lo: int | None, hi: int | None, over_classes: Whole, auxiliary: dict[int, int]) -> None:
        self.rows.append((lo, hi, over_classes, auxiliary))
        self.sources.append(self.source)

    def none(self) -> Whole:
        return np.zeros(len(self.sizes), dtype=np.int64)

    def finished(self) -> tuple[LinearRow, ...]:
        found = []
        for lo, hi, over_classes, auxiliary in self.rows:
            row = np.zeros(self.width, dtype=np.int64)
            row[: len(self.sizes)] = over_classes
            for column, value in auxiliary.items():
                row[column] = value
            found.append(LinearRow(lo, hi, row))
        return tuple(found)


def linear_rows(linear: Linear, clause: Clause, rows: Sequence[tuple[int, Row]], lists: Lists) -> None:
    """The rows of one clause; a row that abstaining would break is switched by the parties it concerns."""
    linear.columns(clause.columns(lists))
    switches = [party for party in lists.switched if clause.concerns(party)]
    linear.columns({takes_part(party): 1 for party in switches})
    numbers = linear.numbers()
    for place, row in rows:
        linear.source = place
        over_classes = linear.table[:, place]
        auxiliary = {numbers[name]: value for name, value in row.auxiliary.items()}
        if switches and not row.holds(0):
            _switched(linear, row, over_classes, auxiliary, [numbers[takes_part(party)] for party in switches])
        else:
            linear.add(row.lo, row.hi, over_classes, auxiliary)
    linear.source = None
    for row in clause.inner_rows(lists):
        auxiliary = {numbers[name]: value for name, value in row.auxiliary.items()}
        linear.add(row.lo, row.hi, linear.none(), auxiliary)


def _switched(
    linear: Linear, row: Row, over_classes: Whole, auxiliary: dict[int, int], switches: Sequence[int]
) -> None:
    """lo - M * (parties that abstain) <= sum <= hi + M' * (same), M and M' just what the lists can reach."""
    reach = over_classes * linear.sizes
    low = int(reach[reach < 0].sum()) + sum(min(0, v) * linear.upper[c] for c, v in auxiliary.items())
    high = int(reach[reach > 0].sum()) + sum(max(0, v) * linear.upper[c] for c, v in auxiliary.items())
    if row.lo is not None:
        room = max(0, row.lo - int(low))
        linear.add(row.lo - room * len(switches), None, over_classes, auxiliary | dict.fromkeys(switches, -room))
    if row.hi is not None:
        room = max(0, int(high) - row.hi)
        linear.add(None, row.hi + room * len(switches), over_classes, auxiliary | dict.fromkeys(switches, room))


def level_rows(
    linear: Linear, number: int, wish: Objective, lists: Lists, parties: Sequence[str], clauses: Iterable[Clause]
) -> list[Level]:
    """The levels of one objective, with the auxiliary columns and rows they need."""
    if wish.form == LEAST_FIRST:
        return _least_first(linear, number, wish, lists, parties)
    if wish.form == CONVOYS:
        return [Level(number, wish.words(), _convoys(linear, number, wish, lists))]
    if wish.form == RINGS:
        return [Level(number, wish.words(), _rings(linear, lists, clauses))]
    return [Level(number, wish.words(), _per_class(linear, number, lambda direction: True))]


def _per_class(linear: Linear, number: int, counts: Callable[[Direction], bool]) -> Whole:
    gains = [each.gains[number] if counts(each.direction) else 0 for each in linear.classes]
    return np.array(gains, dtype=np.int64)


def _least_first(linear: Linear, number: int, wish: Objective, lists: Lists, parties: Sequence[str]) -> list[Level]:
    """Leximin: level k maximises k * t - sum d[p] with d[p] >= t - f[p], the sum of the k smallest f."""
    shares = wish.shares(lists, parties)
    reached: dict[str, int] = {}
    for party, (scale, divisor) in shares.items():
        gains = _per_class(linear, number, lambda way, home=party: way[1] == home)  # type: ignore[misc]
        most = scale * int((gains * linear.sizes).sum()) // divisor
        reached[party] = linear.column(f"level {number}: share of {party}", most)
        linear.add(0, None, gains * scale, {reached[party]: -divisor})
    most = max((linear.upper[column] for column in reached.values()), default=0)
    levels = []
    for place, name in enumerate(wish.value_names(list(shares)), start=1):
        least = linear.column(f"level {number}.{place}: least", int(most))
        missing = {p: linear.column(f"level {number}.{place}: {p} below", int(most)) for p in shares}
        for party, column in missing.items():
            linear.add(0, None, linear.none(), {column: 1, least: -1, reached[party]: 1})
        gains = np.zeros(linear.width, dtype=np.int64)
        gains[least] = place
        gains[list(missing.values())] = -1
        levels.append(Level(number, name, gains))
    return levels


def _convoys(linear: Linear, number: int, wish: Objective, lists: Lists) -> Whole:
    ways = sorted({each.direction for each in linear.classes} | set(lists.mandatory))
    columns = []
    for way in ways:
        heads = _per_class(linear, number, lambda other, way=way: other == way)  # type: ignore[misc]
        beside = lists.mandatory.get(way, 0)
        most = int((heads * linear.sizes).sum()) + beside
        columns.append(linear.column(f"level {number}: convoys {way[0]}>{way[1]}", wish.convoys_for(most)))
        linear.add(None, -beside, heads, {columns[-1]: -(wish.seats or most)})
    gains = np.zeros(linear.width, dtype=np.int64)
    gains[columns] = -1
    return gains


def _rings(linear: Linear, lists: Lists, clauses: Iterable[Clause]) -> Whole:
    numbers = linear.numbers()
    gains = np.zeros(linear.width, dtype=np.int64)
    for clause in clauses:
        if isinstance(clause, Rings):
            gains[[numbers[ring_column(*place)] for place in clause.places(lists) if place[1] == 1]] = -1
    return gains
