"""Why two persons were put together, or were not: every weight on the way, whatever came of the pair.

Called by command and desk for any two ids of a finished run. It judges nothing anew: it shows what the run saw.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from homeward.base.errors import InputError
from homeward.engine.matching.best_readings import best_readings
from homeward.engine.matching.candidates import keys_met
from homeward.engine.matching.comparing import compare
from homeward.engine.matching.judging import Truths, contradicted, odds_of, probabilities
from homeward.engine.matching.model import Model
from homeward.engine.matching.reporting import reasons_of
from homeward.engine.matching.results import JudgedPair, Matches, PairExplanation, Reason
from homeward.engine.matching.running import match
from homeward.engine.matching.settings import NONE, Settings
from homeward.engine.matching.state import RunState
from homeward.engine.matching.tables import Habits, Ints, Persons
from homeward.engine.matching.weighing import Floats, Scores, ready

Step = tuple[str, int]


def explain_two(
    left: Persons,
    right: Persons,
    left_id: str,
    right_id: str,
    *,
    settings: Settings | None = None,
    model: Model | None = None,
    habits: Habits | None = None,
) -> PairExplanation:
    """Runs the match and explains two persons of it; `explanation` does so for a run that is there already.

    Raises: UnknownIdError, DoubleIdError.
    """
    return explanation(match(left, right, settings=settings, model=model, habits=habits), left_id, right_id)


def explanation(found: Matches, left_id: str, right_id: str) -> PairExplanation:
    """Why a finished run did or did not put two persons together.

    Raises: UnknownIdError when no person of the left or right list has that id.
    """
    state = found.state
    if state is None:
        raise InputError("these pairs were read from elsewhere and cannot be explained.", cure="Run `match` again.")
    tables = state.tables
    left, right = tables.left.number(left_id, "left"), tables.right.number(right_id, "right")
    weights = ready(state.model, tables)
    first, second, scores = best_readings(tables, weights, left, right)
    reasons = reasons_of(state, first, second)[0]
    steps = _waterfall(scores, weights.prior, reasons)
    keys = keys_met(tables, state.settings, state.caps, left, right)
    columns = found.columns()
    suggested = np.flatnonzero((columns["left_id"] == left_id) & (columns["right_id"] == right_id))
    if len(suggested):
        return PairExplanation(found.pairs[int(suggested[0])], steps, keys, ("", ""), "")
    instead = _partner(columns, "left_id", left_id, "right_id"), _partner(columns, "right_id", right_id, "left_id")
    pair = _unsuggested(state, left, right, int(scores.total[0]), reasons)
    return PairExplanation(pair, steps, keys, instead, _why_not(state, first, second, keys, instead))


def _waterfall(scores: Scores, prior: int, reasons: tuple[Reason, ...]) -> tuple[Step, ...]:
    parts = scores.parts | {"kinship": scores.kinship}
    steps = [(reason.field, int(parts[reason.field][0])) for reason in reasons]
    return (("prior", prior), *steps, ("total", int(scores.total[0])))


def _partner(columns: dict[str, npt.NDArray[Any]], own: str, wanted: str, other: str) -> str:
    places = np.flatnonzero(columns[own] == wanted)
    return str(columns[other][places[0]]) if len(places) else ""


def _unsuggested(state: RunState, left: int, right: int, total: int, reasons: tuple[Reason, ...]) -> JudgedPair:
    """The pair judged among the alternatives of both persons, though it was not assigned."""
    tables, pairs = state.tables, state.pairs
    itself = (pairs.left == left) & (pairs.right == right)
    of_left, of_right = (pairs.left == left) & ~itself, (pairs.right == right) & ~itself
    odds = odds_of(pairs.total)
    own = float(odds_of(np.array([total]))[0])
    rivals = 0.0 if tables.one_list else float(odds[of_left].sum() + odds[of_right].sum())
    probability = round(own / (1 + own + rivals), 6)
    chance = np.round(probabilities(pairs, rivals=not tables.one_list), 6)
    best_right, best_left = _most_probable(of_left, chance), _most_probable(of_right, chance)
    best = max((float(chance[one]) for one in (best_right, best_left) if one >= 0 and not tables.one_list), default=0.0)
    return JudgedPair(
        left_id=tables.left.id(left),
        right_id=tables.right.id(right),
        probability=probability,
        margin=round(probability - best, 6),
        band=NONE,
        runner_up_left=tables.left.id(int(pairs.left[best_left])) if best_left >= 0 else "",
        runner_up_right=tables.right.id(int(pairs.right[best_right])) if best_right >= 0 else "",
        reasons=reasons,
    )


def _most_probable(among: Truths, chance: Floats) -> int:
    places = np.flatnonzero(among & (chance > 0))
    return int(places[np.argmax(chance[places])]) if len(places) else -1


def _why_not(state: RunState, first: Ints, second: Ints, keys: tuple[str, ...], instead: tuple[str, str]) -> str:
    if not keys:
        return "no_common_key"
    if contradicted(compare(state.tables, first, second))[0]:
        return "contradiction"
    return "other_assigned" if any(instead) and not state.tables.one_list else "below_review"
