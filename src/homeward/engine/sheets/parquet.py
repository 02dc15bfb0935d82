"""Reads a Parquet file as text cells, batch by batch. Called by `lists`; DuckDB reads, nothing of the file is run.

Every value becomes the text a clerk would see: days as 1998-03-07, numbers in full, nothing for null. Rows are counted
as if the headings stood in row 1, as they would in the same list saved as CSV.
"""

import glob
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from homeward.base.errors import SheetError
from homeward.engine.sheets.tables import MAX_COLUMNS, UNREADABLE, Limits, Row, text_row

_BATCH = 4096
# Reading needs little; more would not make it faster. Nothing is spilled to disk, nothing is fetched from a network.
_CONFIG = {"memory_limit": "512MB", "threads": 1, "enable_external_access": True, "autoload_known_extensions": False}
_CURE = "The file may be cut off. Ask for it again, or for the list as CSV in UTF-8."


class ParquetTable:
    """A Parquet file, open for reading."""

    excel_1904 = False
    sheet = ""

    def __init__(self, connection: Any, path: Path, limits: Limits) -> None:
        self.sheets: list[str] = []
        self.share = 0.0
        self._connection, self._path = connection, path
        self._source = glob.escape(str(path.absolute()))
        columns = self._ask("DESCRIBE SELECT * FROM read_parquet(?)").fetchall()
        self._heading = [str(name) for name, *_ in columns]
        self._cells = ", ".join(_as_text(str(name), str(kind)) for name, kind, *_ in columns)
        self.expected_rows = int(self._ask("SELECT count(*) FROM read_parquet(?)").fetchone()[0])
        if self.expected_rows > limits.rows or len(columns) > MAX_COLUMNS:
            raise SheetError(
                f"{path.name} has more than {limits.rows} rows or {MAX_COLUMNS} columns.", cure="Split the list."
            )
        self.notes = ["format: Parquet, rows counted as if the headings stood in row 1"]

    def rows(self) -> Iterator[Row]:
        """The headings as row 1, then the records in the order of the file."""
        yield Row(1, self._heading)
        found = self._ask(f"SELECT {self._cells} FROM read_parquet(?)")  # noqa: S608 - names are quoted below
        number = 1
        while batch := self._next(found):
            for record in batch:
                number += 1
                yield text_row(number, ["" if cell is None else cell for cell in record])
            self.share = min(1.0, number / max(1, self.expected_rows))

    def _ask(self, question: str) -> Any:
        try:
            return self._connection.execute(question, [self._source])
        except duckdb.Error as error:
            raise self._broken(error) from error

    def _next(self, found: Any) -> list[tuple[str | None, ...]]:
        try:
            return list(found.fetchmany(_BATCH))
        except duckdb.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: duckdb.Error) -> SheetError:
        why = str(error).split("\n", 1)[0].replace(str(self._path.absolute()), self._path.name)
        return SheetError(f"{self._path.name} cannot be read as Parquet: {why}.", cure=_CURE)


def _as_text(name: str, kind: str) -> str:
    column = '"' + name.replace('"', '""') + '"'
    if kind == "BLOB":  # older writers store text as bytes; what is no text becomes a fault of its cell
        return f"CASE WHEN {column} IS NOT NULL THEN coalesce(try(decode({column})), '{UNREADABLE}') END"
    return f"CAST({column} AS VARCHAR)"


@contextmanager
def open_parquet(path: Path, sheet: str | None, limits: Limits) -> Iterator[ParquetTable]:
    """Opens a Parquet file; `sheet` means nothing here and is refused.

    Raises:
        SheetError: refused or unreadable.
    """
    if sheet is not None:
        raise SheetError(f"{path.name} is a Parquet file and has no sheets.", cure="Leave the sheet out.")
    connection = duckdb.connect(":memory:", config=dict(_CONFIG))
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield ParquetTable(connection, path, limits)
    finally:
        connection.close()
