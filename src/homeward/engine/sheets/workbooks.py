"""Reads one sheet of an XLSX workbook as text cells, row by row. Called by `lists`; formulas are never computed.

Dates keep the workbook's own date system; numbers keep the zeros their format shows; hidden rows are read and noted.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from homeward.base.errors import SheetError
from homeward.engine.sheets.archive import SheetParts, inspect_archive, look_into_sheet
from homeward.engine.sheets.columns import header_score
from homeward.engine.sheets.tables import MAX_COLUMNS, Limits, Row

_BATCH = 500
_LOOKED_AT = 30
_ZEROS = re.compile(r"^0{2,}$")
_NO_RESULT = "the cell holds a formula whose result was not saved"
_BROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, OSError, EOFError)


class WorkbookTable:
    """One sheet of a workbook, open for reading."""

    def __init__(self, book: Any, path: Path, sheet: str | None, limits: Limits) -> None:
        self._book, self._path, self._limits = book, path, limits
        self.share = 0.0
        self.expected_rows = 0
        self.sheet = ""
        self.excel_1904 = book.epoch == CALENDAR_MAC_1904
        visible = [ws for ws in book.worksheets if ws.sheet_state == "visible"]
        self.sheets: list[str] = [ws.title for ws in visible]
        chosen = self._choose(visible, sheet)
        self.sheet = chosen.title
        self._parts = look_into_sheet(path, chosen._worksheet_path)
        self.notes = self._describe()

    def _choose(self, visible: list[Any], sheet: str | None) -> Any:
        """The sheet asked for; else the first visible one with the best heading."""
        if sheet is not None:
            if sheet not in self._book.sheetnames:
                names = ", ".join(self._book.sheetnames)
                raise SheetError(f"{self._path.name} has no sheet {sheet!r}.", cure=f"Its sheets are: {names}.")
            return self._book[sheet]
        if not visible:
            raise SheetError(f"{self._path.name} shows no sheet.", cure="Unhide the sheet with the list.")
        return visible[0] if len(visible) == 1 else max(visible, key=lambda ws: self._heading(ws))

    def _heading(self, ws: Any) -> int:
        rows = list(islice(self._read(ws, SheetParts()), _LOOKED_AT))
        return max((header_score(row.cells, kind) for row in rows for kind in ("held", "missing")), default=0)

    def _describe(self) -> list[str]:
        hidden = [ws.title for ws in self._book.worksheets if ws.title not in self.sheets and ws.title != self.sheet]
        others = [name for name in self.sheets if name != self.sheet]
        rows, merged = sorted(self._parts.hidden_rows), self._parts.merged
        told = [f"sheet read: {self.sheet}"]
        told += [f"sheets not read: {', '.join(others)}"] if others else []
        told += [f"hidden sheets not read: {', '.join(hidden)}"] if hidden else []
        told += ["dates count from 1904"] if self.excel_1904 else []
        columns = self._parts.hidden_columns
        told += [f"hidden columns were read too: {_some(columns)}"] if columns else []
        told += [f"hidden rows were read too: {_some(rows)}"] if rows else []
        told += [f"merged cells, read in their first cell only: {_some(merged)}"] if merged else []
        return told

    def rows(self) -> Iterator[Row]:
        """Rows in order. Raises SheetError when the sheet breaks off or is too large."""
        return self._read(self._book[self.sheet], self._parts)

    def _read(self, ws: Any, parts: SheetParts) -> Iterator[Row]:
        # Some writers state a wrong extent, which would cut the list short in silence.
        ws.reset_dimensions()
        source, number, kept = ws.iter_rows(), 0, 0
        while batch := self._batch(source):
            for cells in batch:
                number += 1
                row = _as_row(number, cells, parts.bare_formulas.get(number))
                kept += not row.is_empty
                if kept > self._limits.rows or len(row.cells) > MAX_COLUMNS:
                    raise SheetError(
                        f"{self._path.name} has more than {self._limits.rows} rows or {MAX_COLUMNS} columns.",
                        cure="Split the list.",
                    )
                yield row

    def _batch(self, source: Iterator[Any]) -> list[Any]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the reader warns of odd dates; they come back as faults of their cell
                return list(islice(source, _BATCH))
        except _BROKEN as error:
            raise SheetError(
                f"{self._path.name}: the sheet {self.sheet} breaks off ({error}).",
                cure="Open it in a spreadsheet program and save it again.",
            ) from error


def _as_row(number: int, cells: tuple[Any, ...], bare: set[str] | None) -> Row:
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    row = Row(number, texts)
    for letters in bare or ():
        index = column_index_from_string(letters) - 1
        texts.extend([""] * (index + 1 - len(texts)))
        row.faults[index] = _NO_RESULT
    return row


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        shown = cell.number_format
        return str(value).zfill(len(shown)) if _ZEROS.match(shown) else str(value)
    return _other_text(value)


def _other_text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _some(items: list[Any], most: int = 8) -> str:
    told = ", ".join(str(item) for item in items[:most])
    return told if len(items) <= most else f"{told} and {len(items) - most} more"


@contextmanager
def open_workbook(path: Path, sheet: str | None, limits: Limits) -> Iterator[WorkbookTable]:
    """Opens a workbook after its archive was looked at; closes it whatever happens.

    Raises:
        SheetError: refused or unreadable.
    """
    inspect_archive(path)
    # The open file and not its path: the reader would refuse a workbook that somebody named `list.csv`.
    with path.open("rb") as stream:
        book = _load(stream, path.name)
        try:
            yield WorkbookTable(book, path, sheet, limits)
        finally:
            book.close()


def _load(stream: BinaryIO, name: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # unknown extensions and default styles are no matter here
            return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except _BROKEN as error:
        raise SheetError(
            f"{name} cannot be read as a workbook ({error}).",
            cure="Open it in a spreadsheet program and save it again.",
        ) from error
