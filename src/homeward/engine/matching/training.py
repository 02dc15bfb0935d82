"""A model from answers: pairs that two people called one person, or two. Called by command and desk."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from homeward.engine.matching.best_readings import best_readings
from homeward.engine.matching.chance import chance_pairs
from homeward.engine.matching.comparing import compare
from homeward.engine.matching.learning import MATCHED, first_model, learn
from homeward.engine.matching.model import Model
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Persons, build_tables
from homeward.engine.matching.weighing import ready


def train(
    left: Persons, right: Persons, pairs: Iterable[tuple[str, str, bool]], *, settings: Settings | None = None
) -> Model:
    """A model from pairs that two people decided.

    m comes from the pairs answered 'same' and u from chance pairs of the lists. Pairs answered 'different' are
    counted and not learnt from: people are shown near misses only, which are no picture of strangers.

    Args:
        pairs: (id on the left list, id on the right list, whether they are one person).
        settings: with `learn` off, u keeps its priors.

    Raises: UnknownIdError when a list has no such id, DoubleIdError.
    """
    tables = build_tables(left, right)
    chance_levels = compare(tables, *chance_pairs(tables)) if (settings or Settings()).learn else {}
    priors = first_model(chance_levels, MATCHED)
    weights = ready(priors, tables)
    same, different = [], 0
    for one, other, is_same in pairs:
        persons = tables.left.number(one, "left"), tables.right.number(other, "right")
        if is_same:
            first, second, _ = best_readings(tables, weights, *persons)
            same.append((first[0], second[0]))
        else:
            different += 1
    first, second = np.array(same, dtype=np.int64).reshape(-1, 2).T
    model = learn(priors, compare(tables, first, second), chance_levels, np.ones(len(same)))
    return replace(model, learnt_from=MappingProxyType({"same": len(same), "different": different}))
