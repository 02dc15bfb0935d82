"""Turns terms, lists and a draw key into the one package they define, or into no plan at all.

Called by node and the exchange desk. It knows no clock and no chance of its own; it never returns a package that was
not proved best level by level and re-checked in whole numbers.
"""

from collections.abc import Sequence

from homeward.base.errors import InputError
from homeward.engine.planning.conflicts import conflict_error
from homeward.engine.planning.exact import UnsoundPackageError, check_package
from homeward.engine.planning.levels import NoPackageError, Progress, Stopwatch, padded
from homeward.engine.planning.lottery import trial_key
from homeward.engine.planning.methods import solve
from homeward.engine.planning.model import build_model
from homeward.engine.planning.plans import FLOW, Plan, Run, inputs_digest
from homeward.engine.planning.reasons import give_reasons
from homeward.engine.planning.rings import rings_of
from homeward.engine.planning.second_opinion import CONTRADICTED, ask
from homeward.engine.planning.solver import SOLVER, solver_version
from homeward.engine.planning.terms import Terms, UnknownPartyError
from homeward.engine.planning.units import Unit

FLOW_SOLVER = "homeward network simplex"


def plan(
    terms: Terms,
    units: Sequence[Unit],
    *,
    draw_key: bytes | None = None,
    time_limit: float | None = None,
    uniqueness_limit: float | None = 20.0,
    second_opinion_limit: float | None = 20.0,
    progress: Progress | None = None,
) -> Plan:
    """The package that these terms define over these units.

    Args:
        draw_key: 32 bytes; else the key of the terms file, else a trial key made from the inputs.
        time_limit: seconds of solving, None for no limit; running out gives no plan.
        uniqueness_limit: seconds for the proof that no other package is as good; 0 leaves it out. Without the proof
            the plan is the same, unless a redraw was due, but cannot be signed.
        second_opinion_limit: seconds for another solver, where one is installed, on levels whose certificate leaves a
            gap; 0 asks nobody.
        progress: called with each level and the share of it that is done, then with its gap; raise from it to stop.

    Raises:
        InputError: an id stands twice, a party is not in the terms, or the key is not 32 bytes.
        ConflictingClausesError: no package exists; names a smallest set of clauses with figures.
        TimeOutError: not proved in time.
        UnsoundPackageError: the solver's answer fails the exact check, or another solver reaches another value.
    """
    ordered = _in_order(terms, units)
    key, trial = _key(terms, ordered, draw_key)
    model = build_model(dict(enumerate(terms.clauses, start=1)), terms.objectives, ordered, key, terms.parties)
    watch = Stopwatch(time_limit, told=progress)
    try:
        solved = solve(terms, model, key, watch, uniqueness_limit)
    except NoPackageError as error:
        raise conflict_error(terms, ordered, watch) from error
    counts = solved.columns[: len(model.classes)]
    reasons = give_reasons(terms.clauses, ordered, model, counts)
    chosen = [name for name, reason in reasons.items() if reason.in_package]
    check_package(terms, ordered, chosen, solved.values, rings_of(model, solved.columns))
    solver = (FLOW_SOLVER, "") if solved.method == FLOW else (SOLVER, solver_version())
    gains = [*(level.gains for level in model.levels), padded(solved.weights, len(model.upper()))]
    opinion = ask(model, gains, solved.proofs, second_opinion_limit)
    if opinion.outcome == CONTRADICTED:
        level = next(name for name, outcome in opinion.levels if outcome == CONTRADICTED)
        raise UnsoundPackageError(f"{opinion.solver} reaches another value than {solver[0]} at the level {level!r}")
    run = Run(*solver, solved.uniqueness, solved.proofs, tuple(watch.steps), opinion)
    return Plan(
        terms, ordered, key, trial, model, counts, solved.values, solved.weights, solved.counter, reasons, run,
        solved.method,
    )  # fmt: skip


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
