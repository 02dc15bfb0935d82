"""Says which clauses decide: those with no slack whose removal changes a level value.

Called by `explaining`. Solved again without each clause: multipliers of a relaxed model mislead where numbers are
whole.
"""

from dataclasses import dataclass

from homeward.engine.planning.levels import Progress, Stopwatch, model_levels, model_rows, solve_levels
from homeward.engine.planning.model import Model, build_model
from homeward.engine.planning.plans import Plan


@dataclass(frozen=True, slots=True)
class Binding:
    """A clause without which another package would be better: level by level, what more it would reach.

    The first figure other than zero is a gain.
    """

    clause: int
    kind: str
    gains: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        told = "; ".join(f"{unit}, {abs(gain)} {'more' if gain > 0 else 'fewer'}" for unit, gain in self.gains if gain)
        return f"Without clause {self.clause} ({self.kind}): {told}."

    def document(self) -> dict[str, object]:
        return {"clause": self.clause, "kind": self.kind, "gains": [list(gain) for gain in self.gains]}


def binding_clauses(
    plan: Plan, *, time_limit: float | None = None, progress: Progress | None = None
) -> tuple[Binding, ...]:
    """The binding clauses of a plan, in their order.

    Raises: TimeOutError.
    """
    found = []
    for number, clause in enumerate(plan.terms.clauses, start=1):
        if not _tight(plan, number):
            continue
        model = _without(plan, number)
        step = f"without clause {number}"
        watch = Stopwatch(time_limit)
        if progress is not None:
            progress(step, 0.0)
        _, reached = solve_levels(model.upper(), model_rows(model), model_levels(model), watch)
        if progress is not None:
            progress(step, 1.0)
        names = [name for name, _ in model_levels(plan.model)]
        gains = tuple((name, more - own) for name, more, own in zip(names, reached, plan.values, strict=True))
        if any(gain for _, gain in gains):
            found.append(Binding(number, clause.kind, gains))
    return tuple(found)


def _tight(plan: Plan, number: int) -> bool:
    """No slack in one of its rows; a clause that leaves persons out has none to measure."""
    lines = [line for line in plan.ledger() if line["clause"] == number]
    return not lines or any(line["tight"] for line in lines)


def _without(plan: Plan, number: int) -> Model:
    clauses = {place: clause for place, clause in enumerate(plan.terms.clauses, start=1) if place != number}
    return build_model(clauses, plan.terms.objectives, plan.units, plan.draw_key, plan.terms.parties)
