"""A list of persons as columns, every distinct cell once: how a list of a million rows stays small.

Built by whoever hands lists to `match`; read by tables. It keeps what was written and reads nothing into it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Any

import numpy as np

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.engine.names.cells import Cells, Codes32, Numbering

TEXTS = (
    "surname", "given_name", "patronymic", "full_name", "other_name", "sex", "rank", "service_number", "unit",
    "event_place", "region",
)  # fmt: skip
DATES = ("birth_date", "event_date")
_CHUNK = 1 << 15  # rows that are held as objects at a time


class DoubleIdError(InputError):
    """Two rows of one list carry the same id."""


class UnknownIdError(InputError):
    """No person of the list has this id."""


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """The fields of a list that matching reads, by column.

    Attributes:
        ids: the list's own ids, unique.
        texts: a column of cells for every field of `TEXTS`, as written.
        dates: for `DATES` whole numbers year * 10,000 + month * 100 + day, with 0 for what is not known.
    """

    ids: list[str]
    texts: dict[str, Cells]
    dates: dict[str, Codes32]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, persons: Iterable[ListedPerson]) -> "PersonColumns":
        """Takes the persons one by one and keeps none of them, so a reader of files may hand in a generator.

        Raises: DoubleIdError when an id stands twice.
        """
        rows, ids = iter(persons), list[str]()
        texts = {name: (Numbering[str](), list[Codes32]()) for name in TEXTS}
        dates: dict[str, list[Codes32]] = {name: [] for name in DATES}
        while chunk := list(islice(rows, _CHUNK)):
            ids.extend(person.id for person in chunk)
            for name, (numbers, codes) in texts.items():
                codes.append(numbers.column(list(map(attrgetter(name), chunk))))
            for name, column in dates.items():
                column.append(_date_numbers(map(attrgetter(name), chunk)))
        _refuse_double(ids)
        return cls(
            ids,
            {name: Cells(numbers.values(), _joined(codes)) for name, (numbers, codes) in texts.items()},
            {name: _joined(column) for name, column in dates.items()},
        )

    def person(self, row: int) -> ListedPerson:
        """One person again, with the fields that matching reads."""
        written: dict[str, Any] = {name: cells[row] for name, cells in self.texts.items()}
        born, event = (half_known(int(self.dates[name][row])) for name in DATES)
        return ListedPerson(self.ids[row], birth_date=born, event_date=event, **written)

    def persons(self) -> Iterator[ListedPerson]:
        """All persons again, in order of rows."""
        return map(self.person, range(len(self)))


def as_columns(persons: Sequence[ListedPerson] | PersonColumns) -> PersonColumns:
    """The columns of a list handed over in either shape."""
    return persons if isinstance(persons, PersonColumns) else PersonColumns.of(persons)


def _date_numbers(dates: Iterable[HalfKnownDate]) -> Codes32:
    return np.array(
        [(date.year or 0) * 10_000 + (date.month or 0) * 100 + (date.day or 0) for date in dates], dtype=np.int32
    )


@lru_cache(maxsize=1 << 16)
def half_known(number: int) -> HalfKnownDate:
    """The date of a number in `PersonColumns.dates`."""
    return HalfKnownDate(number // 10_000 or None, number // 100 % 100 or None, number % 100 or None)


def _joined(codes: list[Codes32]) -> Codes32:
    return np.concatenate(codes) if codes else np.empty(0, np.int32)


def _refuse_double(ids: list[str]) -> None:
    if len(set(ids)) != len(ids):
        seen: set[str] = set()
        double = next(one for one in ids if one in seen or seen.add(one))  # type: ignore[func-returns-value]
        raise DoubleIdError(f"the id {double!r} stands twice in one list.", cure="Give every row an id of its own.")
