"""Writes what goes back to a bureau: the bad rows alone, workbooks whose bytes repeat, digests of files.

Called by the command and the import wizard. Cells that a spreadsheet would run as formulas are defused.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from homeward.engine.sheets.readings import RejectedCell

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIXED_MOMENT, _FIXED_STAMP = rb"\g<1>2000-01-01T00:00:00Z", (2000, 1, 1, 0, 0, 0)
REASON_COLUMNS = ("homeward: sheet row", "homeward: column", "homeward: value", "homeward: reason", "homeward: cure")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would run it as a formula; `read_list` takes it off."""
    return f"'{text}" if text.lstrip(" ").startswith(_RUNS) else text


def write_rejected(path: Path, rejected: Sequence[RejectedCell]) -> int:
    """Writes only the bad rows, as they were written, with what is wrong beside them: CSV, UTF-8 with mark.

    Returns: the number of rows. The file, mended, can be read again: the reason columns are left unread.
    """
    by_row: dict[int, list[RejectedCell]] = {}
    for cell in rejected:
        by_row.setdefault(cell.row, []).append(cell)
    header = list(dict.fromkeys(label for cell in rejected for label in cell.written if label not in REASON_COLUMNS))
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*map(safe_cell, header), *REASON_COLUMNS])
        for row, cells in by_row.items():
            told = [
                " | ".join(texts) for texts in zip(*((c.column, c.value, c.reason, c.cure) for c in cells), strict=True)
            ]
            written = [cells[0].written.get(label, "") for label in header]
            writer.writerow([safe_cell(text) for text in (*written, str(row), *told)])
    return len(by_row)


def file_digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def save_workbook(workbook: Workbook, path: Path) -> None:
    """Saves a workbook so that the same content gives the same bytes: no clock, and no compression to differ."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "docProps/core.xml":
                data = _CREATED.sub(_FIXED_MOMENT, data)
            target.writestr(zipfile.ZipInfo(part.filename, _FIXED_STAMP), data)
