"""A list of any size, read once, person by person: memory holds the ids and no row. Called by the command `trace`.

Reads as `read_list` does, cell by cell and row by row; what it keeps aside is handed out at once instead of kept.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from homeward.base.persons import ListedPerson
from homeward.engine.sheets.columns import Columns, refuse_unusable
from homeward.engine.sheets.headings import columns_of, find_header, labels_of
from homeward.engine.sheets.lists import open_table
from homeward.engine.sheets.readings import Flag, Guess, RejectedCell, Vocabulary
from homeward.engine.sheets.rows import RowReader
from homeward.engine.sheets.tables import STREAM_LIMITS, Limits, Row, Table

_TELL_EVERY = 1 << 12  # rows


class ListStream:
    """An open list. `persons` may be asked for once; then every row read is counted as a person or as rejected."""

    def __init__(self, table: Table, header: Row, rows: Iterator[Row], columns: Columns, reader: RowReader) -> None:
        self._table, self._rows, self._reader = table, rows, reader
        labels = labels_of(header.cells)
        self.mapping: dict[str, str] = {name: labels[index] for name, index in columns.of_field.items()}
        self.unsure: list[Guess] = columns.unsure
        self.unmapped = [
            label
            for index, label in enumerate(labels)
            if index not in columns.of_field.values() and not label.startswith("(column ")
        ]
        self._heading = f"header row: {header.number}"
        self.persons_read = self.flagged = 0

    @property
    def rows_read(self) -> int:
        """Rows that were not empty and no repeated heading."""
        return self._reader.rows_read

    @property
    def rows_rejected(self) -> int:
        """Rows that were not taken; each was handed to `rejected` with its reasons."""
        return self._reader.rows_rejected

    @property
    def expected_rows(self) -> int:
        """About how many rows the file holds, 0 when that is not known."""
        return self._table.expected_rows

    @property
    def share(self) -> float:
        """How much of the file was read, 0 to 1; 0 throughout when its size is not known."""
        return self._table.share

    def notes(self) -> list[str]:
        """What was skipped or read otherwise than written, in counts; single cells were handed to `flagged`."""
        return [*self._table.notes, self._heading, *self._reader.notes()]

    def persons(
        self,
        *,
        rejected: Callable[[RejectedCell], None],
        flagged: Callable[[Flag], None],
        tell: Callable[[float], None] = lambda share: None,
    ) -> Iterator[ListedPerson]:
        """The persons in order of rows, without their rows as written.

        Args:
            rejected: hears every cell that kept a row out. flagged: hears every cell that a human should look at.
            tell: hears the share of the file that was read, now and then.

        Raises:
            SheetError: the file breaks off.
        """
        reader = self._reader
        for row in self._rows:
            person = reader.read(row)
            if reader.rejected or reader.flags:
                self._hand_out(rejected, flagged)
            if not row.number % _TELL_EVERY:
                tell(self.share)
            if person is not None:
                self.persons_read += 1
                yield person
        if reader.rows_read != self.persons_read + reader.rows_rejected:
            raise AssertionError(f"{reader.rows_read} rows read, but not all of them are persons or rejected")

    def _hand_out(self, rejected: Callable[[RejectedCell], None], flagged: Callable[[Flag], None]) -> None:
        for cell in self._reader.rejected:
            rejected(cell)
        for flag in self._reader.flags:
            flagged(flag)
        self.flagged += len(self._reader.flags)
        self._reader.rejected.clear()
        self._reader.flags.clear()


@contextmanager
def stream_list(
    path: Path,
    *,
    kind: str,
    vocabulary: Vocabulary,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    limits: Limits = STREAM_LIMITS,
) -> Iterator[ListStream]:
    """Opens a list to be read once. Arguments and readings as in `read_list`.

    Raises:
        SheetError: the list as a whole cannot be read; nothing of it was taken.
    """
    with open_table(path, sheet, limits) as table:
        header, rows = find_header(table, kind, mapping)
        labels = labels_of(header.cells)
        columns = columns_of(labels, header.cells, kind, mapping)
        refuse_unusable(columns, labels, path.name)
        reader = RowReader(labels, columns.of_field, vocabulary, excel_1904=table.excel_1904, keep_written=False)
        yield ListStream(table, header, rows, columns, reader)
