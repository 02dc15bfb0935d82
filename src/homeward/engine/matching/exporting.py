"""The canonical columns of a list as one Parquet file, for engines on other machines and for notebooks.

Called by benchmarks, the guide on scale (Splink on Spark) and whoever links more than one machine holds. One row a
person: its first reading. Missing values are null. It judges nothing and sends nothing: the file holds names.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from homeward.base.persons import ListedPerson
from homeward.engine.matching.details import read_number, read_place, read_rank, read_unit
from homeward.engine.matching.person_columns import PersonColumns
from homeward.engine.names import Cells, name_columns

BATCH = 100_000  # rows handed over at a time
TEXTS = (
    "id", "surname", "skeleton", "given_id", "given_initial", "patronymic_id", "patronymic_initial", "sex", "rank",
    "unit", "service_number", "event_place", "region",
)  # fmt: skip
NUMBERS = ("rank_step", "birth_year", "birth_month", "birth_day", "event_year", "event_month", "event_day")
EXPORTED_COLUMNS = TEXTS + NUMBERS


def export_columns(persons: Iterable[ListedPerson] | PersonColumns, path: Path) -> int:
    """Writes `EXPORTED_COLUMNS` of all persons to `path` (Parquet). Returns the number of rows.

    Args:
        persons: taken one after another, or as columns; every distinct cell is held once.
        path: the file to write, replaced when it exists.

    Raises: DoubleIdError when an id stands twice.
    """
    listed = persons if isinstance(persons, PersonColumns) else PersonColumns.of(persons)
    texts, numbers = dict(_texts(listed)), dict(_numbers(listed))
    kinds = [f"{name} varchar" for name in TEXTS] + [f"{name} integer" for name in NUMBERS]
    with duckdb.connect() as connection:
        connection.execute(f"create table exported ({', '.join(kinds)})")
        for start in range(0, len(listed), BATCH):
            rows = slice(start, start + BATCH)
            batch: dict[str, npt.NDArray[Any]] = {"id": np.array(listed.ids[rows], dtype=object)}
            batch |= {name: _spelt(cells, rows) for name, cells in texts.items()}
            connection.register("batch", batch | {name: column[rows] for name, column in numbers.items()})
            chosen = ", ".join(_nulled())
            connection.execute(f"insert into exported select {chosen} from batch")  # names of our own  # noqa: S608
        connection.execute("copy exported to $path (format parquet)", {"path": str(path)})
    return len(listed)


def _nulled() -> Iterator[str]:
    yield from (f"nullif({name}, '')" for name in TEXTS)
    yield from (f"nullif({name}, 0)" for name in NUMBERS)


def _spelt(cells: Cells, rows: slice) -> npt.NDArray[np.object_]:
    return np.array(cells.values, dtype=object)[cells.codes[rows]]


def _texts(listed: PersonColumns) -> Iterator[tuple[str, Cells]]:
    names = name_columns(listed.texts)
    first = np.flatnonzero(np.diff(names.owner, prepend=-1))  # the first reading of each person
    for name, cells in (
        ("surname", names.surname_fold),
        ("skeleton", names.surname_skeleton),
        ("given_id", names.given_id),
        ("given_initial", _read(names.given, _initial)),
        ("patronymic_id", names.patronymic_id),
        ("patronymic_initial", _read(names.patronymic, _initial)),
    ):
        yield name, Cells(cells.values, cells.codes[first])
    for name, read in _DETAILS.items():
        yield name, _read(listed.texts[name], read)


def _initial(compared: str) -> str:
    return compared.removesuffix(".") if compared.endswith(".") else ""


def _rank_code(text: str) -> str:
    return read_rank(text)[1]


_DETAILS: dict[str, Callable[[str], str]] = {
    "sex": str,
    "rank": _rank_code,
    "unit": read_unit,
    "service_number": read_number,
    "event_place": read_place,
    "region": read_place,
}


def _read(cells: Cells, read: Callable[[str], str]) -> Cells:
    return Cells(list(map(read, cells.values)), cells.codes)


def _numbers(listed: PersonColumns) -> Iterator[tuple[str, npt.NDArray[np.int32]]]:
    ranks = listed.texts["rank"]
    yield "rank_step", np.array([read_rank(text)[0] for text in ranks.values], dtype=np.int32)[ranks.codes]
    for name in ("birth", "event"):
        date = listed.dates[f"{name}_date"]
        yield f"{name}_year", date // 10_000
        yield f"{name}_month", date // 100 % 100
        yield f"{name}_day", date % 100
