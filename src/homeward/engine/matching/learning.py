"""Learns what agreeing and differing are worth: from the two lists themselves, or from pairs that people answered.

Called by running and training. What lists are too short to show is filled by the priors of fields.py. Lists full of
relatives may not teach that what a person keeps for life may differ.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from homeward.engine.matching.candidates import Candidates
from homeward.engine.matching.chance import chance_pairs
from homeward.engine.matching.comparing import compare
from homeward.engine.matching.fields import FIELDS, Field
from homeward.engine.matching.judging import beliefs
from homeward.engine.matching.model import MILLION, Model
from homeward.engine.matching.person_pairs import weigh_again
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Ints, Tables
from homeward.engine.matching.value_levels import Levels
from homeward.engine.matching.weighing import MILLIBITS, Floats, ready

PRIOR_MATCHES, PRIOR_OTHERS = 40.0, 400.0  # how many pairs the priors of fields.py weigh against what the lists show
MATCHED, DUPLICATED = 500_000, 20_000  # share of the smaller list with a partner, in millionths, before any is seen
LEARNT_FROM = 400_000  # candidates that are looked at in learning, about
SLACK = (0.25, 2.0)  # how far m of 'different' may move from its prior, as factors


def learnt_model(tables: Tables, settings: Settings, candidates: Candidates) -> Model:
    """Rounds of learning from the candidates of at most some thousands of persons, spread over the whole list."""
    if not settings.learn:
        return first_model({}, _first_share(tables))
    chance_levels = compare(tables, *chance_pairs(tables))
    model = first_model(chance_levels, _first_share(tables))
    first, second, share_seen = _sample(tables, candidates)
    levels = compare(tables, first, second)
    smaller = max(1.0, share_seen * min(tables.left.size, tables.right.size))
    for _ in range(settings.rounds):
        pairs = weigh_again(tables, ready(model, tables), levels, first, second)
        belief = beliefs(pairs, rivals=not tables.one_list)
        share = round(MILLION * float(belief.sum()) / smaller)
        model = learn(model, pairs.levels, chance_levels, belief)
        model = replace(model, share=min(MILLION, max(1, share)))
    return model


def _first_share(tables: Tables) -> int:
    return DUPLICATED if tables.one_list else MATCHED


def _sample(tables: Tables, candidates: Candidates) -> tuple[Ints, Ints, float]:
    """All candidates of every k-th left person, and the share of persons that is: enough to learn from."""
    every = max(1, len(candidates.first) // LEARNT_FROM)
    if every == 1:
        return candidates.first, candidates.second, 1.0
    kept = np.flatnonzero(tables.left.owner[candidates.first] % every == 0)
    return candidates.first[kept], candidates.second[kept], -(-tables.left.size // every) / tables.left.size


def first_model(chance_levels: Mapping[str, Levels], share: int) -> Model:
    """Priors for m, chance pairs for u; `share` as in `Model`."""
    return replace(_model({field.name: prior_m(field) for field in FIELDS}, chance_levels), share=share)


def learn(model: Model, levels: Mapping[str, Levels], chance_levels: Mapping[str, Levels], belief: Floats) -> Model:
    """One round: m from how levels spread over the pairs, each weighed by the belief that it is one person."""
    m = {field.name: learnt_m(field, levels[field.name], belief) for field in FIELDS}
    return replace(
        _model(m, chance_levels), share=model.share, learnt_from=MappingProxyType({"pairs": int((belief > 0.5).sum())})
    )


def prior_m(field: Field) -> Floats:
    """How often each level is met among true pairs, before any list was seen."""
    return np.array([level.m for level in field.levels])


def learnt_m(field: Field, levels: Levels, belief: Floats) -> Floats:
    """m of each level as the pairs show it, steadied by the priors; levels that lists cannot teach keep theirs."""
    learnt, prior = _learnt(field), prior_m(field)
    if not learnt.any():
        return prior
    seen = np.bincount(levels, weights=belief, minlength=field.best + 1)[1:] * learnt
    blended = seen + PRIOR_MATCHES * prior * learnt
    return np.where(learnt, _kept_honest(field, blended / blended.sum(), prior), prior)


def _learnt(field: Field) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([level.learnt for level in field.levels])


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


def _model(m: Mapping[str, Floats], chance_levels: Mapping[str, Levels]) -> Model:
    whole = {name: np.maximum(1, np.round(MILLION * share)).astype(np.int64) for name, share in m.items()}
    return Model(
        {name: tuple(share.tolist()) for name, share in whole.items()},
        {
            field.name: tuple(level_weights(field, whole[field.name] / MILLION, chance_levels.get(field.name)))
            for field in FIELDS
        },
    )


def level_weights(field: Field, m: Floats, chance: Levels | None) -> list[int]:
    """Weights of the levels; u from chance pairs, the prior u weighing `PRIOR_OTHERS` pairs."""
    u = np.array([level.u for level in field.levels])
    learnt = _learnt(field)
    if chance is not None and learnt.any():
        counts = np.bincount(chance, minlength=field.best + 1)[1:] * learnt
        blended = counts + PRIOR_OTHERS * u * learnt
        u = np.where(learnt, blended / blended.sum() * u[learnt].sum(), u)
    bits = np.round(MILLIBITS * np.log2(m / u)).astype(np.int64)
    # Lists whose true pairs often differ in a field may teach that differing is no evidence, never that it is some.
    bits[0] = min(int(bits[0]), 0)
    rising = bits.copy()
    rising[learnt] = np.maximum.accumulate(bits[learnt])
    return [int(weight) for weight in rising]
