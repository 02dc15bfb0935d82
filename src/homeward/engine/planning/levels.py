"""Solves the ordered levels one after another: the optimum of each becomes an exact clause for the next.

Called by `planner` (the plan, its uniqueness), `conflicts` (can these clauses hold?) and `costs` (one more of a class).
It never returns counts that were not proved best: a search cut short by the time limit raises NoPlanError.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from homeward.base.errors import NoPlanError
from homeward.engine.planning.model import Model
from homeward.engine.planning.solver import INFEASIBLE, UNFINISHED, Answer, LinearRow, maximise

Gains = Sequence[int] | NDArray[np.int64]
Progress = Callable[[str, float], None]


class TimeOutError(NoPlanError):
    """The best package was not proved in the time given; there is no plan rather than a worse one."""

    def __init__(self, level: str, limit: float | None) -> None:
        given = "the search" if limit is None else f"{limit:g} s of solving"
        super().__init__(
            f"The best package was not proved within {given} (level: {level}).",
            cure="Give it more time; there is no plan rather than a worse one.",
        )


class NoPackageError(NoPlanError):
    """The rows cannot hold together."""


@dataclass
class Stopwatch:
    """Adds up the solver's own seconds; None never runs out. The engine has no clock of its own."""

    limit: float | None = None
    spent: float = 0.0
    steps: list[tuple[str, float]] = field(default_factory=list)
    told: Progress | None = None

    def tell(self, step: str, share: float) -> None:
        """Says that a step begins (share 0) or is done (share 1) to whoever waits for it."""
        if self.told is not None:
            self.told(step, share)

    def left(self) -> float | None:
        return None if self.limit is None else self.limit - self.spent

    def add(self, step: str, answer: Answer) -> Answer:
        self.spent += answer.seconds
        self.steps.append((step, answer.seconds))
        return answer


def model_rows(model: Model) -> list[LinearRow]:
    """The clauses as the solver reads them."""
    return list(model.linear)


def model_levels(model: Model) -> list[tuple[str, Gains]]:
    """Name and gains of every level, lottery aside."""
    return [(level.name, level.gains) for level in model.levels]


def value_of(gains: Gains, counts: Sequence[int]) -> int:
    """Exact whatever the size: a product too large for 64 bits is added up in Python's own integers."""
    one, other = np.asarray(gains, dtype=np.int64), np.asarray(counts, dtype=np.int64)
    if not len(one):
        return 0
    if int(np.abs(one).max()) * int(np.abs(other).max()) * len(one) < 1 << 62:
        return int(one @ other)
    return sum(int(gain) * int(count) for gain, count in zip(one, other, strict=True))


def exactly(gains: Gains, value: int) -> LinearRow:
    return LinearRow(value, value, np.asarray(gains, dtype=np.int64))


def padded(gains: Sequence[int], width: int) -> Gains:
    """Gains of the classes as gains of all columns."""
    return np.pad(np.asarray(gains, dtype=np.int64), (0, width - len(gains)))


def solve_levels(
    upper: Sequence[int], rows: Sequence[LinearRow], levels: Sequence[tuple[str, Gains]], watch: Stopwatch
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(counts, optimum of each level), each optimum under the optima before it.

    Raises:
        NoPackageError: nothing satisfies the rows.
        TimeOutError: the watch ran out.
    """
    fixed = list(rows)
    counts: tuple[int, ...] = ()
    values: list[int] = []
    for name, gains in levels:
        if values and not np.any(gains):
            values.append(0)
            continue
        watch.tell(name, 0.0)
        answer = watch.add(name, maximise(upper, fixed, gains, seconds_left=watch.left()))
        if answer.status == UNFINISHED:
            raise TimeOutError(name, watch.limit)
        if answer.status == INFEASIBLE:
            raise NoPackageError("No package satisfies the clauses.")
        counts = answer.counts
        values.append(value_of(gains, counts))
        watch.tell(name, 1.0)
        fixed.append(exactly(gains, values[-1]))
    return counts, tuple(values)


def another_solution(
    upper: Sequence[int], rows: Sequence[LinearRow], counts: Sequence[int], watch: Stopwatch
) -> Answer:
    """Asks for a count vector other than `counts` within the rows; INFEASIBLE proves that there is none.

    `counts` may be shorter than the columns: auxiliary ones are free to differ. The rows fix a positive sum over all
    classes (the lottery level), so another vector is higher in some class: one switch for each class, at least one on.
    """
    size = len(upper)
    open_classes = [c for c in range(len(counts)) if counts[c] < upper[c]]
    if not open_classes:
        return Answer(INFEASIBLE, (), 0.0)
    switches = {c: size + position for position, c in enumerate(open_classes)}
    extra = [LinearRow(0, None, {c: 1, switch: -(counts[c] + 1)}) for c, switch in switches.items()]
    extra.append(LinearRow(1, None, dict.fromkeys(switches.values(), 1)))
    columns = [*upper, *([1] * len(switches))]
    wider = [
        LinearRow(row.lo, row.hi, dict(zip(*(part.tolist() for part in row.sparse()), strict=True))) for row in rows
    ]
    return watch.add("uniqueness", maximise(columns, [*wider, *extra], [0] * len(columns), seconds_left=watch.left()))
