"""Puts a finished run into its shape: columns at once, words when somebody looks. Called by the run.

It decides nothing: bands and probabilities come from judging, the words from explaining.
"""

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.candidates import Candidates
from homeward.engine.matching.comparing import compare
from homeward.engine.matching.explaining import reasons_for
from homeward.engine.matching.fields import FIELDS
from homeward.engine.matching.judging import Judgements
from homeward.engine.matching.results import JudgedPair, LazyPairs, Matches, Reason
from homeward.engine.matching.settings import LIKELY, REVIEW
from homeward.engine.matching.state import RunState
from homeward.engine.matching.tables import Ints, Side
from homeward.engine.matching.weighing import Weights, ready, score

ENGINE_VERSION = 2


def matches_of(state: RunState, judged: Judgements, candidates: Candidates) -> Matches:
    """The judged pairs in their order, to be worded when looked at."""
    pairs = state.pairs
    left = _ids(state.tables.left, pairs.left[judged.position])
    right = _ids(state.tables.right, pairs.right[judged.position])
    order = np.lexsort((right, left, -judged.probability, ~judged.likely))
    chosen = judged.take(order)
    columns = {
        "left_id": left[order],
        "right_id": right[order],
        "probability": chosen.probability,
        "margin": chosen.margin,
        "band": np.where(chosen.likely, LIKELY, REVIEW).astype(np.object_),
    }
    worded = LazyPairs(columns, _Wording(state, chosen))
    return Matches(worded, _summary(state, candidates, chosen), state.model, state)


def _ids(side: Side, persons: Ints) -> npt.NDArray[np.object_]:
    ids = side.listed.ids
    return np.array([ids[row] for row in side.order[persons].tolist()], dtype=np.object_)


class _Wording:
    """Writes out judged pairs, with their reasons, when somebody looks at them."""

    def __init__(self, state: RunState, judged: Judgements) -> None:
        self._state, self._judged = state, judged
        self._weights: Weights | None = None  # made once: counting values anew for each look costs more than wording

    def __call__(self, places: list[int]) -> list[JudgedPair]:
        judged, pairs, tables = (
            self._judged.take(np.array(places, dtype=np.int64)),
            self._state.pairs,
            self._state.tables,
        )
        at = judged.position
        self._weights = self._weights or ready(self._state.model, tables)
        reasons = reasons_of(self._state, pairs.first[at], pairs.second[at], self._weights)
        return [
            JudgedPair(
                left_id=tables.left.id(pairs.left[at[k]]),
                right_id=tables.right.id(pairs.right[at[k]]),
                probability=float(judged.probability[k]),
                margin=float(judged.margin[k]),
                band=LIKELY if judged.likely[k] else REVIEW,
                runner_up_left=_id(tables.left, pairs.left, judged.runner_up_left[k]),
                runner_up_right=_id(tables.right, pairs.right, judged.runner_up_right[k]),
                reasons=reasons[k],
            )
            for k in range(len(places))
        ]


def _id(side: Side, persons: Ints, position: int) -> str:
    return side.id(persons[position]) if position >= 0 else ""


def reasons_of(state: RunState, first: Ints, second: Ints, weights: Weights | None = None) -> list[tuple[Reason, ...]]:
    """The reasons for the reading pairs (first[k], second[k]); `weights` are the run's, when they are at hand."""
    tables = state.tables
    levels = compare(tables, first, second)
    scores = score(tables, weights or ready(state.model, tables), levels, first, second)
    parts = {name: part.tolist() for name, part in (scores.parts | {"kinship": scores.kinship}).items()}
    met = {name: column.tolist() for name, column in levels.items()}
    reasons = []
    for k, (one, other) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        reasons.append(
            reasons_for(
                tables.left.person(tables.left.owner[one]),
                tables.right.person(tables.right.owner[other]),
                (tables.left.form(one), tables.right.form(other)),
                {name: column[k] for name, column in met.items()},
                {name: part[k] for name, part in parts.items()},
            )
        )
    return reasons


def _summary(state: RunState, candidates: Candidates, judged: Judgements) -> dict[str, object]:
    """Counts, settings and the weights in use (thousandths of a bit), whole numbers and words only."""
    tables, pairs = state.tables, state.pairs
    likely = int(judged.likely.sum())
    left, right = tables.left.size, tables.right.size
    return {
        "engine_version": ENGINE_VERSION,
        "left": left,
        "right": right,
        "candidates": len(candidates.first),
        "left_out": {name: {"blocks": blocks, "pairs": pairs} for name, (blocks, pairs) in candidates.left_out.items()},
        LIKELY: likely,
        REVIEW: len(judged.position) - likely,
        "left_without_pair": left - len(np.unique(pairs.left[judged.position])),
        "right_without_pair": right - len(np.unique(pairs.right[judged.position])),
        "settings": state.settings.document(),
        "prior_millibits": ready(state.model, tables).prior,
        "weights_millibits": {
            field.name: {
                level.code: weight for level, weight in zip(field.levels, state.model.weights[field.name], strict=True)
            }
            for field in FIELDS
        },
    }
