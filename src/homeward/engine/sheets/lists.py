"""A list file -> persons, each bad row with its reason, and what a clerk should know. The room's front door.

Called by the command and the register's import wizard. It never drops a row in silence, never corrects a value, and
never asks for more than the list tells: a sparse row is kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from homeward.base.errors import SheetError
from homeward.base.persons import ListedPerson
from homeward.base.scripts import clean
from homeward.engine.sheets.columns import (
    Columns,
    guess_columns,
    header_score,
    mapped_columns,
    plain_heading,
    refuse_unusable,
)
from homeward.engine.sheets.delimited import open_text
from homeward.engine.sheets.fields import KINDS
from homeward.engine.sheets.readings import ListReading, SheetLook, Vocabulary
from homeward.engine.sheets.rows import RowReader
from homeward.engine.sheets.tables import Row, Table, kind_of_file
from homeward.engine.sheets.workbooks import open_workbook

_HEADER_WITHIN = 40
_SHOWN_ROWS = 20


@contextmanager
def open_table(path: Path, sheet: str | None = None) -> Iterator[Table]:
    """Opens a list file as a table of text cells.

    Raises:
        SheetError: missing, empty, refused or unreadable file, with the cure.
    """
    opener = open_workbook if kind_of_file(path) == "xlsx" else open_text
    with opener(path, sheet) as table:
        yield table


def read_list(
    path: Path,
    *,
    kind: str,
    vocabulary: Vocabulary,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> ListReading:
    """Reads a whole list.

    Args:
        path: CSV (UTF-8, UTF-16, cp1251; any delimiter) or XLSX.
        kind: 'missing' or 'held'; decides which headings mean the event.
        vocabulary: readers of categories, willingness and medical decisions.
        mapping: field -> header by hand, '' for "do not read"; fields left out are guessed.
        sheet: sheet of a workbook; by default the first visible one with the best heading.

    Returns: persons and rejected rows; together they are all rows read.

    Raises:
        SheetError: the list as a whole cannot be read; nothing of it was taken.
    """
    with open_table(path, sheet) as table:
        header, rows = _find_header(table, kind, mapping)
        labels = _labels(header.cells)
        columns = _columns(labels, header.cells, kind, mapping)
        refuse_unusable(columns, labels, path.name)
        reader = RowReader(labels, columns.of_field, vocabulary, excel_1904=table.excel_1904)
        persons = [person for row in rows if (person := reader.read(row)) is not None]
        return _reading(persons, reader, columns, labels, [*table.notes, f"header row: {header.number}"])


def look_at(path: Path, *, kind: str = "held", sheet: str | None = None) -> SheetLook:
    """The table itself: heading, first rows and guesses, for the page where columns are mapped.

    Raises:
        SheetError: the file cannot be opened as a table. Unusable columns are no error here: the page mends them.
    """
    with open_table(path, sheet) as table:
        header, rows = _find_header(table, kind, None)
        labels = _labels(header.cells)
        columns = guess_columns(labels, kind)
        shown = [row.cells for row in islice((row for row in rows if not row.is_empty), _SHOWN_ROWS)]
        mapping = {name: labels[index] for name, index in columns.of_field.items()}
        return SheetLook(
            header.number, labels, shown, mapping, columns.unsure, table.sheets, table.sheet, list(table.notes)
        )


def _find_header(table: Table, kind: str, mapping: Mapping[str, str] | None) -> tuple[Row, Iterator[Row]]:
    """The row that looks most like a heading among the first ones (title lines may stand above it), and the rest."""
    if kind not in KINDS:
        raise SheetError(f"There is no kind of list called {kind!r}.", cure="Kinds: missing, held.")
    source = table.rows()
    first = list(islice(source, _HEADER_WITHIN))
    filled = [row for row in first if not row.is_empty]
    if not filled:
        raise SheetError("The list holds no rows.", cure="Ask for the list again, or name the sheet it stands on.")
    wanted = {plain_heading(text) for text in (mapping or {}).values() if text}
    header = max(filled, key=lambda row: (_wanted_in(row, wanted), header_score(row.cells, kind), -row.number))
    if not _wanted_in(header, wanted) and not header_score(header.cells, kind):
        header = max(filled, key=lambda row: (sum(1 for cell in row.cells if cell.strip()) > 1, -row.number))
    below = [row for row in first if row.number > header.number]
    return header, chain(below, source)


def _wanted_in(row: Row, wanted: set[str]) -> int:
    return len(wanted & {plain_heading(cell) for cell in row.cells}) if wanted else 0


def _labels(cells: list[str]) -> list[str]:
    """Unique labels: 'Date', 'Date (2)', and '(column 3)' where the heading is empty."""
    labels: list[str] = []
    for index, cell in enumerate(cells):
        label = clean(cell) or f"(column {index + 1})"
        number, unique = 1, label
        while unique in labels:
            number += 1
            unique = f"{label} ({number})"
        labels.append(unique)
    return labels


def _columns(labels: list[str], raw: list[str], kind: str, mapping: Mapping[str, str] | None) -> Columns:
    return mapped_columns(labels, raw, mapping, kind) if mapping else guess_columns(labels, kind)


def _reading(
    persons: list[ListedPerson], reader: RowReader, columns: Columns, labels: list[str], notes: list[str]
) -> ListReading:
    mapped = set(columns.of_field.values())
    return ListReading(
        persons=persons,
        rejected=reader.rejected,
        mapping={name: labels[index] for name, index in columns.of_field.items()},
        unsure=columns.unsure,
        unmapped=[
            label for index, label in enumerate(labels) if index not in mapped and not label.startswith("(column ")
        ],
        notes=notes + reader.notes(),
        rows_read=reader.rows_read,
        flags=reader.flags,
    )
