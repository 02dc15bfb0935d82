"""Chooses the method by the structure of the terms and runs it: levels, lottery, uniqueness and a proof of each level.

Called by `planner`. Both methods find what the terms define; which one ran is printed in the plan and follows from the
terms and lists alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.engine.planning.certificate import LevelProof, prove_level
from homeward.engine.planning.clauses.roads import RING
from homeward.engine.planning.flow import ClassFlow
from homeward.engine.planning.levels import (
    Gains,
    Stopwatch,
    TimeOutError,
    another_solution,
    exactly,
    model_levels,
    model_rows,
    padded,
    solve_levels,
    value_of,
)
from homeward.engine.planning.lottery import class_weight, weight_bits
from homeward.engine.planning.model import Model
from homeward.engine.planning.network import Network, network_of
from homeward.engine.planning.plans import FIRST_METHOD, FLOW, MILP, NOT_PROVED, PROVED, RINGS
from homeward.engine.planning.solver import INFEASIBLE, OPTIMAL
from homeward.engine.planning.terms import Terms

MOST_REDRAWS = 64


@dataclass(frozen=True, slots=True)
class Solved:
    """`columns`: classes, then auxiliary ones. `weights`, `counter`: the lottery level. `proofs`: lottery included."""

    method: str
    columns: tuple[int, ...]
    values: tuple[int, ...]
    weights: tuple[int, ...]
    counter: int
    uniqueness: str
    proofs: tuple[LevelProof, ...]


def solve(terms: Terms, model: Model, key: bytes, watch: Stopwatch, uniqueness_limit: float | None) -> Solved:
    """The package that the model defines.

    Raises:
        NoPackageError: nothing satisfies the rows.
        TimeOutError: the watch ran out.
    """
    # The first format promises its one method in its plan files.
    network = network_of(model) if terms.format > 1 and model.classes else None
    if network is not None:
        return _by_flow(model, network, key, watch)
    rings = any(name.startswith(RING) for name in model.auxiliary)
    method = FIRST_METHOD if terms.format == 1 else RINGS if rings else MILP
    return _by_milp(method, model, key, watch, uniqueness_limit)


def _weights(model: Model, key: bytes, counter: int, bits: int) -> tuple[int, ...]:
    return tuple(class_weight(key, counter, each.key, bits) for each in model.classes)


def _by_flow(model: Model, network: Network, key: bytes, watch: Stopwatch) -> Solved:
    flow, values = ClassFlow(model, network), []
    for name, gains in model_levels(model):
        _refuse_late(name, watch)
        values.append(flow.solve(name, gains))
        watch.tell(f"{name}: {values[-1]}, gap {flow.proofs[-1].bound - values[-1]}", 1.0)
    bits = weight_bits(sum(model.sizes()))
    for counter in range(MOST_REDRAWS):
        _refuse_late("lottery", watch)
        drawn, weights = flow.copy(), _weights(model, key, counter, bits)
        value = drawn.solve("lottery", weights)
        if unique := drawn.unique():
            break
    watch.tell(f"lottery: {value}, gap {drawn.proofs[-1].bound - value}", 1.0)
    uniqueness = PROVED if unique else NOT_PROVED
    return Solved(FLOW, drawn.counts(), tuple(values), weights, counter, uniqueness, tuple(drawn.proofs))


def _refuse_late(name: str, watch: Stopwatch) -> None:
    watch.tell(name, 0.0)
    left = watch.left()
    if left is not None and left <= 0:
        raise TimeOutError(name, watch.limit)


def _by_milp(method: str, model: Model, key: bytes, watch: Stopwatch, uniqueness_limit: float | None) -> Solved:
    levels = model_levels(model)
    _, values = solve_levels(model.upper(), model_rows(model), levels, watch)
    columns, weights, counter, uniqueness = _draw(model, values, key, watch, uniqueness_limit)
    drawing = padded(weights, len(model.upper()))
    reached = (*values, value_of(weights, columns[: len(model.classes)]))
    proofs = _proofs(model, [*levels, ("lottery", drawing)], reached, watch)
    return Solved(method, columns, values, weights, counter, uniqueness, proofs)


def _draw(
    model: Model, values: tuple[int, ...], key: bytes, watch: Stopwatch, uniqueness_limit: float | None
) -> tuple[tuple[int, ...], tuple[int, ...], int, str]:
    """(all columns, class weights, counter, uniqueness) of the lottery level, redrawn by rule while packages tie."""
    upper, classes = model.upper(), len(model.classes)
    fixed = model_rows(model)
    fixed += [exactly(gains, value) for (_, gains), value in zip(model_levels(model), values, strict=True)]
    bits = weight_bits(sum(model.sizes()))
    proof = Stopwatch(uniqueness_limit)
    for counter in range(MOST_REDRAWS):
        weights = _weights(model, key, counter, bits)
        drawing = padded(weights, len(upper))
        counts, (value,) = solve_levels(upper, fixed, [("lottery", drawing)], watch)
        other = another_solution(upper, [*fixed, exactly(drawing, value)], counts[:classes], proof)
        if other.status != OPTIMAL or value_of(weights, other.counts[:classes]) != value:
            break
    watch.steps.extend(proof.steps)
    return counts, weights, counter, PROVED if other.status == INFEASIBLE else NOT_PROVED


def _proofs(
    model: Model, levels: Sequence[tuple[str, Gains]], values: Sequence[int], watch: Stopwatch
) -> tuple[LevelProof, ...]:
    """The certificate: one bound for each level, under the optima of the levels before it."""
    rows, upper, proofs = model_rows(model), model.upper(), []
    if not model.classes:
        return ()
    for (name, gains), value in zip(levels, values, strict=True):
        proofs.append(prove_level(name, upper, rows, gains, value))
        watch.tell(f"{name}: {value}, gap {proofs[-1].bound - value}", 1.0)
        rows.append(exactly(gains, value))
    return tuple(proofs)
