"""Says what it would cost to bring in one more person of a class: force it, solve all levels again, subtract.

Called by `Plan.explain`. The answer belongs to the class, so it is the same for everybody in it and names nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.engine.planning.levels import NoPackageError, Stopwatch, model_levels, model_rows, solve_levels
from homeward.engine.planning.model import Model
from homeward.engine.planning.solver import LinearRow

IMPOSSIBLE = "outside the agreed number"
FREE_OF_COST = "lost the draw between classes"
COSTS = "costs"


@dataclass(frozen=True, slots=True)
class Cost:
    """Optimum minus forced, level by level: the first figure other than zero is a loss. Empty for IMPOSSIBLE."""

    kind: str
    losses: tuple[tuple[str, int], ...] = ()

    @property
    def words(self) -> str:
        if self.kind == IMPOSSIBLE:
            return "No package within the clauses takes one more person of this standing."
        if self.kind == FREE_OF_COST:
            return "A package as good exists; the draw between classes decided."
        told = "; ".join(f"{unit}, {abs(loss)} {'fewer' if loss > 0 else 'more'}" for unit, loss in self.losses if loss)
        return f"One more person of this standing would mean: {told}."


def class_cost(
    model: Model, counts: Sequence[int], values: Sequence[int], number: int, *, time_limit: float | None = None
) -> Cost:
    """What one more person of class `number` (from 0) than the plan takes would cost.

    Raises: TimeOutError.
    """
    forced = LinearRow(counts[number] + 1, None, {number: 1})
    levels = model_levels(model)
    try:
        _, reached = solve_levels(model.upper(), [*model_rows(model), forced], levels, Stopwatch(time_limit))
    except NoPackageError:
        return Cost(IMPOSSIBLE)
    losses = tuple((name, optimum - value) for (name, _), optimum, value in zip(levels, values, reached, strict=True))
    return Cost(COSTS if any(loss for _, loss in losses) else FREE_OF_COST, losses)
