"""Surnames with one letter less, as marks: two surnames one slip apart share one. Called by candidates.

A mark is the sum of a number a letter times a power a place, so leaving a letter out is one step of arithmetic on whole
columns, and no shortened string is ever built. Two variants may share a mark by chance, once in some 10^19; then two
strangers are compared.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.uint64]
LONGEST = 24  # letters of a surname that take part
_BASE = 0x9E3779B97F4A7C15
_MOD = 1 << 64
_POWERS = np.array([pow(_BASE, k, _MOD) for k in range(LONGEST)], np.uint64)
_BACK = np.uint64(pow(_BASE, -1, _MOD))
_LETTERS = np.array([pow(0xD1342543DE82EF95, k + 1, _MOD) for k in range(256)], np.uint64)
_AT_A_TIME = 1 << 16


def deletions(surnames: Sequence[str]) -> tuple[Marks, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Marks of every surname and of it less each letter, flat, with start and count by surname.

    Surnames of three letters and fewer stay whole. Folded surnames are ascii.
    """
    parts = [_marks(surnames[start : start + _AT_A_TIME]) for start in range(0, len(surnames), _AT_A_TIME)]
    counts = np.concatenate([count for _, count in parts]) if parts else np.empty(0, np.int64)
    marks = np.concatenate([mark for mark, _ in parts]) if parts else np.empty(0, np.uint64)
    return marks, np.cumsum(counts) - counts, counts


def _marks(surnames: Sequence[str]) -> tuple[Marks, npt.NDArray[np.int64]]:
    letters = np.array([value[:LONGEST].encode() for value in surnames], dtype=f"S{LONGEST}")
    codes = letters.view(np.uint8).reshape(len(letters), LONGEST)
    terms = np.where(codes > 0, _LETTERS[codes], np.uint64(0)) * _POWERS
    upto = np.cumsum(terms, axis=1, dtype=np.uint64)
    whole = upto[:, -1:]
    shorter = upto - terms + (whole - upto) * _BACK
    lengths = (codes > 0).sum(axis=1)
    wanted = (np.arange(LONGEST) < lengths[:, None]) & (lengths[:, None] > 3)
    every = np.concatenate((whole, shorter), axis=1)
    kept = np.concatenate((np.ones((len(letters), 1), bool), wanted), axis=1)
    return every[kept], kept.sum(axis=1)
