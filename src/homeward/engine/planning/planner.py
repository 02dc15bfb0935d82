"""Turns terms, lists and a draw key into the one package they define, or into no plan at all.

Called by node and the exchange desk. It knows no clock and no chance of its own; it never returns a package that was
not proved best level by level and re-checked in whole numbers.
"""

from collections.abc import Sequence

from homeward.base.errors import InputError
from homeward.engine.planning.certificate import LevelProof, prove_level
from homeward.engine.planning.conflicts import conflict_error
from homeward.engine.planning.exact import check_package
from homeward.engine.planning.levels import (
    Gains,
    NoPackageError,
    Progress,
    Stopwatch,
    another_solution,
    exactly,
    model_levels,
    model_rows,
    padded,
    solve_levels,
    value_of,
)
from homeward.engine.planning.lottery import class_weight, trial_key, weight_bits
from homeward.engine.planning.model import Model, build_model
from homeward.engine.planning.plans import NOT_PROVED, PROVED, Plan, Run, inputs_digest
from homeward.engine.planning.reasons import give_reasons
from homeward.engine.planning.rings import rings_of
from homeward.engine.planning.solver import INFEASIBLE, OPTIMAL, SOLVER, solver_version
from homeward.engine.planning.terms import Terms, UnknownPartyError
from homeward.engine.planning.units import Unit

MOST_REDRAWS = 64


def plan(
    terms: Terms,
    units: Sequence[Unit],
    *,
    draw_key: bytes | None = None,
    time_limit: float | None = None,
    uniqueness_limit: float | None = 20.0,
    progress: Progress | None = None,
) -> Plan:
    """The package that these terms define over these units.

    Args:
        draw_key: 32 bytes; else the key of the terms file, else a trial key made from the inputs.
        time_limit: seconds of solving, None for no limit; running out gives no plan.
        uniqueness_limit: seconds for the proof that no other package is as good; 0 leaves it out. Without the proof
            the plan is the same, unless a redraw was due, but cannot be signed.
        progress: called with each level and the share of it that is done, then with its gap; raise from it to stop.

    Raises:
        InputError: an id stands twice, a party is not in the terms, or the key is not 32 bytes.
        ConflictingClausesError: no package exists; names a smallest set of clauses with figures.
        TimeOutError: not proved in time.
        UnsoundPackageError: the solver's answer fails the exact check.
    """
    ordered = _in_order(terms, units)
    key, trial = _key(terms, ordered, draw_key)
    model = build_model(dict(enumerate(terms.clauses, start=1)), terms.objectives, ordered, key, terms.parties)
    watch = Stopwatch(time_limit, told=progress)
    levels = model_levels(model)
    try:
        _, values = solve_levels(model.upper(), model_rows(model), levels, watch)
        drawn, weights, counter, uniqueness = _draw(model, values, key, watch, uniqueness_limit)
    except NoPackageError as error:
        raise conflict_error(terms, ordered, watch) from error
    counts = drawn[: len(model.classes)]
    rings = rings_of(model, drawn)
    reasons = give_reasons(terms.clauses, ordered, model, counts)
    check_package(terms, ordered, [name for name, reason in reasons.items() if reason.in_package], values, rings)
    drawing = padded(weights, len(model.upper()))
    proofs = _proofs(model, [*levels, ("lottery", drawing)], (*values, value_of(weights, counts)), watch)
    run = Run(SOLVER, solver_version(), uniqueness, proofs, tuple(watch.steps))
    return Plan(terms, ordered, key, trial, model, counts, values, weights, counter, reasons, run)


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


def _in_order(terms: Terms, units: Sequence[Unit]) -> tuple[Unit, ...]:
    ordered = tuple(sorted(units, key=lambda unit: unit.id))
    for unit in ordered:
        if stranger := next((party for party in unit.direction if party not in terms.parties), None):
            raise UnknownPartyError(stranger, terms.parties)
    for one, next_one in zip(ordered, ordered[1:], strict=False):
        if one.id == next_one.id:
            raise InputError(f"{one.id} stands twice in the lists.", cure="Give each person held an id of their own.")
    return ordered


def _key(terms: Terms, units: tuple[Unit, ...], draw_key: bytes | None) -> tuple[bytes, bool]:
    key = terms.draw_key if draw_key is None else draw_key
    if key is None:
        return trial_key(terms.digest(), inputs_digest(units)), True
    if len(key) != 32:
        raise InputError(f"A draw key has 32 bytes, not {len(key)}.")
    return key, False


def _draw(
    model: Model,
    values: tuple[int, ...],
    key: bytes,
    watch: Stopwatch,
    uniqueness_limit: float | None,
) -> tuple[tuple[int, ...], tuple[int, ...], int, str]:
    """(all columns, class weights, counter, uniqueness) of the lottery level, redrawn by rule while packages tie."""
    upper, classes = model.upper(), len(model.classes)
    fixed = model_rows(model)
    fixed += [exactly(gains, value) for (_, gains), value in zip(model_levels(model), values, strict=True)]
    bits = weight_bits(sum(model.sizes()))
    proof = Stopwatch(uniqueness_limit)
    for counter in range(MOST_REDRAWS):
        weights = tuple(class_weight(key, counter, each.key, bits) for each in model.classes)
        drawing = padded(weights, len(upper))
        counts, (value,) = solve_levels(upper, fixed, [("lottery", drawing)], watch)
        other = another_solution(upper, [*fixed, exactly(drawing, value)], counts[:classes], proof)
        if other.status != OPTIMAL or value_of(weights, other.counts[:classes]) != value:
            break
    watch.steps.extend(proof.steps)
    return counts, weights, counter, PROVED if other.status == INFEASIBLE else NOT_PROVED
