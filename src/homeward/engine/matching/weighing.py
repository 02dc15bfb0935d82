"""Turns levels into bits of evidence (Fellegi and Sunter 1969), learns the weights, and adds term frequency.

Called by the run. Weights are whole thousandths of a bit, so sums are exact and the same on every machine. Missing is
no evidence. No lesser agreement weighs more than agreeing on the value itself, so an identical pair is never below
another.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.comparing import Levels
from homeward.engine.matching.fields import BIRTH, FIELDS, Field
from homeward.engine.matching.tables import Ints, Tables

MILLIBITS = 1000
PRIOR_MATCHES, PRIOR_OTHERS = 40.0, 400.0  # how many pairs the priors of fields.py weigh against what the lists show
CIRCUMSTANCE_MOST, CIRCUMSTANCE_LEAST = 9_000, -5_000
KINSHIP = -8_000
SLACK = (0.25, 2.0)  # how far m of 'different' may move from its prior, as factors
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in use: by field the m of each level, the thousandths of a bit of each level (index 0: missing), and
    the same for the value of each code; `prior` is the weight of picking a right pair by chance."""

    m: dict[str, Floats]
    weights: dict[str, Ints]
    by_value: dict[str, Ints]
    prior: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Per pair: the parts by field, the kinship part, and their sum with the prior, in thousandths of a bit."""

    parts: dict[str, Ints]
    kinship: Ints
    total: Ints


def first_model(tables: Tables, chance_levels: dict[str, Levels]) -> Model:
    """Priors for m, chance pairs for u, frequencies of the values on both lists."""
    m = {field.name: np.array([level.m for level in field.levels]) for field in FIELDS}
    weights = {field.name: level_weights(field, m[field.name], chance_levels.get(field.name)) for field in FIELDS}
    by_value = {field.name: value_weights(field, m[field.name], tables) for field in FIELDS if _has_values(field)}
    smaller = min(len(tables.left.persons), len(tables.right.persons))
    return Model(m, weights, by_value, prior_weight(tables, max(1.0, smaller / 2)))


def _has_values(field: Field) -> bool:
    return field.name not in {"sex", "event_date"}


def prior_weight(tables: Tables, expected: float) -> int:
    """log2 odds that a pair drawn by chance is one person, when `expected` pairs are."""
    pairs = max(1, len(tables.left.persons) * len(tables.right.persons))
    share = min(0.5, expected / pairs)
    return round(MILLIBITS * float(np.log2(share / (1 - share)))) if share < 0.5 else 0


def level_weights(field: Field, m: Floats, chance: Levels | None) -> Ints:
    """Weights of levels 1..n behind a 0 for missing; u from chance pairs, the prior u weighing `PRIOR_OTHERS` pairs."""
    u = np.array([level.u for level in field.levels])
    learnt = np.array([level.learnt for level in field.levels])
    if chance is not None and learnt.any():
        counts = np.bincount(chance, minlength=field.best + 1)[1:] * learnt
        blended = counts + PRIOR_OTHERS * u * learnt
        u = np.where(learnt, blended / blended.sum() * u[learnt].sum(), u)
    bits = np.round(MILLIBITS * np.log2(m / u)).astype(np.int64)
    rising = bits.copy()
    rising[learnt] = np.maximum.accumulate(bits[learnt])
    return np.concatenate((np.zeros(1, np.int64), rising))


def value_weights(field: Field, m: Floats, tables: Tables) -> Ints:
    """What agreeing on each value is worth: the rarer, the more; never below nothing. Index is the value's code."""
    one, other = _value_codes(field, tables)
    size = int(max(one.max(initial=0), other.max(initial=0))) + 1
    counts = np.bincount(one, minlength=size) + np.bincount(other, minlength=size)
    present = counts[1:].sum()
    share = (counts + field.steady * field.typical) / (present + field.steady)
    bits = np.round(MILLIBITS * np.log2(m[-1] / share)).astype(np.int64)
    return np.asarray(np.maximum(bits, 0))


def _value_codes(field: Field, tables: Tables) -> tuple[Ints, Ints]:
    if field is BIRTH:
        # Dates as dense codes: the distinct dates of both sides, numbered.
        both = np.concatenate((tables.left.dates["birth"], tables.right.dates["birth"], [0]))
        numbers = np.unique(both, return_inverse=True)[1]
        return numbers[: len(tables.left)], numbers[len(tables.left) : -1]
    return tables.left.coded[field.name], tables.right.coded[field.name]


def score(tables: Tables, model: Model, levels: dict[str, Levels], first: Ints, second: Ints) -> Scores:
    """Adds the evidence of all fields for the reading pairs."""
    parts = {}
    for field in FIELDS:
        weight = model.weights[field.name][levels[field.name]]
        if field.name in model.by_value:
            weight = _bounded(field, tables, model, levels[field.name], weight, first, second)
        parts[field.name] = weight
    _limit_circumstances(parts)
    kinship = np.where(_may_be_relatives(levels), KINSHIP, 0).astype(np.int64)
    total = np.sum(list(parts.values()), axis=0, dtype=np.int64) + kinship + model.prior
    return Scores(parts, kinship, total)


def _bounded(
    field: Field, tables: Tables, model: Model, levels: Levels, weight: Ints, first: Ints, second: Ints
) -> Ints:
    """Term frequency: 'same' weighs as its value is rare, and no lesser agreement weighs more than that."""
    one, other = _value_codes(field, tables)
    worth = model.by_value[field.name]
    ceiling = np.minimum(worth[one[first]], worth[other[second]])
    return np.where(levels == field.best, ceiling, np.minimum(weight, ceiling))


def _limit_circumstances(parts: dict[str, Ints]) -> None:
    """Rank, unit, date and place tell of one event: their sum is held within bounds, each part shrunk alike."""
    names = [field.name for field in FIELDS if field.circumstance]
    total = np.sum([parts[name] for name in names], axis=0)
    bounded = np.clip(total, CIRCUMSTANCE_LEAST, CIRCUMSTANCE_MOST)
    off = np.flatnonzero(total != bounded)
    for name in names[:-1]:
        parts[name] = parts[name].copy()
        parts[name][off] = parts[name][off] * bounded[off] // total[off]
    shrunk = np.sum([parts[name] for name in names[:-1]], axis=0)
    parts[names[-1]] = np.where(total != bounded, bounded - shrunk, parts[names[-1]])


def _may_be_relatives(levels: dict[str, Levels]) -> npt.NDArray[np.bool_]:
    """Another given name under one surname: what else agrees (father, village, unit) brothers share as well."""
    surname = next(field for field in FIELDS if field.name == "surname")
    close = levels["surname"] >= surname.number("consonants")
    return np.asarray(close & (levels["given_name"] > 0) & (levels["given_name"] <= 2))


def _kept_honest(field: Field, share: Floats, prior: Floats) -> Floats:
    """Learnt m over the learnt levels. What a person keeps for life may not be learnt away: on lists full of relatives
    and without one true pair, brothers would teach that another given name is common. So m of 'different' stays near
    its prior."""
    total = float(sum(level.m for level in field.levels if level.learnt))
    if field.circumstance:
        return np.asarray(share * total)
    low, high = SLACK
    against = min(max(float(share[0]), low * prior[0] / total), high * prior[0] / total)
    rest = share * (1 - against) / max(1e-9, 1 - float(share[0]))
    rest[0] = against
    return np.asarray(rest * total)


def learn(
    tables: Tables, model: Model, levels: dict[str, Levels], chance_levels: dict[str, Levels], belief: Floats
) -> Model:
    """One round: m from how levels spread over the pairs, each weighed by the belief that it is one person."""
    m, weights, by_value = dict(model.m), dict(model.weights), dict(model.by_value)
    for field in FIELDS:
        learnt = np.array([level.learnt for level in field.levels])
        if not learnt.any():
            continue
        seen = np.bincount(levels[field.name], weights=belief, minlength=field.best + 1)[1:] * learnt
        prior = np.array([level.m for level in field.levels])
        blended = seen + PRIOR_MATCHES * prior * learnt
        m[field.name] = np.where(learnt, _kept_honest(field, blended / blended.sum(), prior), prior)
        weights[field.name] = level_weights(field, m[field.name], chance_levels.get(field.name))
        if field.name in by_value:
            by_value[field.name] = value_weights(field, m[field.name], tables)
    expected = max(1.0, float(belief.sum()))
    return replace(model, m=m, weights=weights, by_value=by_value, prior=prior_weight(tables, expected))
