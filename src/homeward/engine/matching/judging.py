"""From scores to judged pairs: probability among alternatives, one-to-one assignment, margin, band. Called by the run.

A score alone never says 'same person': a pair is 'likely' only when it is probable, well ahead of every alternative,
free of contradiction in name, birth date and sex, and borne by three agreeing fields and by more than the name. The
rest is left to human review.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.assigning import assign
from homeward.engine.matching.comparing import Levels
from homeward.engine.matching.fields import (
    BIRTH,
    EVENT_DATE,
    EVENT_PLACE,
    GIVEN,
    PATRONYMIC,
    SERVICE_NUMBER,
    SEX,
    SURNAME,
    UNIT,
)
from homeward.engine.matching.results import LIKELY, REVIEW
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Ints
from homeward.engine.matching.weighing import MILLIBITS, Floats

WORST_ASSIGNED = -6 * MILLIBITS  # pairs below one in 64 take no part in the assignment
BORNE_BY = 3  # fields that must agree for 'likely', of the five below


@dataclass(frozen=True, slots=True)
class PersonPairs:
    """One row a pair of persons: their indices, the total in thousandths of a bit, levels by field, and where the
    parts of the best reading pair stand."""

    left: Ints
    right: Ints
    total: Ints
    levels: dict[str, Levels]
    source: Ints


@dataclass(frozen=True, slots=True)
class Judgement:
    """One assigned pair: position among the person pairs, probability, margin, band, positions of the runners-up
    (-1 for none): another left for this right, another right for this left."""

    position: int
    probability: float
    margin: float
    band: str
    runner_up_left: int
    runner_up_right: int


def probabilities(pairs: PersonPairs) -> Floats:
    """Chance that the pair is one person, given that each person is at most one of the candidates on the other side."""
    odds = np.exp2(np.clip(pairs.total / MILLIBITS, -60, 60))
    if not len(odds):
        return np.asarray(odds / (1 + odds))
    by_left = np.bincount(pairs.left, weights=odds)
    by_right = np.bincount(pairs.right, weights=odds)
    rivals = (by_left[pairs.left] - odds).clip(0) + (by_right[pairs.right] - odds).clip(0)
    return np.asarray(odds / (1 + odds + rivals))


def beliefs(pairs: PersonPairs) -> Floats:
    """For learning: the probability of pairs that are the best of both their persons, 0 for all others."""
    probability = probabilities(pairs)
    best = _is_best(pairs.left, probability) & _is_best(pairs.right, probability)
    return np.where(best, probability, 0.0)


def _is_best(side: Ints, probability: Floats) -> npt.NDArray[np.bool_]:
    most = np.zeros(int(side.max(initial=-1)) + 1)
    np.maximum.at(most, side, probability)
    return np.asarray(probability >= most[side])


def judge(pairs: PersonPairs, settings: Settings) -> list[Judgement]:
    """Assigns one to one and judges what is above the review threshold."""
    probability = np.round(probabilities(pairs), 6)
    kept = np.flatnonzero((pairs.total >= WORST_ASSIGNED) & ~_contradicted(pairs.levels))
    profit = np.round(MILLIBITS * np.log2(1 + np.exp2(np.clip(pairs.total[kept] / MILLIBITS, -60, 900)))) + 1
    edges = list(
        zip(pairs.left[kept].tolist(), pairs.right[kept].tolist(), profit.astype(np.int64).tolist(), strict=True)
    )
    chosen = kept[np.array(assign(edges), dtype=np.int64)] if edges else kept
    chosen = chosen[probability[chosen] >= settings.review_probability]
    sound = _is_sound(pairs.levels)
    rivals_right = _best_others(pairs.left, probability, chosen)
    rivals_left = _best_others(pairs.right, probability, chosen)
    judged = []
    for position, for_left, for_right in zip(chosen.tolist(), rivals_left, rivals_right, strict=True):
        rival = max((float(probability[one]) for one in (for_left, for_right) if one >= 0), default=0.0)
        own = float(probability[position])
        margin = round(own - rival, 6)
        likely = own >= settings.likely_probability and margin >= settings.likely_margin and bool(sound[position])
        judged.append(Judgement(position, own, margin, LIKELY if likely else REVIEW, for_left, for_right))
    return judged


def _best_others(side: Ints, probability: Floats, chosen: Ints) -> list[int]:
    """For each chosen pair the position of the most probable other pair of the same person on `side`, or -1."""
    order = np.lexsort((np.arange(len(side)), -probability, side))
    starts = np.searchsorted(side[order], side[chosen])
    ends = np.searchsorted(side[order], side[chosen], side="right")
    others = []
    for position, start, end in zip(chosen.tolist(), starts.tolist(), ends.tolist(), strict=True):
        place = start + 1 if order[start] == position else start
        others.append(int(order[place]) if place < end and probability[order[place]] > 0 else -1)
    return others


def _contradicted(levels: dict[str, Levels]) -> npt.NDArray[np.bool_]:
    """Other given name and no birth date that speaks for the pair: relatives or namesakes, never one person, unless
    the service number is the same."""
    birth = levels["birth_date"]
    speaks = (birth >= BIRTH.number("near")) | (levels["service_number"] >= SERVICE_NUMBER.number("one_digit"))
    return np.asarray(_is(levels, "given_name", GIVEN.number("initial_differs")) & ~speaks)


def _is(levels: dict[str, Levels], name: str, at_most: int) -> npt.NDArray[np.bool_]:
    return np.asarray((levels[name] > 0) & (levels[name] <= at_most))


def _is_sound(levels: dict[str, Levels]) -> npt.NDArray[np.bool_]:
    """No contradiction in what a person keeps for life, and enough that agrees."""
    against = (
        _is(levels, "surname", SURNAME.number("different"))
        | _is(levels, "given_name", GIVEN.number("initial_differs"))
        | _is(levels, "patronymic", PATRONYMIC.number("initial_differs"))
        | _is(levels, "birth_date", BIRTH.number("day_month"))
        | _is(levels, "sex", SEX.number("different"))
    )
    agreeing = (
        (levels["surname"] >= SURNAME.number("near")).astype(np.int8)
        + (levels["given_name"] >= GIVEN.number("near"))
        + (levels["patronymic"] >= PATRONYMIC.number("near"))
        + (levels["birth_date"] >= BIRTH.number("year"))
        + (levels["service_number"] >= SERVICE_NUMBER.number("one_digit"))
    )
    return np.asarray(~against & (agreeing >= BORNE_BY) & _is_anchored(levels))


def _is_anchored(levels: dict[str, Levels]) -> npt.NDArray[np.bool_]:
    """More than a name: birth date, number, unit, place or day of the event agrees. Namesakes share whole names."""
    return np.asarray(
        (levels["birth_date"] >= BIRTH.number("year"))
        | (levels["service_number"] >= SERVICE_NUMBER.number("one_digit"))
        | (levels["unit"] >= UNIT.number("part"))
        | (levels["event_date"] >= EVENT_DATE.number("near"))
        | (levels["event_place"] >= EVENT_PLACE.number("near"))
    )
