"""Candidates -> pairs of persons with more for them than against: compared and weighed some millions at a time, so
that memory stays bounded. Called by the run and by learning.

A person with several readings of the name is compared by each, and the best reading counts.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from homeward.engine.matching.candidates import Candidates
from homeward.engine.matching.comparing import compare
from homeward.engine.matching.fields import FIELDS
from homeward.engine.matching.tables import Ints, Tables
from homeward.engine.matching.value_levels import Levels
from homeward.engine.matching.weighing import Weights, totals

AT_A_TIME = 1 << 22  # candidates compared together


@dataclass(frozen=True, slots=True)
class PersonPairs:
    """One row a pair of persons: their numbers, the total in thousandths of a bit, levels by field, and the readings
    that agree best."""

    left: Ints
    right: Ints
    total: Ints
    levels: dict[str, Levels]
    first: Ints
    second: Ints


def weigh(
    tables: Tables, weights: Weights, candidates: Candidates, tell: Callable[[float], None] = lambda share: None
) -> PersonPairs:
    """The pairs of persons for whom there is more than against. `tell` hears the share done."""
    amount = len(candidates.first)
    slices = [slice(start, start + AT_A_TIME) for start in range(0, amount, AT_A_TIME)] or [slice(0, 0)]
    found = []
    for part in slices:
        first, second = candidates.first[part], candidates.second[part]
        found.append(_above(tables, weights, compare(tables, first, second), first, second))
        tell(min(1.0, part.stop / amount if amount else 1.0))
    return _best_of_readings(tables, _joined(found))


def weigh_again(tables: Tables, weights: Weights, levels: dict[str, Levels], first: Ints, second: Ints) -> PersonPairs:
    """The same for candidates whose levels are known."""
    return _best_of_readings(tables, _above(tables, weights, levels, first, second))


def _above(tables: Tables, weights: Weights, levels: dict[str, Levels], first: Ints, second: Ints) -> PersonPairs:
    total = totals(tables, weights, levels, first, second)
    kept = np.flatnonzero(total > weights.prior)
    first, second = first[kept], second[kept]
    chosen = {name: column[kept] for name, column in levels.items()}
    return PersonPairs(tables.left.owner[first], tables.right.owner[second], total[kept], chosen, first, second)


def _joined(parts: list[PersonPairs]) -> PersonPairs:
    if len(parts) == 1:
        return parts[0]
    levels = {field.name: np.concatenate([part.levels[field.name] for part in parts]) for field in FIELDS}
    columns = {
        each.name: np.concatenate([getattr(part, each.name) for part in parts])
        for each in fields(PersonPairs)
        if each.name != "levels"
    }
    return PersonPairs(levels=levels, **columns)


def _best_of_readings(tables: Tables, pairs: PersonPairs) -> PersonPairs:
    if len(tables.left) == tables.left.size and len(tables.right) == tables.right.size:
        return pairs
    order = np.lexsort((np.arange(len(pairs.total)), -pairs.total, pairs.right, pairs.left))
    fresh = np.ones(len(order), bool)
    fresh[1:] = (np.diff(pairs.left[order]) != 0) | (np.diff(pairs.right[order]) != 0)
    kept = order[fresh]
    levels = {name: column[kept] for name, column in pairs.levels.items()}
    columns = {each.name: getattr(pairs, each.name)[kept] for each in fields(PersonPairs) if each.name != "levels"}
    return PersonPairs(levels=levels, **columns)
