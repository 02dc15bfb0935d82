"""A list file -> persons, each bad row with its reason, and what a clerk should know. The room's front door.

Called by the command and the register's import wizard. It never drops a row in silence, never corrects a value, and
never asks for more than the list tells: a sparse row is kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from homeward.base.persons import ListedPerson
from homeward.engine.sheets.columns import Columns, guess_columns, refuse_unusable
from homeward.engine.sheets.delimited import open_text
from homeward.engine.sheets.headings import columns_of, find_header, labels_of
from homeward.engine.sheets.parquet import open_parquet
from homeward.engine.sheets.readings import ListReading, SheetLook, Vocabulary
from homeward.engine.sheets.rows import RowReader
from homeward.engine.sheets.tables import PAGE_LIMITS, Limits, Opener, Table, kind_of_file
from homeward.engine.sheets.workbooks import open_workbook

_SHOWN_ROWS = 20
_OPENERS: dict[str, Opener] = {"xlsx": open_workbook, "parquet": open_parquet, "text": open_text}


@contextmanager
def open_table(path: Path, sheet: str | None = None, limits: Limits = PAGE_LIMITS) -> Iterator[Table]:
    """Opens a list file as a table of text cells.

    Raises:
        SheetError: missing, empty, refused or unreadable file, with the cure.
    """
    with _OPENERS[kind_of_file(path, limits)](path, sheet, limits) as table:
        yield table


def read_list(
    path: Path,
    *,
    kind: str,
    vocabulary: Vocabulary,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    limits: Limits = PAGE_LIMITS,
) -> ListReading:
    """Reads a whole list.

    Args:
        path: CSV (UTF-8, UTF-16, cp1251; any delimiter), XLSX or Parquet.
        kind: 'missing' or 'held'; decides which headings mean the event.
        vocabulary: readers of categories, willingness and medical decisions.
        mapping: field -> header by hand, '' for "do not read"; fields left out are guessed.
        sheet: sheet of a workbook; by default the first visible one with the best heading.
        limits: how large the list may be; `stream_list` is for larger ones.

    Returns: persons and rejected rows; together they are all rows read.

    Raises:
        SheetError: the list as a whole cannot be read; nothing of it was taken.
    """
    with open_table(path, sheet, limits) as table:
        header, rows = find_header(table, kind, mapping)
        labels = labels_of(header.cells)
        columns = columns_of(labels, header.cells, kind, mapping)
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
        header, rows = find_header(table, kind, None)
        labels = labels_of(header.cells)
        columns = guess_columns(labels, kind)
        shown = [row.cells for row in islice((row for row in rows if not row.is_empty), _SHOWN_ROWS)]
        mapping = {name: labels[index] for name, index in columns.of_field.items()}
        return SheetLook(
            header.number, labels, shown, mapping, columns.unsure, table.sheets, table.sheet, list(table.notes)
        )


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
