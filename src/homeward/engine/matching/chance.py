"""Pairs as chance would draw them, without chance: what they share, strangers share. Called by run and training."""

import numpy as np

from homeward.engine.matching.tables import Ints, Tables

CHANCE_PAIRS = 60_000  # enough to see what agrees by chance


def chance_pairs(tables: Tables) -> tuple[Ints, Ints]:
    """Readings of either side: all pairs are walked in strides of the golden section, so the order of rows is mixed."""
    rows, others = len(tables.left), len(tables.right)
    total = rows * others
    if not total:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    if total <= CHANCE_PAIRS:
        flat = np.arange(total, dtype=np.int64)
    else:
        stride = _coprime(round(total * 0.6180339887), total)
        flat = np.arange(CHANCE_PAIRS, dtype=np.int64) * stride % total
    first, second = np.divmod(flat, others)
    strangers = tables.left.owner[first] != tables.right.owner[second] if tables.one_list else slice(None)
    return first[strangers], second[strangers]


def _coprime(stride: int, total: int) -> int:
    # Products stay below 2^63: 60,000 strides of at most the number of pairs (10^7 x 10^7).
    while np.gcd(stride, total) != 1:
        stride += 1
    return stride
