"""Joins two whole-number columns on equal values, block by block, and leaves blocks that are too wide. Called by
candidates; it knows nothing of persons."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.tables import Ints

SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden section: spreads neighbouring numbers
_SPARSE = 8  # places a value in the table of marks


@dataclass(frozen=True, slots=True)
class Joined:
    """Index pairs with equal values, the widest block that was taken, and how much was left out."""

    left: Ints
    right: Ints
    cap: int
    blocks_left_out: int
    pairs_left_out: int


def join(left: Ints, right: Ints, cap: int, budget: int) -> Joined:
    """Index pairs with equal non-negative values, but for blocks whose sizes multiply to more than `cap`; when all
    pairs together are more than `budget`, to more than the lower cap that keeps within it."""
    ones, others = _that_may_meet(left, right)
    values = np.concatenate((left[ones], right[others]))
    order = np.argsort(values, kind="stable")  # within a block those of the left come first
    starts, sizes = _runs(values[order])
    of_left = np.add.reduceat((order < len(ones)).astype(np.int64), starts) if len(starts) else sizes
    of_right = sizes - of_left
    amount = of_left * of_right
    cap = _within(amount, cap, budget)
    kept = np.flatnonzero((amount > 0) & (amount <= cap))
    wide = amount > cap
    block, within = _spread_out(amount[kept])
    chosen = kept[block]
    return Joined(
        ones[order[starts[chosen] + within // of_right[chosen]]],
        others[order[starts[chosen] + of_left[chosen] + within % of_right[chosen]] - len(ones)],
        cap,
        int(wide.sum()),
        int(amount[wide].sum()),
    )


def _within(amount: Ints, cap: int, budget: int) -> int:
    """The narrowest blocks say most: the largest cap up to `cap`, under which all blocks keep to `budget` pairs."""
    pairs = np.cumsum(np.bincount(amount[amount <= cap], minlength=cap + 1) * np.arange(cap + 1))
    return int(np.searchsorted(pairs, budget, side="right")) - 1


def _spread_out(amount: Ints) -> tuple[Ints, Ints]:
    """[2, 3] -> blocks 0 0 1 1 1 and places within them 0 1 0 1 2."""
    block = np.repeat(np.arange(len(amount)), amount)
    return block, np.arange(len(block)) - np.repeat(np.cumsum(amount) - amount, amount)


def _runs(ordered: Ints) -> tuple[Ints, Ints]:
    """Where each run of equal values of a sorted column starts, and how long it is."""
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    return starts, np.diff(np.append(starts, len(ordered)))


def _that_may_meet(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Indices of values that the other side may have too: cheap marks by a hash spare the sorting of most rows."""
    ones, others = np.flatnonzero(left >= 0), np.flatnonzero(right >= 0)
    bits = max(10, int(_SPARSE * (len(ones) + len(others))).bit_length())
    places, other_places = _marks(left[ones], bits), _marks(right[others], bits)
    marked = np.zeros(1 << bits, bool)
    marked[other_places] = True
    kept = marked[places]
    ones, places = ones[kept], places[kept]
    marked[:] = False
    marked[places] = True
    return ones, others[marked[other_places]]


def _marks(values: Ints, bits: int) -> npt.NDArray[np.uint64]:
    return (values.astype(np.uint64) * SPREAD) >> np.uint64(64 - bits)
