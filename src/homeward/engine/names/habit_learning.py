"""Learns letter habits from confirmed pairs by expectation-maximisation over all alignments.

Called where confirmed pairs are kept. Deterministic: the pairs are sorted first, sums run in one order, weights are
rounded. A pair that looks like chance counts little, so a few wrong confirmations teach nothing. With too few pairs
there are no habits: None, and matching does without.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.engine.names.habits import (
    LETTERS,
    SHAPES,
    SIZE,
    LetterHabits,
    Small,
    letter_groups,
    letters_of,
)

ENOUGH_PAIRS = 100  # below this a model of a few hundred operations would be guesswork
ROUNDS = 8
_PRIOR = 60.0  # operations that the prior weighs against those seen
_SHARES = {(1, 1): 0.06, (1, 0): 0.02, (0, 1): 0.02, (1, 2): 0.01, (2, 1): 0.01}  # of the prior; the rest: letters kept
_CLASSES = (
    "aeiou",
    "zs",
    "jwq",
    "fvb",
    "td",
    "kh",
    "c",
    "mn",
    "lr",
    "p",
)  # close sounds, a little likelier than others
_CLOSE = 0.05  # share of the prior for close sounds
_TOLD = 0.2  # operations met less often than this are not listed
_CHUNK = 1024
Floats = npt.NDArray[np.float64]
Tables = dict[tuple[int, int], Floats]


def learn_habits(pairs: Iterable[tuple[str, str]], *, enough: int = ENOUGH_PAIRS) -> LetterHabits | None:
    """Habits of the pairs of folded names that people confirmed as one; None when there are fewer than `enough`.

    The order of the pairs does not matter, the order inside a pair is whose list it was. Pairs shorter than three
    letters are left out.
    """
    counted = Counter((one, other) for one, other in pairs if min(len(one), len(other)) > 2)
    if counted.total() < enough:
        return None
    ordered = sorted(counted.items())
    letters = _letter_shares([pair for pair, _ in ordered])
    prior = _prior(letters)
    tables = prior
    batches = _batches(ordered)
    seen: Tables = {}
    for _ in range(ROUNDS):
        seen = {shape: np.zeros_like(table) for shape, table in prior.items()}
        for batch in batches:
            _expect(batch, tables, letters, seen)
        tables = _blended(seen, prior)
    return _weighed(counted.total(), tables, prior, letters, seen)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pairs of like length: how often each was met, letter groups by length, lengths."""

    often: Floats
    one: Small
    lengths: npt.NDArray[np.int64]
    other: Small
    other_lengths: npt.NDArray[np.int64]


def _batches(ordered: list[tuple[tuple[str, str], int]]) -> list[_Batch]:
    by_length = sorted(ordered, key=lambda item: (max(map(len, item[0])), item))
    found = []
    for start in range(0, len(by_length), _CHUNK):
        part = by_length[start : start + _CHUNK]
        often = np.array([count for _, count in part], np.float64)
        found.append(_Batch(often, *letters_of([a for (a, _), _ in part]), *letters_of([b for (_, b), _ in part])))
    return found


def _letter_shares(pairs: list[tuple[str, str]]) -> Floats:
    """How often each letter is met on both sides; unseen ones a little."""
    counts = np.full(SIZE, 1.0)
    letters, _ = letters_of([name for pair in pairs for name in pair])
    counts += np.bincount(letters.ravel(), minlength=SIZE) * (np.arange(SIZE) < len(LETTERS))
    return np.asarray(counts / counts.sum())


def _prior(letters: Floats) -> Tables:
    """Letters kept, close sounds, and for the rest chance: letters side by side by accident."""
    by_length = {0: np.ones(1), 1: letters, 2: np.outer(letters, letters).ravel()}
    tables = {shape: share * np.outer(by_length[shape[0]], by_length[shape[1]]) for shape, share in _SHARES.items()}
    kept = 1.0 - sum(_SHARES.values()) - _CLOSE
    tables[1, 1] += kept * np.diag(letters)
    close = np.zeros((SIZE, SIZE))
    for sounds in _CLASSES:
        numbers = [LETTERS.index(sound) for sound in sounds]
        close[np.ix_(numbers, numbers)] = 1
    close = close * np.outer(letters, letters) * (1 - np.eye(SIZE))
    tables[1, 1] += _CLOSE * close / close.sum()
    return tables


def _expect(batch: _Batch, tables: Tables, letters: Floats, seen: Tables) -> None:
    """Adds how often each operation is to be expected in the batch, a pair weighing as it looks related."""
    one, other = letter_groups(batch.one), letter_groups(batch.other)
    width, height = batch.one.shape[1], batch.other.shape[1]
    steps = {
        (i, j, shape): table[one[shape[0]][:, i - 1], other[shape[1]][:, j - 1]]
        for i in range(width + 1)
        for j in range(height + 1)
        for shape, table in tables.items()
        if i >= shape[0] and j >= shape[1]
    }
    forward = np.zeros((width + 1, height + 1, len(batch.often)))
    forward[0, 0] = 1.0
    for (i, j, (taken, given)), chance in steps.items():
        forward[i, j] += forward[i - taken, j - given] * chance
    rows = np.arange(len(batch.often))
    backward = np.zeros_like(forward)
    backward[batch.lengths, batch.other_lengths, rows] = 1.0
    for (i, j, (taken, given)), chance in reversed(steps.items()):
        backward[i - taken, j - given] += backward[i, j] * chance
    total = forward[batch.lengths, batch.other_lengths, rows]
    weight = batch.often * _related(batch, total, letters) / total
    for (i, j, shape), chance in steps.items():
        expected = forward[i - shape[0], j - shape[1]] * chance * backward[i, j] * weight
        places = one[shape[0]][:, i - 1] * SIZE ** shape[1] + other[shape[1]][:, j - 1]
        seen[shape] += np.bincount(places, expected, seen[shape].size).reshape(seen[shape].shape)


def _related(batch: _Batch, total: Floats, letters: Floats) -> Floats:
    """The belief that a pair is one name written twice rather than two that met by mistake."""
    inside = np.arange(batch.one.shape[1]) < batch.lengths[:, None]
    other_inside = np.arange(batch.other.shape[1]) < batch.other_lengths[:, None]
    chance = np.where(inside, letters[batch.one], 1.0).prod(axis=1)
    chance *= np.where(other_inside, letters[batch.other], 1.0).prod(axis=1)
    return np.asarray(total / (total + chance))


def _blended(seen: Tables, prior: Tables) -> Tables:
    total = sum(float(table.sum()) for table in seen.values()) + _PRIOR
    return {shape: (seen[shape] + _PRIOR * prior[shape]) / total for shape in SHAPES}


def _weighed(pairs: int, tables: Tables, prior: Tables, letters: Floats, seen: Tables) -> LetterHabits:
    """Chances as weights against accident. An operation not listed has the weight its prior has after the rounds."""
    by_length = {0: np.ones(1), 1: letters, 2: np.outer(letters, letters).ravel()}
    operations: dict[tuple[str, str], int] = {}
    otherwise = {}
    total = sum(float(table.sum()) for table in seen.values()) + _PRIOR
    for shape in SHAPES:
        accident = np.outer(by_length[shape[0]], by_length[shape[1]])
        otherwise[shape] = _millibits(_PRIOR / total * _SHARES[shape])
        told = seen[shape] >= _TOLD
        if shape == (1, 1):
            told |= prior[shape] > 1.5 * _SHARES[shape] * accident
        for one, other in zip(*np.nonzero(told), strict=True):
            names = _group(int(one), shape[0]), _group(int(other), shape[1])
            if "?" not in names[0] + names[1]:
                operations[names] = _millibits(tables[shape][one, other] / accident[one, other])
    return LetterHabits(pairs, operations, otherwise)


def _millibits(odds: float) -> int:
    return round(1000 * float(np.log2(odds)))


def _group(number: int, length: int) -> str:
    signs = LETTERS + "?"
    return {0: "", 1: signs[number % SIZE], 2: signs[number // SIZE] + signs[number % SIZE]}[length]
