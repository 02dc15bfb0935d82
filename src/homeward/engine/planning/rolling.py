"""What one round leaves to the next: who is still held, how long they have waited, and the ledger carried over.

Called by `horizon`, node and the exchange desk. It moves nobody and agrees nothing: the next round's lists and terms
are the parties' own; this is only what follows from the round that was.
"""

from collections.abc import Iterable
from dataclasses import replace

from homeward.engine.planning.clauses import Clause
from homeward.engine.planning.clauses.balances import Carry, Stage
from homeward.engine.planning.plans import Plan
from homeward.engine.planning.terms import Terms
from homeward.engine.planning.traits import Traits, counted
from homeward.engine.planning.units import FREE, MAND, Unit


def next_terms(plan: Plan) -> Terms:
    """The terms with carried balances and stages moved on by what this plan exchanges; a reached stage falls away."""
    moved = heads_exchanged(plan)
    clauses = [_moved_on(clause, moved) for clause in plan.terms.clauses]
    return replace(plan.terms, clauses=tuple(clause for clause in clauses if clause is not None))


def next_units(plan: Plan, *, months: int = 0) -> list[Unit]:
    """Those who stay, `months` later; whoever was free and stayed was passed over once more."""
    return [_waited(unit, months) for unit in plan.units if not plan.reasons[unit.id].in_package]


def heads_exchanged(plan: Plan) -> dict[tuple[str, str], int]:
    """Direction -> heads that count in a balance, those under art. 109 apart."""
    found = dict.fromkeys(plan.directions, 0)
    for unit in plan.units:
        if plan.reasons[unit.id].in_package and unit.status != MAND:
            found[unit.direction] += counted(unit.traits)
    return found


def _moved_on(clause: Clause, moved: dict[tuple[str, str], int]) -> Clause | None:
    if isinstance(clause, Carry):
        first, second = clause.parties
        return replace(clause, brought=clause.brought + moved[first, second] - moved[second, first])
    if isinstance(clause, Stage):
        if clause.batch == clause.batches:
            return None
        first, second = clause.parties
        done = clause.done[0] + moved[first, second], clause.done[1] + moved[second, first]
        return replace(clause, batch=clause.batch + 1, done=done)
    return clause


def _waited(unit: Unit, months: int) -> Unit:
    passed = int(unit.status == FREE)
    members = tuple(_longer([*unit.traits.members], months, passed))
    persons = len(members) or unit.traits.heads
    traits = unit.traits._replace(
        months_held=unit.traits.months_held + months * persons,
        passed_over=unit.traits.passed_over + passed * persons,
        members=members,
    )
    return replace(unit, traits=traits)


def _longer(members: Iterable[Traits], months: int, passed: int) -> Iterable[Traits]:
    for each in members:
        yield each._replace(months_held=each.months_held + months, passed_over=each.passed_over + passed)
