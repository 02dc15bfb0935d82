"""Bounds a level from above in whole numbers, so that its optimum need not be taken on a solver's word.

Called by `planner` after the levels are solved. The multipliers come from the solver; the bound holds for any of
them, and whoever doubts it adds it up again. It never turns a gap into a proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from homeward.engine.planning.levels import Gains
from homeward.engine.planning.solver import LinearRow, relaxed_multipliers

# Multipliers are whole multiples of 2^-24.
SCALE = 1 << 24


@dataclass(frozen=True, slots=True)
class LevelProof:
    """`bound` >= every package's value at this level; equal to `value` it proves the optimum without a solver."""

    level: str
    value: int
    bound: int
    multipliers: tuple[int, ...]

    @property
    def closed(self) -> bool:
        return self.bound == self.value

    def document(self) -> dict[str, object]:
        told = {"level": self.level, "value": self.value, "bound": self.bound, "closed": self.closed}
        # As text: multipliers may pass 2^53, where JSON numbers stop being exact.
        return told | {"scale": SCALE, "multipliers": [str(each) for each in self.multipliers]}


def level_bound(upper: Sequence[int], rows: Sequence[LinearRow], gains: Gains, multipliers: Sequence[int]) -> int:
    """floor of sum_i max(y_i lo_i, y_i hi_i) + sum_j max(0, c_j - (yA)_j) upper_j with y = multipliers / SCALE.

    By weak duality no `0 <= x <= upper` within the rows has a larger sum of gains. A multiplier of the wrong sign for a
    row with an open side counts as zero.
    """
    signed = [_signed(row, given) for row, given in zip(rows, multipliers, strict=True)]
    total = sum(
        max(multiplier * side for side in (row.lo, row.hi) if side is not None)
        for row, multiplier in zip(rows, signed, strict=True)
        if multiplier
    )
    # Python's own integers where 64 bits might not hold the sum; either way the figures are exact.
    fits = _largest(rows, signed, gains) < 1 << 62
    reduced = np.array(gains, dtype=np.int64 if fits else object) * SCALE
    for row, multiplier in zip(rows, signed, strict=True):
        if multiplier:
            columns, values = row.sparse()
            reduced[columns] -= (values if fits else values.astype(object)) * multiplier
    for cost, most in zip(reduced.tolist(), upper, strict=True):
        if cost > 0:
            total += cost * int(most)
    return int(total // SCALE)


def _largest(rows: Sequence[LinearRow], multipliers: Sequence[int], gains: Gains) -> int:
    """More than any reduced gain can reach."""
    reach = SCALE * int(np.abs(np.asarray(gains)).max(initial=0))
    for row, multiplier in zip(rows, multipliers, strict=True):
        if multiplier:
            reach += abs(multiplier) * int(np.abs(row.sparse()[1]).max(initial=0))
    return reach


def _signed(row: LinearRow, multiplier: int) -> int:
    if (row.hi is None and multiplier > 0) or (row.lo is None and multiplier < 0):
        return 0
    return multiplier


def prove_level(name: str, upper: Sequence[int], rows: Sequence[LinearRow], gains: Gains, value: int) -> LevelProof:
    """The bound from the multipliers of the relaxed level, or from none when that is lower.

    `rows` hold the optima of the levels before this one.
    """
    offered = tuple(round(each * SCALE) for each in relaxed_multipliers(upper, rows, gains))
    bounds = {each: level_bound(upper, rows, gains, each) for each in (offered, (0,) * len(rows))}
    multipliers = min(bounds, key=lambda each: bounds[each])
    return LevelProof(name, value, bounds[multipliers], multipliers)
