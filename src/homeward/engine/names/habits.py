"""The letters that clerks exchange, learnt from pairs of names that people confirmed, as weights of name for name.

Called by matching (near spelling of surnames) and by whoever keeps the weights for a pair of parties. The model is
small data that can be read: letter groups and thousandths of a bit. It is off until there are enough pairs, it never
changes a name, and it leaves the node only when somebody sends it.

A pair of names is aligned by operations of one letter for one, one for two, two for one, one for none and none for
one. Their chances are learnt by expectation-maximisation (Ristad and Yianilos 1998, "Learning string-edit distance";
Brill and Moore 2000 for letter groups); `habit_learning` holds the rounds. A weight is log2 of the chance of an
operation over the chance of meeting its letters side by side by accident.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from homeward.base.errors import InputError

LETTERS = "abcdefghijklmnopqrstuvwxyz-"
SIZE = len(LETTERS) + 1  # one more for whatever a fold may hold beside them
LONGEST = 24  # letters of a name that are aligned
SHAPES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))
FLOOR = -60_000  # log-odds of names so far apart that they are not aligned
FORMAT, VERSION = "homeward letter habits", 1
_CHUNK = 4096
_MOST = 1 << 20  # thousandths of a bit; a weight beyond it is no weight
Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]


class HabitsError(InputError):
    """A document of letter habits cannot be read."""


@dataclass(frozen=True)
class LetterHabits:
    """Weights of letter operations, in thousandths of a bit.

    Attributes:
        pairs: how many confirmed pairs taught them.
        operations: (letters of one, letters of the other) -> weight, for those the pairs told something of.
        otherwise: weight of an operation that is not listed, by shape.
    """

    pairs: int
    operations: Mapping[tuple[str, str], int]
    otherwise: Mapping[tuple[int, int], int]

    def likeness(self, ones: Sequence[str], others: Sequence[str]) -> Ints:
        """Log-odds that ones[k] and others[k] are one name written twice against chance, in thousandths of a bit.

        Folded names. The better of both directions, so the sides may be exchanged. Equal pairs are computed once; names
        that share too few letters get `FLOOR`. About ten microseconds a pair that is aligned.
        """
        if len(ones) != len(others):
            raise HabitsError(f"{len(ones)} names against {len(others)}.", cure="Give two lists of equal length.")
        odds = np.full(len(ones), FLOOR, np.int64)
        if not len(ones):
            return odds
        longest = np.fromiter((max(len(a), len(b)) for a, b in zip(ones, others, strict=True)), np.int64, len(ones))
        apart = process.cpdist(ones, others, scorer=Levenshtein.distance, dtype=np.int32)
        aligned = np.flatnonzero(apart <= 1 + longest * 6 // 10)
        aligned = aligned[np.argsort(longest[aligned], kind="stable")]
        for start in range(0, len(aligned), _CHUNK):
            rows = aligned[start : start + _CHUNK]
            one, other = letters_of([ones[k] for k in rows]), letters_of([others[k] for k in rows])
            odds[rows] = np.maximum(self._best_alignment(*one, *other), self._best_alignment(*other, *one))
        return odds

    @cached_property
    def _tables(self) -> dict[tuple[int, int], Small]:
        """Weights by shape, indexed by the numbers of the letter groups."""
        tables = {
            shape: np.full((SIZE ** shape[0], SIZE ** shape[1]), self.otherwise[shape], np.int32) for shape in SHAPES
        }
        for (one, other), weight in self.operations.items():
            tables[len(one), len(other)][_number(one), _number(other)] = weight
        return tables

    def _best_alignment(self, one: Small, lengths: Ints, other: Small, other_lengths: Ints) -> Ints:
        """The most likely alignment of each pair, by dynamic programming over whole columns of pairs.

        one, other: letter numbers, a row a name, padded; shape (pairs, longest).
        """
        groups, other_groups = letter_groups(one), letter_groups(other)
        reached: dict[tuple[int, int], Small] = {(0, 0): np.zeros(len(one), np.int32)}
        for i in range(one.shape[1] + 1):
            for j in range(other.shape[1] + 1):
                for (taken, given), table in self._tables.items():
                    if (before := reached.get((i - taken, j - given))) is not None:
                        step = before + table[groups[taken][:, i - 1], other_groups[given][:, j - 1]]
                        known = reached.get((i, j))
                        reached[i, j] = step if known is None else np.maximum(known, step)
        ends = np.stack([np.stack([reached[i, j] for j in range(other.shape[1] + 1)]) for i in range(one.shape[1] + 1)])
        return np.asarray(ends[lengths, other_lengths, np.arange(len(one))], np.int64)

    def document(self) -> dict[str, object]:
        """The weights as plain data, to be kept, looked at or sent on purpose."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "pairs": self.pairs,
            "otherwise": {f"{one}>{other}": weight for (one, other), weight in sorted(self.otherwise.items())},
            "operations": {f"{one}>{other}": weight for (one, other), weight in sorted(self.operations.items())},
        }

    @classmethod
    def read(cls, document: object) -> "LetterHabits":
        """The weights of a document. Raises: HabitsError for one that is broken or of a later version."""
        known = _mapping(document, "the document")
        if known.get("format") != FORMAT or known.get("version") != VERSION:
            raise HabitsError(
                f"this is no document of letter habits of version {VERSION}.", cure="Learn the habits anew."
            )
        by_shape = dict(_weights(known, "otherwise"))
        if by_shape.keys() != {(str(one), str(other)) for one, other in SHAPES}:
            raise HabitsError("the weights of operations that are not listed are incomplete.")
        otherwise = {(int(one), int(other)): weight for (one, other), weight in by_shape.items()}
        operations = dict(_weights(known, "operations"))
        for one, other in operations:
            if (len(one), len(other)) not in otherwise or set(one + other) - set(LETTERS):
                raise HabitsError(f"{one!r} for {other!r} is no letter operation.")
        return cls(_whole(known.get("pairs"), "pairs"), operations, otherwise)


def letters_of(names: Sequence[str]) -> tuple[Small, Ints]:
    """Letter numbers of names, padded to the longest with the number of no letter, and their lengths."""
    cut = [name[:LONGEST] for name in names]
    lengths = np.fromiter(map(len, cut), np.int64, len(cut))
    longest = int(lengths.max(initial=0))
    flat = np.frombuffer("".join(name.ljust(longest) for name in cut).encode("ascii", "replace"), np.uint8)
    return _NUMBERS[flat].reshape(len(cut), longest), lengths


def letter_groups(letters: Small) -> dict[int, Small]:
    """By length 0, 1 and 2 the number of the group that ends at each place."""
    before = np.concatenate((np.zeros_like(letters[:, :1]), letters[:, :-1]), axis=1)
    nothing = np.zeros((len(letters), max(1, letters.shape[1])), np.int32)
    return {0: nothing, 1: letters if letters.shape[1] else nothing, 2: before * SIZE + letters}


def _number(group: str) -> int:
    number = 0
    for letter in group:
        number = number * SIZE + int(_NUMBERS[ord(letter)])
    return number


def _letter_numbers() -> Small:
    numbers = np.full(256, SIZE - 1, np.int32)
    for number, letter in enumerate(LETTERS):
        numbers[ord(letter)] = number
    return numbers


_NUMBERS = _letter_numbers()


def _mapping(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise HabitsError(f"{name} is no table of names and values.")
    return value


def _whole(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _MOST:
        raise HabitsError(f"{name} is {value!r}, which is no whole number of thousandths of a bit.")
    return value


def _weights(document: Mapping[str, object], name: str) -> Iterator[tuple[tuple[str, str], int]]:
    for written, weight in _mapping(document.get(name), name).items():
        one, arrow, other = written.partition(">")
        if not arrow:
            raise HabitsError(f"{written!r} is no letter operation.", cure="Written 'letters>letters'.")
        yield (one, other), _whole(weight, written)
