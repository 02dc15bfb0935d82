"""One row of a list -> one person, or the reasons why not. Called by `lists`, row after row.

It remembers ids and contents of earlier rows (a hash each), so that repetitions are seen. It never merges two rows.
"""

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from homeward.base.persons import ListedPerson
from homeward.base.scripts import clean
from homeward.engine.sheets.column_reading import ColumnReader, Odd, field_readers
from homeward.engine.sheets.columns import plain_heading
from homeward.engine.sheets.fields import IDENTIFYING, NAME_FIELDS
from homeward.engine.sheets.readings import Flag, RejectedCell, Vocabulary
from homeward.engine.sheets.tables import Row

_TOTAL_LINE = re.compile(r"^\s*(?:total|sum|усього|всього|разом|підсумок|всего|итого|المجموع)\b", re.IGNORECASE)
_REMARKS = {
    "number-was-float": "numbers written as floats ('12345.0') were read without '.0'",
    "two-digit-year": "years written with two digits were completed",
    "day-number": "dates written as day numbers of a spreadsheet were read as dates",
}
_TELLS_NOTHING = "rows kept that tell nothing to find a person by"


class RowReader:
    """Reads rows of one list. `rejected` and `flags` grow; who reads a long list may empty them between two rows."""

    def __init__(
        self,
        labels: Sequence[str],
        of_field: Mapping[str, int],
        vocabulary: Vocabulary,
        *,
        excel_1904: bool,
        keep_written: bool = True,
    ) -> None:
        """`keep_written` off: persons come without their row as written, which may be far longer than what was read."""
        self.rejected: list[RejectedCell] = []
        self.flags: list[Flag] = []
        self.rows_read = self.rows_rejected = 0
        self._keep_written = keep_written
        self._labels = list(labels)
        self._of_field = dict(of_field)
        self._header = [plain_heading(label) for label in labels]
        self._first_headings = frozenset(labels)
        readers = field_readers(vocabulary, excel_1904)
        columns = [ColumnReader(name, index, readers.get(name)) for name, index in of_field.items()]
        self._columns = [(column.index, column.name, column.known, column) for column in columns]
        self._remarks: Counter[tuple[str, str]] = Counter()
        self._counted: Counter[str] = Counter()
        # id -> how many rows with an id came before it; their sheet rows and contents stand in the two arrays.
        self._order_of_id: dict[str, int] = {}
        self._rows_of_ids, self._contents_of_ids = array("q"), array("q")
        self._first_with_content: dict[int, int] = {}

    def read(self, row: Row) -> ListedPerson | None:
        """Takes one row: skipped and counted (empty, repeated heading), rejected, or a person."""
        if skipped := self._why_skipped(row):
            self._counted[skipped] += 1
            return None
        self.rows_read += 1
        written = self._written(row)
        faults: list[RejectedCell] = []
        mixed: list[tuple[ColumnReader, Odd]] = []
        values = self._values(row, written, faults, mixed)
        kept = written if self._keep_written else {}
        person = None if faults else ListedPerson(row=row.number, written=kept, **values)
        if person is not None:
            faults = self._faults_of_row(row, person, written)
        if faults or person is None:
            self.rejected += faults
            self.rows_rejected += 1
            return None
        if _tells_nothing(person):
            self._counted[_TELLS_NOTHING] += 1
        if mixed:
            self._flag_mixed(mixed, row.number)
        return person

    def notes(self) -> list[str]:
        """What was skipped, read otherwise than written, or deserves a look."""
        told = [f"{what}: {count}" for what, count in sorted(self._counted.items()) if count]
        told += [
            f"column {column}: {_REMARKS[kind]} ({count})" for (kind, column), count in sorted(self._remarks.items())
        ]
        return told + [f"row {flag.row}, column {flag.column}: {flag.words}" for flag in self.flags]

    def _why_skipped(self, row: Row) -> str:
        if row.is_empty:
            return "empty rows skipped"
        first = (row.cells[0] or next((cell for cell in row.cells if cell), "")).strip() if row.cells else ""
        if first == "1" and _numbers_columns(row.cells):
            return "rows that only number the columns skipped"
        if clean(first) in self._first_headings and self._repeats_heading(row.cells):
            return "repeated heading rows skipped"
        return ""

    def _repeats_heading(self, cells: list[str]) -> bool:
        filled = sum(1 for cell in cells if cell.strip())
        return filled > 1 and [plain_heading(cell) for cell in cells] == self._header[: len(cells)]

    def _written(self, row: Row) -> dict[str, str]:
        cells, labels = row.cells, self._labels
        while len(cells) > len(labels):
            labels.append(f"(column {len(labels) + 1})")
        written = dict(zip(labels, cells, strict=False))
        return written if len(written) == len(labels) else written | dict.fromkeys(labels[len(cells) :], "")

    def _values(
        self,
        row: Row,
        written: dict[str, str],
        faults: list[RejectedCell],
        mixed: list[tuple[ColumnReader, Odd]],
    ) -> dict[str, Any]:
        values: dict[str, Any] = {"id": f"row-{row.number}"}
        cells, width = row.cells, len(row.cells)
        if row.faults:
            self._tell_faults(row, written, faults)
        for index, name, known, column in self._columns:
            if index >= width or not (cell := cells[index]) or (row.faults and index in row.faults):
                continue
            value = known.get(cell)
            if value is None:
                value = column.take(cell)
            if type(value) is Odd:
                self._tell_odd(column, value, row, written, faults)
                if value.mixed:
                    mixed.append((column, value))
                value = value.value
            if value:
                values[name] = value
        return values

    def _tell_faults(self, row: Row, written: dict[str, str], faults: list[RejectedCell]) -> None:
        for index, why in row.faults.items():
            column = self._labels[index] if index < len(self._labels) else f"(column {index + 1})"
            cure = "Write the value itself into the cell and save again."
            value = row.cells[index] if index < len(row.cells) else ""
            faults.append(RejectedCell(row.number, column, value, why, cure, written, "unreadable"))

    def _tell_odd(
        self, column: ColumnReader, odd: Odd, row: Row, written: dict[str, str], faults: list[RejectedCell]
    ) -> None:
        label, cell = self._labels[column.index], row.cells[column.index]
        if odd.fault:
            reason, cure, code = odd.fault
            faults.append(RejectedCell(row.number, label, cell, reason, cure, written, code))
        elif odd.remark in _REMARKS:
            self._remarks[odd.remark, label] += 1
        elif odd.remark:
            self.flags.append(Flag(row.number, label, cell, f"not understood and left aside: {odd.remark}"))

    def _faults_of_row(self, row: Row, person: ListedPerson, written: dict[str, str]) -> list[RejectedCell]:
        if _is_total_line(row, person):
            cell = next(cell for cell in row.cells if cell.strip())
            cure = "Take the line out of the list, or give the person a column of their own."
            return [
                RejectedCell(
                    row.number, "", cell, "this looks like a total, not like a person", cure, written, "total-line"
                )
            ]
        return self._repetition(row, person, written)

    def _repetition(self, row: Row, person: ListedPerson, written: dict[str, str]) -> list[RejectedCell]:
        content = hash(tuple(map(str.strip, row.cells)))
        if person.id == f"row-{row.number}":
            self._note_alike(row, content)
        if "id" not in self._of_field:
            return []
        place = self._order_of_id.setdefault(person.id, len(self._rows_of_ids))
        if place == len(self._rows_of_ids):
            self._rows_of_ids.append(row.number)
            self._contents_of_ids.append(content)
            return []
        first, column = self._rows_of_ids[place], self._labels[self._of_field["id"]]
        if self._contents_of_ids[place] == content:
            reason, cure, code = (
                f"same id and same content as row {first}",
                "Leave one of the two rows out.",
                "repeated",
            )
        else:
            reason = f"row {first} has the same id and other content"
            cure, code = "Ask the list's author which row is right, or give one a new id.", "same-id"
        return [RejectedCell(row.number, column, person.id, reason, cure, written, code)]

    def _note_alike(self, row: Row, content: int) -> None:
        first = self._first_with_content.setdefault(content, row.number)
        if first != row.number:
            words = f"reads just like row {first}; both are kept, since the list gives no ids"
            self.flags.append(Flag(row.number, "", "", words))

    def _flag_mixed(self, mixed: list[tuple[ColumnReader, Odd]], number: int) -> None:
        for column, odd in sorted(mixed, key=lambda one: NAME_FIELDS.index(one[0].name)):
            for word in odd.mixed:
                words = f"the word {word!r} mixes letters of two scripts; kept as written"
                self.flags.append(Flag(number, self._labels[column.index], odd.value, words))


def _tells_nothing(person: ListedPerson) -> bool:
    return not any(getattr(person, name) for name in IDENTIFYING)


def _numbers_columns(cells: list[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _is_total_line(row: Row, person: ListedPerson) -> bool:
    first = next(cell for cell in row.cells if cell and not cell.isspace())
    if not _TOTAL_LINE.match(first):
        return False
    filled = sum(1 for cell in row.cells if cell.strip())
    named = [name for name in IDENTIFYING if getattr(person, name)]
    return filled <= 2 and len(named) <= 1
