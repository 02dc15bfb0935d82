"""From scores to judged pairs: probability among alternatives, one-to-one assignment, margin, band. Called by the run.

A score alone never says 'same person': a pair is 'likely' only when it is probable, well ahead of every alternative,
free of contradiction in name, birth date and sex, and borne by three agreeing fields and by more than the name. The
rest is left to human review.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.assigning import assign
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
from homeward.engine.matching.person_pairs import PersonPairs
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Ints
from homeward.engine.matching.value_levels import Levels
from homeward.engine.matching.weighing import MILLIBITS, Floats

WORST_ASSIGNED = -6 * MILLIBITS  # pairs below one in 64 take no part in the assignment
Truths = npt.NDArray[np.bool_]
BORNE_BY = 3  # fields that must agree for 'likely', of the five below


@dataclass(frozen=True, slots=True)
class Judgements:
    """One row an assigned pair: position among the person pairs, probability, margin, whether the band is 'likely',
    positions of the runners-up (-1 for none): another left for this right, another right for this left."""

    position: Ints
    probability: Floats
    margin: Floats
    likely: Truths
    runner_up_left: Ints
    runner_up_right: Ints

    def take(self, chosen: Ints) -> "Judgements":
        """The rows chosen, in that order."""
        return Judgements(*(getattr(self, name)[chosen] for name in self.__slots__))


def odds_of(total: Ints) -> Floats:
    """Weights in thousandths of a bit as odds."""
    return np.asarray(np.exp2(np.clip(total / MILLIBITS, -60, 60)))


def probabilities(pairs: PersonPairs, *, rivals: bool = True) -> Floats:
    """Chance that the pair is one person; with `rivals` given that each person is at most one of the candidates on
    the other side (between two lists), without them each pair by itself (inside one list)."""
    odds = odds_of(pairs.total)
    if not rivals or not len(odds):
        return np.asarray(odds / (1 + odds))
    by_left = np.bincount(pairs.left, weights=odds)
    by_right = np.bincount(pairs.right, weights=odds)
    against = (by_left[pairs.left] - odds).clip(0) + (by_right[pairs.right] - odds).clip(0)
    return np.asarray(odds / (1 + odds + against))


def beliefs(pairs: PersonPairs, *, rivals: bool = True) -> Floats:
    """For learning: the probability of pairs that are the best of both their persons, 0 for all others."""
    probability = probabilities(pairs, rivals=rivals)
    if not rivals:
        return probability
    best = _is_best(pairs.left, probability) & _is_best(pairs.right, probability)
    return np.where(best, probability, 0.0)


def _is_best(side: Ints, probability: Floats) -> npt.NDArray[np.bool_]:
    most = np.zeros(int(side.max(initial=-1)) + 1)
    np.maximum.at(most, side, probability)
    return np.asarray(probability >= most[side])


def judge(pairs: PersonPairs, settings: Settings) -> Judgements:
    """Assigns one to one and judges what is above the review threshold."""
    probability = np.round(probabilities(pairs), 6)
    kept = np.flatnonzero((pairs.total >= WORST_ASSIGNED) & ~contradicted(pairs.levels))
    profit = np.round(MILLIBITS * np.log2(1 + np.exp2(np.clip(pairs.total[kept] / MILLIBITS, -60, 900)))) + 1
    chosen = kept[_assigned(pairs.left[kept], pairs.right[kept], profit.astype(np.int64))]
    chosen = chosen[probability[chosen] >= settings.review_probability]
    return _with_margins(pairs, probability, chosen, settings)


def _assigned(left: Ints, right: Ints, profit: Ints) -> Ints:
    """Positions of the pairs that together are worth most, nobody twice. Two who have nobody else need no thought."""
    alone = (np.bincount(left)[left] == 1) & (np.bincount(right)[right] == 1)
    rest = np.flatnonzero(~alone)
    edges = list(zip(left[rest].tolist(), right[rest].tolist(), profit[rest].tolist(), strict=True))
    return np.sort(np.concatenate((np.flatnonzero(alone), rest[np.array(assign(edges), dtype=np.int64)])))


def judge_each(pairs: PersonPairs, settings: Settings) -> Judgements:
    """Judges every pair by itself: inside one list a person may stand three times, and no pair excludes another."""
    probability = np.round(probabilities(pairs, rivals=False), 6)
    chosen = np.flatnonzero((probability >= settings.review_probability) & ~contradicted(pairs.levels))
    own, nobody = probability[chosen], np.full(len(chosen), -1, dtype=np.int64)
    likely = (own >= settings.likely_probability) & _is_sound(pairs.levels)[chosen]
    return Judgements(chosen, own, own, likely, nobody, nobody)


def _with_margins(pairs: PersonPairs, probability: Floats, chosen: Ints, settings: Settings) -> Judgements:
    runner_up_right = best_others(pairs.left, probability, chosen)
    runner_up_left = best_others(pairs.right, probability, chosen)
    padded = np.append(probability, 0.0)  # -1, no runner-up, is the last
    rival = np.maximum(padded[runner_up_left], padded[runner_up_right])
    own = probability[chosen]
    margin = np.round(own - rival, 6)
    likely = (own >= settings.likely_probability) & (margin >= settings.likely_margin) & _is_sound(pairs.levels)[chosen]
    return Judgements(chosen, own, margin, likely, runner_up_left, runner_up_right)


def best_others(side: Ints, probability: Floats, chosen: Ints) -> Ints:
    """For each chosen pair the position of the most probable other pair of the same person on `side`, or -1."""
    order = np.lexsort((np.arange(len(side)), -probability, side))
    start = np.searchsorted(side[order], side[chosen])
    end = np.searchsorted(side[order], side[chosen], side="right")
    padded = np.append(order, -1)
    place = start + (padded[start] == chosen)
    other = padded[np.where(place < end, place, -1)]
    return np.where((other >= 0) & (np.append(probability, 0.0)[other] > 0), other, -1)


def contradicted(levels: dict[str, Levels]) -> npt.NDArray[np.bool_]:
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
