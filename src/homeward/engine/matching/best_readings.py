"""Which readings of two persons' names agree best: a person with a second name on the list is compared by both."""

import numpy as np

from homeward.engine.matching.comparing import compare
from homeward.engine.matching.tables import Ints, Tables
from homeward.engine.matching.weighing import Scores, Weights, score


def best_readings(tables: Tables, weights: Weights, left: int, right: int) -> tuple[Ints, Ints, Scores]:
    """The two readings, one entry each, and their scores; the first of equals, as the run chooses them."""
    ones, others = np.flatnonzero(tables.left.owner == left), np.flatnonzero(tables.right.owner == right)
    first, second = np.repeat(ones, len(others)), np.tile(others, len(ones))
    scores = score(tables, weights, compare(tables, first, second), first, second)
    best = [int(np.argmax(scores.total))]
    parts = {name: part[best] for name, part in scores.parts.items()}
    return first[best], second[best], Scores(parts, scores.kinship[best], scores.total[best])
