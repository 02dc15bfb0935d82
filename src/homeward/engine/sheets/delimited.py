"""Reads text tables: finds encoding and delimiter, streams rows. Called by `lists`; never keeps the file in memory.

UTF-8 with or without mark, UTF-16, cp1251; `;` `,` tab and `|`. Bytes that the encoding cannot read become faults of
their cell, so that the row is rejected and not altered.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from homeward.base.errors import SheetError
from homeward.engine.sheets.columns import header_score
from homeward.engine.sheets.tables import MAX_COLUMNS, UNREADABLE, Limits, Row, text_row

_DELIMITERS = ";,\t|"
_NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
_CHUNK = 1 << 20
_SAMPLE_ROWS = 40
_LONGEST_LINE = 1 << 20
_LOOK_EVERY = 1 << 12  # rows between two looks at how far the file is read


class TextTable:
    """A delimited text file, open for reading."""

    excel_1904 = False
    sheet = ""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.sheets: list[str] = []
        self.share = 0.0
        self._path, self._limits = path, limits
        self._encoding = _find_encoding(path)
        self._skip, self._delimiter = self._find_delimiter()
        self.expected_rows = _expected_rows(path)
        self.notes = [f"encoding: {self._encoding}", f"delimiter: {_NAMES[self._delimiter]}"]

    def rows(self) -> Iterator[Row]:
        """Rows as a spreadsheet numbers them: a quoted cell with line breaks is one row, a blank line is one too."""
        size = max(1, self._path.stat().st_size)
        with (
            self._path.open("rb") as raw,
            io.TextIOWrapper(raw, encoding=self._encoding, errors="replace", newline="") as stream,
        ):
            reader = csv.reader(_lines(stream, self._path.name), delimiter=self._delimiter, strict=True)
            number = 0
            while True:
                try:
                    cells = next(reader)
                except StopIteration:
                    self.share = 1.0
                    return
                except csv.Error as error:
                    raise SheetError(
                        f"{self._path.name}, row {number + 1} (line {reader.line_num}): {error}.",
                        cure="A quotation mark may be opened there and not closed. Mend that row and save again.",
                    ) from error
                number += 1
                if not number % _LOOK_EVERY:
                    self.share = min(1.0, raw.tell() / size)
                if number > self._skip:
                    yield self._row(number, cells)

    def _row(self, number: int, cells: list[str]) -> Row:
        if number > self._limits.rows:
            raise SheetError(f"{self._path.name} has more than {self._limits.rows} rows.", cure="Split the list.")
        if len(cells) > MAX_COLUMNS:
            raise SheetError(
                f"{self._path.name}, row {number}: more than {MAX_COLUMNS} columns.", cure="Check the delimiter."
            )
        return text_row(number, cells)

    def _find_delimiter(self) -> tuple[int, str]:
        """Rows to skip (Excel's own 'sep=;' line) and the delimiter with the best heading and the evenest rows."""
        sample = _first_lines(self._path, self._encoding)
        if sample and sample[0].lower().startswith("sep=") and len(sample[0].strip()) == 5:
            return 1, sample[0].strip()[4] if sample[0].strip()[4] in _DELIMITERS else ";"
        return 0, max(_DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _lines(stream: TextIO, name: str) -> Iterator[str]:
    """The lines of the file. A line without an end would fill the memory of a small machine.

    Raises:
        SheetError: a line of more than a million letters.
    """
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            message = f"{name}, line {number} has more than {_LONGEST_LINE:,} letters; this is no list of persons."
            raise SheetError(message, cure="Save the list again as CSV, one person a line.")
        yield line


def _first_lines(path: Path, encoding: str) -> list[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        return list(islice(_lines(stream, path.name), _SAMPLE_ROWS * 3))


def _expected_rows(path: Path) -> int:
    """By the length of the first lines, in bytes; line breaks inside quotation marks make it too many."""
    with path.open("rb") as stream:
        start = stream.read(_CHUNK)
    return round(path.stat().st_size * (start.count(b"\n") + 1) / max(1, len(start)))


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int, int]:
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return (0, 0, 0)
    heading = max((max(header_score(row, kind) for kind in ("held", "missing")) for row in rows), default=0)
    widths = Counter(len(row) for row in rows)
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
    return (heading, count if width > 1 else 0, width)


def _find_encoding(path: Path) -> str:
    """Name of the encoding.

    Raises:
        SheetError: binary data, or text of no encoding known here.
    """
    with path.open("rb") as stream:
        start = stream.read(_CHUNK)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8) or _is_utf8(path):
        return "utf-8-sig"
    if b"\0" in start:
        return _utf16_without_mark(start, path.name)
    damaged, letters = _utf8_quality(path)
    if letters >= 20 * damaged:
        return "utf-8-sig"
    if _looks_like_cp1251(start):
        return "cp1251"
    raise SheetError(
        f"{path.name} is in an encoding that is not known here (seen: neither UTF-8, UTF-16 nor cp1251).",
        cure="Save it as CSV in UTF-8.",
    )


def _utf16_without_mark(start: bytes, name: str) -> str:
    even, odd = start[0::2].count(0), start[1::2].count(0)
    for encoding, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # Blanks, digits and delimiters fill one half of the bytes with zeros, and never the other.
        if here >= len(start) // 20 and there <= here // 10:
            return encoding
    raise SheetError(f"{name} is not a text table.", cure="Ask for the list as .xlsx or CSV.")


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _utf8_quality(path: Path) -> tuple[int, int]:
    """How many places are no UTF-8, and how many letters beyond ASCII are."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    damaged = letters = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = decoder.decode(chunk)
            bad = text.count(UNREADABLE)
            damaged += bad
            letters += len(text) - len(text.encode("ascii", "ignore")) - bad
    damaged += decoder.decode(b"", final=True).count(UNREADABLE)
    return damaged, letters


def _looks_like_cp1251(start: bytes) -> bool:
    """Cyrillic words in cp1251 are lower case after their first letter; other Cyrillic encodings come out reversed."""
    text = start.decode("cp1251", errors="replace")
    words = [word for word in "".join(c if c.isalpha() else " " for c in text).split() if len(word) > 2]
    cyrillic = [word for word in words if any("\u0400" <= letter <= "\u04ff" for letter in word)]
    natural = sum(1 for word in cyrillic if word[1:].islower() or word.isupper())
    return bool(cyrillic) and natural >= 0.7 * len(cyrillic)


@contextmanager
def open_text(path: Path, sheet: str | None, limits: Limits) -> Iterator[TextTable]:
    """Opens a delimited text file; `sheet` means nothing here and is refused."""
    if sheet is not None:
        raise SheetError(f"{path.name} is a text file and has no sheets.", cure="Leave the sheet out.")
    yield TextTable(path, limits)
