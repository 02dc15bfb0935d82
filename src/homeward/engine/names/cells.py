"""A column of cells held once per distinct value: a list of a million rows is a few whole-number columns.

Called by columns and by matching. It holds what was written and nothing derived from it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Codes32 = npt.NDArray[np.int32]
Key = TypeVar("Key")


class Numbering(dict[Key, int]):
    """Numbers values in the order they are first met: `numbering[value]` is a new number for a new value."""

    def __missing__(self, value: Key) -> int:
        number = self[value] = len(self)
        return number

    def column(self, values: Iterable[Key]) -> Codes32:
        """The numbers of a whole column."""
        return np.fromiter(map(self.__getitem__, values), dtype=np.int32)


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
        codes = numbers.column(values)
        return cls(list(numbers), codes)
