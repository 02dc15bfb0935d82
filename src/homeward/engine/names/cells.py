"""A column of cells held once per distinct value: a list of a million rows is a few whole-number columns.

Called by columns and by matching. It holds what was written and nothing derived from it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Codes32 = npt.NDArray[np.int32]
Key = TypeVar("Key")


class Numbering(Generic[Key]):
    """Numbers values in the order they are first met."""

    def __init__(self, values: Iterable[Key] = ()) -> None:
        self._numbers = {value: number for number, value in enumerate(values)}

    def __len__(self) -> int:
        return len(self._numbers)

    def values(self) -> list[Key]:
        """The distinct values, by number."""
        return list(self._numbers)

    def number(self, value: Key) -> int:
        """The number of a value, a new one for a new value."""
        return self._numbers.setdefault(value, len(self._numbers))

    def column(self, values: list[Key]) -> Codes32:
        """The numbers of a whole column."""
        if values and values.count(values[0]) == len(values):  # most lists leave some columns empty
            return np.full(len(values), self.number(values[0]), dtype=np.int32)
        numbers = self._numbers
        return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Cells:
    """One column: distinct values, and for every row the place of its value among them."""

    values: list[str]
    codes: Codes32

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.values[int(self.codes[row])]

    def __iter__(self) -> Iterator[str]:
        return map(self.values.__getitem__, self.codes.tolist())

    @classmethod
    def of(cls, values: Iterable[str]) -> "Cells":
        """The cells of one column, in order of rows."""
        numbers: Numbering[str] = Numbering()
        codes = numbers.column(list(values))
        return cls(numbers.values(), codes)


def compact(codes: npt.NDArray[np.signedinteger[Any]], size: int) -> tuple[list[int], Codes32]:
    """Which of the codes below `size` are met at all, ascending, and the column renumbered to their places."""
    met = np.zeros(size, bool)
    met[codes] = True
    kept = np.flatnonzero(met)
    place = np.zeros(size, np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    return kept.tolist(), place[codes]
