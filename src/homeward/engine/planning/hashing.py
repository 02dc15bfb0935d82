"""Finds equal rows of a table of whole numbers fast: one 64-bit key a row, then every row compared with its like.

Called by `model`. A collision of keys cannot put unequal rows together; it only costs another pass.
"""

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]


def equal_rows(table: Table) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(first row of each group, group of each row); groups in no meaningful order."""
    for attempt in range(64):
        _, first, group = np.unique(_keys(table, attempt), return_index=True, return_inverse=True)
        if bool((table == table[first[group]]).all()):
            return first, group
    raise AssertionError("64 independent hashes of the same rows collided")


def _keys(table: Table, attempt: int) -> NDArray[np.uint64]:
    """Mixes column after column (the finaliser of MurmurHash3, 64 bits), so that small differences spread."""
    keys = np.full(len(table), 0x9E3779B97F4A7C15 + attempt, dtype=np.uint64)
    for column in range(table.shape[1]):
        keys = _mixed((keys ^ table[:, column].astype(np.uint64)) + np.uint64(0x9E3779B97F4A7C15))
    return keys


def _mixed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    keys = (keys ^ (keys >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    keys = (keys ^ (keys >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return keys ^ (keys >> np.uint64(33))
