"""Reads a sheet of interviews: one row a talk, with the list's own id, answer, language, interpreter, privacy, day.

Every row is read whole or named with column, value, reason and cure. The file is held in memory alone: what persons
said of their will does not lie on a disk of this node.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.base.dates import HalfKnownDate, parse_date
from homeward.base.errors import InputError, SheetError
from homeward.base.scripts import clean
from homeward.engine.law.willingness import read_willingness
from homeward.engine.law.wording import plain_word
from homeward.engine.sheets import open_table
from homeward.engine.sheets.tables import Row

NONE_NEEDED = "none needed"
MOST_BYTES = 512 * 1024
MOST_ROWS = 2_000
LONGEST_LANGUAGE, LONGEST_INTERPRETER = 40, 120
_HEADER_WITHIN = 20
ID, ANSWER, LANGUAGE, INTERPRETER, PRIVATE, DAY = "id", "answer", "language", "interpreter", "private", "day"
NEEDED = (ID, ANSWER, LANGUAGE, INTERPRETER, PRIVATE)
HEADINGS: Mapping[str, tuple[str, ...]] = {
    ID: (
        "id", "list id", "number in the list", "no", "номер", "номер у списку", "номер в списке", "ід",
        "الرقم", "الرقم في القائمة",
    ),
    ANSWER: (
        "answer", "own wish", "wish", "willingness", "відповідь", "бажання", "ответ", "желание", "الجواب", "الرغبة",
    ),
    LANGUAGE: ("language", "мова", "язык", "اللغة"),
    INTERPRETER: ("interpreter", "перекладач", "переводчик", "المترجم"),
    PRIVATE: (
        "private", "in private", "held in private", "наодинці", "без свідків", "наедине",
        "без свидетелей", "على انفراد",
    ),
    DAY: (
        "day", "date", "held on", "interview date", "дата", "день", "дата розмови", "дата беседы", "اليوم", "التاريخ",
    ),
}  # fmt: skip
_NONE = {
    NONE_NEEDED, "none", "not needed", "no", "no interpreter", "не потрібен", "не потрібний", "без перекладача",
    "не нужен", "без переводчика", "ні", "нет", "لا حاجة", "لا يلزم", "بدون مترجم", "بلا مترجم", "لا",
}  # fmt: skip
_YES = {"yes", "y", "1", "true", "так", "да", "نعم", "private", "in private"}
_NO = {"no", "n", "0", "false", "ні", "нет", "لا", "not private"}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row as it would be recorded."""

    row: int
    list_id: str
    person_id: str
    answer: str
    language: str
    interpreter: str
    in_private: bool
    held_at: datetime | None


@dataclass(frozen=True, slots=True)
class RejectedAnswer:
    """One reason why a row is not recorded."""

    row: int
    column: str
    value: str
    reason: str
    cure: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """Rows to record and reasons against the others: together all rows read."""

    rows: list[AnswerRow]
    rejected: list[RejectedAnswer]
    rows_read: int

    def __post_init__(self) -> None:
        if self.rows_read != len(self.rows) + len(self.rejected_rows):
            raise AssertionError(f"{self.rows_read} rows read, but not all of them are told")

    @property
    def rejected_rows(self) -> list[int]:
        """Sheet rows that would not be recorded, each once."""
        return sorted({cell.row for cell in self.rejected})


class _BadCellError(Exception):
    """A cell that cannot be read, on its way to the list of rejected ones."""

    def __init__(self, column: str, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.cure = column, reason, cure


def read_answers(
    file_name: str, content: bytes, ids_of: Callable[[Sequence[str]], Mapping[str, str]], now: datetime
) -> SheetReading:
    """Reads a whole sheet.

    Args:
        content: CSV or XLSX. ids_of: the list's own ids -> register ids of persons held.

    Raises:
        SheetError: empty, too large, no table, or a column is missing.
    """
    if not content or len(content) > MOST_BYTES:
        raise SheetError(
            _("The sheet is empty, or larger than %(most)d kB.") % {"most": MOST_BYTES >> 10},
            cure=_("Save it again, or split it."),
        )
    with _opened(file_name, content) as source:
        columns, labels = _header(source)
        rows = [row for row in source if not row.is_empty]
    if not rows or len(rows) > MOST_ROWS:
        raise SheetError(
            _("The sheet has no rows below its heading, or more than %(most)d.") % {"most": MOST_ROWS},
            cure=_("Load a sheet with one row a talk."),
        )
    known = ids_of([_cell(row, columns, ID) for row in rows])
    return _read(rows, columns, labels, known, now)


@contextmanager
def _opened(file_name: str, content: bytes) -> Iterator[Iterator[Row]]:
    handle = os.memfd_create("sheet", os.MFD_CLOEXEC)
    try:
        os.write(handle, content)
        with open_table(Path(f"/proc/self/fd/{handle}")) as table:
            yield table.rows()
    except SheetError as error:
        # The reader names the file as it knows it; people know it by the name they gave it.
        raise SheetError(error.message.replace(str(handle), file_name, 1), cure=error.cure) from error
    finally:
        os.close(handle)


def _header(source: Iterator[Row]) -> tuple[dict[str, int], dict[str, str]]:
    """Field -> column, and field -> heading as written."""
    for _number, row in zip(range(_HEADER_WITHIN), source, strict=False):
        headings = [plain_word(cell) for cell in row.cells]
        columns = {
            name: index for name, words in HEADINGS.items() for index, text in enumerate(headings) if text in words
        }
        if all(name in columns for name in NEEDED):
            return columns, {name: clean(row.cells[index]) for name, index in columns.items()}
    raise SheetError(
        _("The sheet lacks a heading with the columns: %(columns)s.") % {"columns": ", ".join(NEEDED)},
        cure=_("Take the sheet to fill in from the page of interviews."),
    )


def _read(
    rows: Sequence[Row], columns: Mapping[str, int], labels: Mapping[str, str], known: Mapping[str, str], now: datetime
) -> SheetReading:
    taken: list[AnswerRow] = []
    rejected: list[RejectedAnswer] = []
    places: dict[str, list[int]] = {}
    for row in rows:
        places.setdefault(_cell(row, columns, ID), []).append(row.number)
    for row in rows:
        bad: list[_BadCellError] = []
        told = _told(row, columns, known, now, bad)
        # Two answers of one person on one sheet: which came later is not for a reader to guess.
        if told is not None and len(where := places[told.list_id]) > 1:
            reason = _("this person stands on the rows %(rows)s") % {"rows": ", ".join(map(str, where))}
            bad.append(_BadCellError(ID, reason, _("Keep the last answer alone.")))
        if told is not None and not bad:
            taken.append(told)
        for each in bad:
            value = _cell(row, columns, each.column)
            rejected.append(RejectedAnswer(row.number, labels.get(each.column, ""), value, each.reason, each.cure))
    return SheetReading(taken, rejected, len(rows))


def _told(
    row: Row, columns: Mapping[str, int], known: Mapping[str, str], now: datetime, bad: list[_BadCellError]
) -> AnswerRow | None:
    """The row, or None with every one of its faults in `bad`."""
    readers: Mapping[str, Callable[[str], object]] = {
        ID: lambda text: _person(text, known),
        ANSWER: _answer,
        LANGUAGE: lambda text: _line(LANGUAGE, text, LONGEST_LANGUAGE, _("Write the language that was spoken.")),
        INTERPRETER: _interpreter,
        PRIVATE: _private,
        DAY: lambda text: _day(text, now),
    }
    found: dict[str, object] = {}
    for name, read in readers.items():
        try:
            if (index := columns.get(name)) is not None and index in row.faults:
                raise _BadCellError(name, row.faults[index], _("Type the value into the cell."))
            found[name] = read(_cell(row, columns, name))
        except _BadCellError as error:
            bad.append(error)
    if bad:
        return None
    return AnswerRow(
        row.number, _cell(row, columns, ID), str(found[ID]), str(found[ANSWER]), str(found[LANGUAGE]),
        str(found[INTERPRETER]), found[PRIVATE] is True, found[DAY] if isinstance(found[DAY], datetime) else None,
    )  # fmt: skip


def _cell(row: Row, columns: Mapping[str, int], name: str) -> str:
    index = columns.get(name, -1)
    # A leading apostrophe is what our own exports put before a cell that a spreadsheet would run.
    return clean(row.cells[index]).removeprefix("'") if 0 <= index < len(row.cells) else ""


def _person(text: str, known: Mapping[str, str]) -> str:
    if text not in known:
        raise _BadCellError(
            ID, _("no person held has this id in the list"), _("Write the id as it stands in the list.")
        )
    return known[text]


def _answer(text: str) -> str:
    cure = _("Write yes, no, undecided, third State or unable.")
    try:
        code = read_willingness(text)
    except InputError as error:
        raise _BadCellError(ANSWER, _("this is none of the five answers"), cure) from error
    if not code:
        raise _BadCellError(ANSWER, _("the answer is missing"), cure)
    return code


def _line(name: str, text: str, longest: int, cure: str) -> str:
    if not text or len(text) > longest:
        raise _BadCellError(name, _("nothing, or too much, is written here"), cure)
    return text


def _interpreter(text: str) -> str:
    cure = _("Write the interpreter's name, or “none needed”.")
    return NONE_NEEDED if plain_word(text) in _NONE else _line(INTERPRETER, text, LONGEST_INTERPRETER, cure)


def _private(text: str) -> bool:
    word = plain_word(text)
    if word not in _YES | _NO:
        raise _BadCellError(PRIVATE, _("it is not said whether the talk was held in private"), _("Write yes or no."))
    return word in _YES


def _day(text: str, now: datetime) -> datetime | None:
    """The beginning of that day, so that a talk recorded by itself on the same day stands before it; None for now."""
    if not text:
        return None
    try:
        known = parse_date(text)
    except InputError:
        known = HalfKnownDate()
    first = known.first_day()
    if first is None or known.precision != "day":
        raise _BadCellError(DAY, _("this is no day"), _("Write the day as 2024-08-21."))
    moment = timezone.make_aware(datetime(first.year, first.month, first.day))
    if moment > now:
        raise _BadCellError(DAY, _("this day lies in the future"), _("Write when the talk was held."))
    return moment
