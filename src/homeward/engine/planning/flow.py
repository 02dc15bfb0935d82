"""Solves the levels of terms whose clauses form a network, exactly and in integers, and proves each by node prices.

Called by `planner`. Prices are told as multipliers of the rows, so that one check serves every method: see
`certificate.level_bound`. Solvers in doubles take no part.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from homeward.engine.planning.certificate import SCALE, LevelProof, level_bound
from homeward.engine.planning.circulation import Circulation
from homeward.engine.planning.levels import Gains, NoPackageError, exactly, model_rows, value_of
from homeward.engine.planning.model import Model
from homeward.engine.planning.network import ROOT, Network, Shared
from homeward.engine.planning.solver import LinearRow

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Held:
    """One shared arc: the bounds of its sum, and the row and sign that each bound comes from."""

    tail: int
    head: int
    lo: int
    hi: int
    lower: tuple[int, int] | None
    upper: tuple[int, int] | None


@dataclass
class _Arcs:
    tail: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    lo: list[int] = field(default_factory=list)
    hi: list[int] = field(default_factory=list)

    def add(self, tail: int, head: int, lo: int, hi: int) -> int:
        self.tail.append(tail)
        self.head.append(head)
        self.lo.append(lo)
        self.hi.append(hi)
        return len(self.tail) - 1


class ClassFlow:
    """Levels solved one after another, each on what the levels before left open.

    Raises:
        NoPackageError: from the constructor, when nothing keeps the clauses.
    """

    def __init__(self, model: Model, network: Network) -> None:
        self._model, self._rows = model, model_rows(model)
        self._held = _held_arcs(model, network)
        self._classes = len(model.classes)
        self._circulation = _feasible(model, network, self._held)
        self._combined: list[int] = [0] * len(self._circulation.tail)
        self._coefficients: list[int] = []
        self.proofs: list[LevelProof] = []

    def copy(self) -> "ClassFlow":
        other = object.__new__(ClassFlow)
        other.__dict__.update(self.__dict__)
        other._circulation = self._circulation.copy()
        other._rows, other.proofs = list(self._rows), list(self.proofs)
        other._combined, other._coefficients = list(self._combined), list(self._coefficients)
        return other

    def solve(self, name: str, gains: Gains) -> int:
        """The optimum of one more level; its optima are all that is left open afterwards."""
        gain = np.zeros(len(self._circulation.tail), dtype=np.int64)
        gain[: self._classes] = gains
        self._circulation.maximise(gain)
        value = value_of(gains, self.counts())
        self._prove(name, gains, value, self._circulation.fix())
        return value

    def counts(self) -> tuple[int, ...]:
        return tuple(self._circulation.flow[: self._classes].tolist())

    def unique(self) -> bool:
        """Whether nothing but these counts reaches the optima of all levels so far."""
        return self._circulation.unique()

    def _prove(self, name: str, gains: Gains, value: int, reduced: Whole) -> None:
        """Prices of this level plus so many times those before that no arc held by them changes its sign."""
        before = np.array([each != 0 for each in self._combined], dtype=bool)
        times = int(np.abs(reduced[before]).max()) + 1 if before.any() else 0
        self._combined = [
            own + times * earlier for own, earlier in zip(reduced.tolist(), self._combined, strict=True)
        ]  # fmt: skip
        self._coefficients = [times * each for each in self._coefficients]
        rows = [0] * len(self._model.rows)
        for arc, held in enumerate(self._held, start=self._classes):
            price = self._combined[arc]
            if of := held.upper if price > 0 else held.lower:
                rows[of[0]] += of[1] * price
        multipliers = tuple(SCALE * each for each in (*rows, *(-each for each in self._coefficients)))
        bound = level_bound(self._model.upper(), self._rows, gains, multipliers)
        self.proofs.append(LevelProof(name, value, bound, multipliers))
        self._coefficients.append(1)
        self._rows.append(exactly(gains, value))


def _held_arcs(model: Model, network: Network) -> list[_Held]:
    for number in network.idle:
        if not _holds_nothing(model.linear[number]):
            raise NoPackageError("No package satisfies the clauses.")
    everybody = sum(model.sizes()) + 1
    arcs = []
    for party in sorted({each for each in range(1, _parties(network) + 1)}):
        arcs.append(_met(ROOT, party, [each for each in network.balances if each.head == party], everybody))
    arcs += [_met(each.tail, each.head, [each], everybody) for each in network.shared]
    return arcs


def _parties(network: Network) -> int:
    return network.nodes - 1 - len(network.shared)


def _holds_nothing(row: LinearRow) -> bool:
    return (row.lo is None or row.lo <= 0) and (row.hi is None or row.hi >= 0)


def _met(tail: int, head: int, rows: Sequence[Shared], everybody: int) -> _Held:
    """An arc that keeps all these rows; a side that no row bounds lies where no flow gets."""
    lower = max((each for each in rows if each.lo is not None), key=lambda each: each.lo or 0, default=None)
    upper = min((each for each in rows if each.hi is not None), key=lambda each: each.hi or 0, default=None)
    lo = -everybody if lower is None or lower.lo is None else max(lower.lo, -everybody)
    hi = everybody if upper is None or upper.hi is None else min(upper.hi, everybody)
    return _Held(
        tail, head, lo, hi,
        None if lower is None else (lower.row, lower.sign), None if upper is None else (upper.row, upper.sign),
    )  # fmt: skip


def _feasible(model: Model, network: Network, held: Sequence[_Held]) -> Circulation:
    """A circulation that keeps all bounds.

    What a clause asks at the least is laid on an arc beside the clause's own, which is then filled as far as it goes.
    """
    arcs = _Arcs(network.tails.tolist(), network.heads.tolist(), [0] * len(network.tails), model.sizes())
    asked: dict[int, int] = {}
    least: list[tuple[_Held, int]] = []
    for each in held:
        if each.lo > each.hi:
            raise NoPackageError("No package satisfies the clauses.")
        base = min(max(0, each.lo), each.hi)
        arcs.add(each.tail, each.head, each.lo - base, each.hi - base)
        if base:
            least.append((each, base))
    for each, base in least:
        asked[arcs.add(each.tail, each.head, min(base, 0), max(base, 0))] = base
    tail, head, lo, hi = (np.array(part, dtype=np.int64) for part in (arcs.tail, arcs.head, arcs.lo, arcs.hi))
    tree = range(len(network.tails), len(network.tails) + len(held))
    found = Circulation(network.nodes, tail, head, lo, hi, np.zeros(len(tail), dtype=np.int64), tree)
    if asked:
        _fill(found, asked)
    return found


def _fill(found: Circulation, asked: dict[int, int]) -> None:
    gain = np.zeros(len(found.tail), dtype=np.int64)
    for arc, base in asked.items():
        gain[arc] = 1 if base > 0 else -1
    found.maximise(gain)
    for arc, base in asked.items():
        if found.flow[arc] != base:
            raise NoPackageError("No package satisfies the clauses.")
        found.lo[arc] = found.hi[arc] = base
