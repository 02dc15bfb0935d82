"""One row of a list -> one person, or the reasons why not. Called by `lists`, row after row.

It remembers ids and contents of earlier rows (a hash each), so that repetitions are seen. It never merges two rows.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.base.scripts import clean
from homeward.engine.sheets.cells import (
    UnreadableCellError,
    mixed_words,
    read_date,
    read_fitness,
    read_number,
    read_sex,
    read_veto,
    tidy,
)
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


class RowReader:
    """Reads rows of one list and keeps what came of them."""

    def __init__(
        self, labels: Sequence[str], of_field: Mapping[str, int], vocabulary: Vocabulary, *, excel_1904: bool
    ) -> None:
        self.persons: list[ListedPerson] = []
        self.rejected: list[RejectedCell] = []
        self.flags: list[Flag] = []
        self.rows_read = 0
        self._labels = list(labels)
        self._of_field = dict(of_field)
        self._header = [plain_heading(label) for label in labels]
        self._first_headings = frozenset(labels)
        self._readers = _readers(vocabulary, excel_1904)
        self._remarks: Counter[tuple[str, str]] = Counter()
        self._counted: Counter[str] = Counter()
        self._first_with_id: dict[str, tuple[int, int]] = {}
        self._first_with_content: dict[int, int] = {}

    def read(self, row: Row) -> None:
        """Takes one row: skipped and counted (empty, repeated heading), rejected, or a person."""
        if skipped := self._why_skipped(row):
            self._counted[skipped] += 1
            return
        self.rows_read += 1
        written = self._written(row)
        faults: list[RejectedCell] = []
        values = self._values(row, written, faults)
        person = None if faults else ListedPerson(row=row.number, written=written, **values)
        if person is not None:
            faults += self._faults_of_row(row, person, written)
        if faults or person is None:
            self.rejected += faults
        else:
            self.persons.append(person)
            self._counted["rows kept that tell nothing to find a person by"] += _tells_nothing(person)
            self._flag_mixed(person, row)

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
        first = next((cell for cell in row.cells if cell), "").strip()
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
        return {label: cells[i] if i < len(cells) else "" for i, label in enumerate(labels)}

    def _values(self, row: Row, written: dict[str, str], faults: list[RejectedCell]) -> dict[str, Any]:
        values: dict[str, Any] = {"id": f"row-{row.number}"}
        cells, width = row.cells, len(row.cells)
        for index, why in row.faults.items():
            column = self._labels[index] if index < len(self._labels) else f"(column {index + 1})"
            cure = "Write the value itself into the cell and save again."
            value = cells[index] if index < width else ""
            faults.append(RejectedCell(row.number, column, value, why, cure, written, "unreadable"))
        for name, index in self._of_field.items():
            if index >= width or index in row.faults or not cells[index]:
                continue
            try:
                value = self._value(name, index, cells[index], row)
            except InputError as error:
                code = error.code if isinstance(error, UnreadableCellError) else "unknown-word"
                column = self._labels[index]
                faults.append(RejectedCell(row.number, column, cells[index], error.message, error.cure, written, code))
            else:
                if value:
                    values[name] = value
        return values

    def _value(self, name: str, index: int, cell: str, row: Row) -> Any:
        text = tidy(cell)
        if not text:
            return ""
        reader = self._readers.get(name)
        if reader is None:
            return text
        value, remark = reader(text)
        if remark in _REMARKS:
            self._remarks[remark, self._labels[index]] += 1
        elif remark:
            self.flags.append(Flag(row.number, self._labels[index], cell, f"not understood and left aside: {remark}"))
        return value

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
        has_id = person.id != f"row-{row.number}"
        content = hash(tuple(cell.strip() for cell in row.cells))
        if not has_id:
            self._note_alike(row, content)
        if "id" not in self._of_field:
            return []
        first, its_content = self._first_with_id.setdefault(person.id, (row.number, content))
        if first == row.number:
            return []
        column = self._labels[self._of_field["id"]]
        if its_content == content:
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

    def _flag_mixed(self, person: ListedPerson, row: Row) -> None:
        for name in NAME_FIELDS:
            index = self._of_field.get(name)
            text = getattr(person, name)
            for word in mixed_words(text) if text and index is not None else ():
                words = f"the word {word!r} mixes letters of two scripts; kept as written"
                self.flags.append(Flag(row.number, self._labels[index or 0], text, words))


def _tells_nothing(person: ListedPerson) -> bool:
    return not any(getattr(person, name) for name in IDENTIFYING)


def _numbers_columns(cells: list[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _is_total_line(row: Row, person: ListedPerson) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    named = [name for name in IDENTIFYING if getattr(person, name)]
    return len(filled) <= 2 and len(named) <= 1 and bool(_TOTAL_LINE.match(filled[0]))


def _readers(vocabulary: Vocabulary, excel_1904: bool) -> dict[str, Callable[[str], tuple[Any, str]]]:
    """field -> reader giving (value, remark)."""

    def number(text: str) -> tuple[str, str]:
        cell = read_number(text)
        return cell.value, cell.remark

    def birth(text: str) -> tuple[HalfKnownDate, str]:
        return read_date(text, birth=True, excel_1904=excel_1904)

    def event(text: str) -> tuple[HalfKnownDate, str]:
        return read_date(text, birth=False, excel_1904=excel_1904)

    def categories(text: str) -> tuple[tuple[str, ...], str]:
        codes, unread = vocabulary.categories(text)
        return codes, "; ".join(unread)

    def plain(read: Callable[[str], str]) -> Callable[[str], tuple[str, str]]:
        return lambda text: (read(text), "")

    return {
        "id": number,
        "service_number": number,
        "birth_date": birth,
        "event_date": event,
        "categories": categories,
        "sex": plain(read_sex),
        "fit_to_travel": plain(read_fitness),
        "veto": plain(read_veto),
        "willingness": plain(vocabulary.willingness),
        "medical_decision": plain(vocabulary.decision),
    }
