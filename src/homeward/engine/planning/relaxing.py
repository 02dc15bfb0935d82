"""Finds what would bring one more of a class in: which limits of the clauses, moved by how little, with no level lost.

Called by `explaining`. It shows what stands in the way and never proposes to give it up: that is for the parties. It
names clauses by number, kind and what they count, and nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.engine.planning.levels import Stopwatch, TimeOutError, exactly, model_levels
from homeward.engine.planning.model import Model
from homeward.engine.planning.solver import INFEASIBLE, UNFINISHED, Answer, LinearRow, maximise

AT_LEAST, AT_MOST = "at least", "at most"
_STEP = "smallest relaxation"


@dataclass(frozen=True, slots=True)
class Moved:
    """One limit of a clause: what it counts, where it stands and where it would have to stand.

    `counts` is empty where the row's name would name units.
    """

    clause: int
    kind: str
    counts: str
    side: str
    before: int
    after: int

    @property
    def words(self) -> str:
        what = f", {self.counts}" if self.counts else ""
        return f"clause {self.clause} ({self.kind}){what}: {self.side} {self.after} instead of {self.before}"

    def document(self) -> dict[str, object]:
        return {
            "clause": self.clause, "kind": self.kind, "counts": self.counts, "side": self.side,
            "before": self.before, "after": self.after,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Slack:
    """A column by which one side of a model row may give way."""

    row: int
    side: str
    column: int


def smallest_relaxation(
    model: Model,
    kinds: Sequence[str],
    counts: Sequence[int],
    values: Sequence[int],
    number: int,
    *,
    time_limit: float | None = None,
) -> tuple[Moved, ...] | None:
    """The limits to move so that one more of class `number` (from 0) goes, the sum of the moves as small as it can be.

    Among equal sums the clauses that stand first in the terms give way. None when no limit of any clause stands in the
    way of it, only the size of the class or who takes part.

    Args:
        kinds: kind of each clause of the terms, in order.

    Raises: TimeOutError.
    """
    watch = Stopwatch(time_limit)
    slacks, rows = _loosened(model)
    width = len(model.upper()) + len(slacks)
    rows.append(LinearRow(counts[number] + 1, None, {number: 1}))
    rows += [
        LinearRow(value, None, _sparse(exactly(gains, value)))
        for (_, gains), value in zip(model_levels(model), values, strict=True)
    ]
    upper = [*model.upper(), *(_reach(model, slack) for slack in slacks)]
    least = _solved(watch, upper, rows, _weights(width, slacks, dict.fromkeys(range(len(slacks)), -1)))
    if least.status == INFEASIBLE:
        return None
    total = sum(least.counts[slack.column] for slack in slacks)
    rows.append(LinearRow(total, total, {slack.column: 1 for slack in slacks}))
    first = {place: len(slacks) - place for place in range(len(slacks))}
    chosen = _solved(watch, upper, rows, _weights(width, slacks, first)).counts
    return tuple(_moved(model, kinds, slack, chosen[slack.column]) for slack in slacks if chosen[slack.column] > 0)


def _loosened(model: Model) -> tuple[list[_Slack], list[LinearRow]]:
    """One slack for each bounded side of each row of a clause, and all rows with them."""
    places: dict[tuple[int, str], int] = {}
    rows: list[LinearRow] = []
    width = len(model.upper())
    for row, source in zip(model.linear, model.sources, strict=True):
        if source is None:
            rows.append(row)
            continue
        for side, bound, sign in ((AT_LEAST, row.lo, 1), (AT_MOST, row.hi, -1)):
            if bound is not None:
                column = places.setdefault((source, side), width + len(places))
                lo, hi = (bound, None) if side == AT_LEAST else (None, bound)
                rows.append(LinearRow(lo, hi, _sparse(row) | {column: sign}))
    return [_Slack(source, side, column) for (source, side), column in places.items()], rows


def _sparse(row: LinearRow) -> dict[int, int]:
    columns, values = row.sparse()
    return dict(zip(columns.tolist(), values.tolist(), strict=True))


def _reach(model: Model, slack: _Slack) -> int:
    """More than any package could miss the limit by."""
    sizes = model.sizes()
    most = sum(abs(value) * size for value, size in zip(model.row_coefficients(slack.row), sizes, strict=True))
    row = model.rows[slack.row]
    return most + abs((row.lo if slack.side == AT_LEAST else row.hi) or 0) + sum(model.auxiliary.values())


def _weights(width: int, slacks: Sequence[_Slack], weights: dict[int, int]) -> list[int]:
    gains = [0] * width
    for place, slack in enumerate(slacks):
        gains[slack.column] = weights[place]
    return gains


def _solved(watch: Stopwatch, upper: Sequence[int], rows: Sequence[LinearRow], gains: Sequence[int]) -> Answer:
    answer = watch.add(_STEP, maximise(upper, rows, gains, seconds_left=watch.left()))
    if answer.status == UNFINISHED:
        raise TimeOutError(_STEP, watch.limit)
    return answer


def _moved(model: Model, kinds: Sequence[str], slack: _Slack, by: int) -> Moved:
    row = model.rows[slack.row]
    before = (row.lo if slack.side == AT_LEAST else row.hi) or 0
    after = before - by if slack.side == AT_LEAST else before + by
    # A slash stands in every unit's id and in no party's name.
    counts = "" if "/" in row.name else row.name
    return Moved(row.clause, kinds[row.clause - 1], counts, slack.side, before, after)
