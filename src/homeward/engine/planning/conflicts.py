"""Finds a smallest set of clauses that cannot hold together, and says it with figures.

Called by `planner` when no package exists. It never proposes which clause to give up: that is for the parties.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations

from homeward.base.errors import NoPlanError
from homeward.engine.planning.clauses import Clause
from homeward.engine.planning.levels import Stopwatch, model_rows
from homeward.engine.planning.model import Model, build_model
from homeward.engine.planning.solver import INFEASIBLE, maximise
from homeward.engine.planning.terms import Terms
from homeward.engine.planning.traits import direction_words
from homeward.engine.planning.units import Unit


class ConflictingClausesError(NoPlanError):
    """The clauses named cannot hold together; leave out any one of them and the others can.

    `clauses`: their numbers in the terms, from 1.
    """

    def __init__(self, message: str, clauses: tuple[int, ...]) -> None:
        super().__init__(message, cure="Change one of these clauses with the other party, or complete the lists.")
        self.clauses = clauses


def smallest_conflict(terms: Terms, units: Sequence[Unit], watch: Stopwatch) -> dict[int, Clause]:
    """A deletion filter: leave clauses out one by one, and keep out each that the contradiction does not need.

    A clause whose test the time limit cuts short stays in: the set still cannot hold, it may be larger than needed.
    """
    kept = dict(enumerate(terms.clauses, start=1))
    for number in list(kept):
        trial = {other: clause for other, clause in kept.items() if other != number}
        if _impossible(build_model(trial, (), units, b""), watch):
            kept = trial
    return kept


def _impossible(model: Model, watch: Stopwatch) -> bool:
    upper = model.upper()
    answer = maximise(upper, model_rows(model), [0] * len(upper), seconds_left=watch.left())
    return watch.add("conflict", answer).status == INFEASIBLE


def conflict_error(terms: Terms, units: Sequence[Unit], watch: Stopwatch) -> ConflictingClausesError:
    """The error that names the conflicting clauses, what each asks and what the lists allow."""
    kept = smallest_conflict(terms, units, watch)
    model = build_model(kept, (), units, b"")
    named = "; ".join(f"clause {number} ({clause.words()})" for number, clause in kept.items())
    verb = "cannot be met" if len(kept) == 1 else "cannot hold together"
    figures = "; ".join([*_row_figures(model), *_list_figures(terms, units, model)])
    return ConflictingClausesError(f"No package exists: {named} {verb}. Figures: {figures}.", tuple(kept))


def _row_figures(model: Model) -> list[str]:
    sizes = model.sizes()
    figures = []
    for number, row in enumerate(model.rows):
        reach = [coefficient * size for coefficient, size in zip(model.row_coefficients(number), sizes, strict=True)]
        low, high = sum(x for x in reach if x < 0), sum(x for x in reach if x > 0)
        if (row.lo is not None and row.lo > low) or (row.hi is not None and row.hi < high):
            figures.append(f"{row.name}: {_asked(row.lo, row.hi)} asked, {low} to {high} possible")
    return figures


def _asked(lo: int | None, hi: int | None) -> str:
    if lo == hi:
        return f"{lo}"
    return f"at least {lo}" if hi is None else f"at most {hi}" if lo is None else f"{lo} to {hi}"


def _list_figures(terms: Terms, units: Sequence[Unit], model: Model) -> list[str]:
    mandatory: Mapping[tuple[str, str], int] = model.mandatory
    figures = []
    concerned = {each.direction for each in model.classes if len(terms.parties) == 2 or any(each.coefficients)}
    for direction in permutations(terms.parties, 2):
        listed = sum(unit.direction == direction for unit in units)
        eligible = sum(len(each.members) for each in model.classes if each.direction == direction)
        beside = mandatory.get(direction, 0)
        if len(terms.parties) == 2 or direction in concerned:
            figures.append(
                f"{direction_words(direction)}: {listed} listed, {eligible} eligible, {beside} beside them under "
                "art. 109"
            )
    return figures
