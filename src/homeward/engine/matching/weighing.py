"""Turns levels into bits of evidence (Fellegi and Sunter 1969) and adds term frequency. Called by the run.

Weights are whole thousandths of a bit, so sums are exact and the same on every machine. Missing is no evidence. No
lesser agreement weighs more than agreeing on the value itself, so an identical pair is never below another.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.fields import FIELDS, GIVEN, SURNAME, Field
from homeward.engine.matching.model import MILLION, Model
from homeward.engine.matching.tables import Ints, Tables
from homeward.engine.matching.value_levels import Levels

MILLIBITS = 1000
CIRCUMSTANCE_MOST, CIRCUMSTANCE_LEAST = 9_000, -5_000
ALONE = 0.1  # at least this share of either list is thought to have nobody on the other
KINSHIP = -8_000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A model made ready for two lists, in thousandths of a bit.

    Attributes:
        levels: by field the weight of each level number; index 0, missing, weighs nothing.
        worth: by field what agreeing on each value weighs, by the value's code: the rarer, the more.
        prior: the weight of picking a right pair by chance.
    """

    levels: dict[str, Ints]
    worth: dict[str, Ints]
    prior: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Per pair: the parts by field, the kinship part, and their sum with the prior, in thousandths of a bit."""

    parts: dict[str, Ints]
    kinship: Ints
    total: Ints


def ready(model: Model, tables: Tables) -> Weights:
    """The model's weights, the values of these lists counted, and their prior."""
    levels = {name: np.array((0, *weights), dtype=np.int32) for name, weights in model.weights.items()}
    worth = {field.name: value_weights(field, model.m[field.name][-1], tables) for field in FIELDS if field.has_values}
    return Weights(levels, worth, prior_weight(tables, model.share / MILLION))


def prior_weight(tables: Tables, share: float) -> int:
    """log2 odds that two persons drawn by chance are one person, against both having nobody on the other list.

    One to one, with K pairs among L and R persons, these odds are K / ((L - K) (R - K)). Inside one list, where no
    pair excludes another, they are those of a share of all pairs.
    """
    left, right = tables.left.size, tables.right.size
    expected = max(1.0, share * min(left, right))
    if tables.one_list:
        against = max(1.0, left * (left - 1) / 2 - expected)
    else:
        against = max(1.0, left - expected, ALONE * left) * max(1.0, right - expected, ALONE * right)
    return min(0, round(MILLIBITS * float(np.log2(expected / against))))


def value_weights(field: Field, m_same: int, tables: Tables) -> Ints:
    """What agreeing on each value is worth: the rarer, the more; never below nothing. Index is the value's code."""
    one, other = tables.left.coded[field.name], tables.right.coded[field.name]
    size = int(max(one.max(initial=0), other.max(initial=0))) + 1
    counts = np.bincount(one, minlength=size) + np.bincount(other, minlength=size)
    present = counts[1:].sum()
    share = (counts + field.steady * field.typical) / (present + field.steady)
    bits = np.round(MILLIBITS * np.log2(m_same / MILLION / share)).astype(np.int32)
    return np.asarray(np.maximum(bits, 0))


def score(tables: Tables, weights: Weights, levels: dict[str, Levels], first: Ints, second: Ints) -> Scores:
    """Adds the evidence of all fields for the reading pairs, and keeps the parts: for explaining."""
    parts = {field.name: _part(field, tables, weights, levels[field.name], first, second) for field in FIELDS}
    _limit_circumstances(parts)
    kinship = np.where(_may_be_relatives(levels), np.int32(KINSHIP), np.int32(0))
    total = np.full(len(first), weights.prior, np.int64) + np.sum([*parts.values(), kinship], axis=0)
    return Scores(parts, kinship, total)


def totals(tables: Tables, weights: Weights, levels: dict[str, Levels], first: Ints, second: Ints) -> Ints:
    """`Scores.total` alone: for many pairs."""
    total = np.full(len(first), weights.prior, np.int32)
    circumstances = np.zeros(len(first), np.int32)
    for field in FIELDS:
        sum_up = circumstances if field.circumstance else total
        sum_up += _part(field, tables, weights, levels[field.name], first, second)
    total += np.clip(circumstances, CIRCUMSTANCE_LEAST, CIRCUMSTANCE_MOST)
    total[_may_be_relatives(levels)] += KINSHIP
    return total


def _part(field: Field, tables: Tables, weights: Weights, levels: Levels, first: Ints, second: Ints) -> Ints:
    """Term frequency: 'same' weighs as its value is rare, and no lesser agreement weighs more than that."""
    weight = weights.levels[field.name][levels]
    if not field.has_values:
        return weight
    worth = weights.worth[field.name]
    same, lesser = levels == field.best, np.flatnonzero((levels < field.best) & (weight > 0))
    one, other = tables.left.coded[field.name], tables.right.coded[field.name]
    weight[same] = worth[one[first[same]]]
    ceiling = np.minimum(worth[one[first[lesser]]], worth[other[second[lesser]]])
    weight[lesser] = np.minimum(weight[lesser], ceiling)
    return weight


def _limit_circumstances(parts: dict[str, Ints]) -> None:
    """Rank, unit, date and place tell of one event: their sum is held within bounds, each part shrunk alike. What
    rounding leaves over goes to the part that says most, so the parts still add up."""
    names = [field.name for field in FIELDS if field.circumstance]
    told = np.stack([parts[name] for name in names]).astype(np.int64)
    total = told.sum(axis=0)
    bounded = np.clip(total, CIRCUMSTANCE_LEAST, CIRCUMSTANCE_MOST)
    off = np.flatnonzero(total != bounded)
    shrunk = told[:, off] * bounded[off] // total[off]
    shrunk[np.abs(told[:, off]).argmax(axis=0), np.arange(len(off))] += bounded[off] - shrunk.sum(axis=0)
    told[:, off] = shrunk
    for name, part in zip(names, told, strict=True):
        parts[name] = part


def _may_be_relatives(levels: dict[str, Levels]) -> npt.NDArray[np.bool_]:
    """Another given name under one surname: what else agrees (father, village, unit) brothers share as well."""
    close = levels["surname"] >= SURNAME.number("consonants")
    return np.asarray(close & (levels["given_name"] > 0) & (levels["given_name"] <= GIVEN.number("initial_differs")))
