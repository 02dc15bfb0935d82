"""Invented lists as columns, as Parquet files that every engine reads alike, and as persons.

A list is a mapping of `COLUMNS` to arrays of text, '' for nothing, dates as far as known ('1998-03-07', '1998').
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson
from homeward.engine.matching import PersonColumns
from homeward.engine.matching.person_columns import DATES, TEXTS
from homeward.engine.names.cells import Cells

Texts = npt.NDArray[np.object_]
COLUMNS = (
    "id", "surname", "given_name", "patronymic", "full_name", "birth_date", "rank", "unit", "service_number",
    "event_date", "event_place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lists:
    """Two lists and the pairs of ids that are one person, as two arrays of the same length."""

    missing: Mapping[str, Texts]
    held: Mapping[str, Texts]
    truth: tuple[Texts, Texts]

    def write(self, folder: Path) -> None:
        """missing.parquet, held.parquet, truth.parquet."""
        folder.mkdir(parents=True, exist_ok=True)
        write_columns(self.missing, folder / "missing.parquet")
        write_columns(self.held, folder / "held.parquet")
        write_columns({"left_id": self.truth[0], "right_id": self.truth[1]}, folder / "truth.parquet")


def write_columns(columns: Mapping[str, npt.NDArray[np.generic]], path: Path) -> None:
    """One Parquet file."""
    with duckdb.connect() as connection:
        connection.register("columns", dict(columns))
        connection.execute(f"copy (select * from columns) to '{path}' (format parquet)")


def read_columns(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    """One Parquet file as arrays."""
    with duckdb.connect() as connection:
        return dict(connection.execute(f"select * from '{path}'").fetchnumpy())


def columns_of(persons: Iterable[ListedPerson]) -> dict[str, Texts]:
    """Persons as columns."""
    rows = [[_cell(getattr(person, name)) for name in COLUMNS] for person in persons]
    return {name: np.array([row[place] for row in rows], dtype=object) for place, name in enumerate(COLUMNS)}


def persons_of(columns: Mapping[str, npt.NDArray[np.generic]]) -> Iterator[ListedPerson]:
    """Columns as persons, one after another."""
    cells = (map(_date, columns[name]) if name in DATES else columns[name] for name in COLUMNS)
    for row in zip(*cells, strict=True):
        yield ListedPerson(**dict(zip(COLUMNS, row, strict=True)))


def person_columns_of(columns: Mapping[str, npt.NDArray[np.generic]]) -> PersonColumns:
    """Columns as the engine takes them, without an object a person."""
    rows = len(columns["id"])
    nothing = Cells([""], np.zeros(rows, np.int32))
    return PersonColumns(
        list(columns["id"]),
        {name: Cells.of(columns[name]) if name in columns else nothing for name in TEXTS},
        {name: _day_numbers(columns[name]) for name in DATES},
    )


def _day_numbers(texts: npt.NDArray[np.generic]) -> npt.NDArray[np.int32]:
    """'1998-03-07' -> 19980307, '1998' -> 19980000, '' -> 0."""
    cells = Cells.of(texts)
    numbers = [int((text.replace("-", "") + "0000")[:8]) if text else 0 for text in cells.values]
    return np.array(numbers, dtype=np.int32)[cells.codes]


def _cell(value: object) -> str:
    return value.isoformat() if isinstance(value, HalfKnownDate) else str(value)


@lru_cache(maxsize=1 << 17)
def _date(text: str) -> HalfKnownDate:
    return HalfKnownDate.fromisoformat(text)
