"""Looks into a workbook's archive before anything opens it: size, ratio, macros, entity tricks; then hidden parts.

Called by `workbooks`. It reads the archive's parts as bytes in pieces and never builds a document from them.
Threats: archive bombs (small file, huge content), entity expansion in XML, macros, external code.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.utils import get_column_letter

from homeward.base.errors import SheetError

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_FROM = 4 * 1024 * 1024
MAX_PARTS = 2_000

_CHUNK = 1 << 18
_TAIL = 4096
_LONGEST_ELEMENT = 8 << 20
_MACRO_PART = re.compile(r"vbaProject|vbaData|macrosheets/|activeX/", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_MIN, _MAX = re.compile(rb'\bmin="(\d{1,6})"'), re.compile(rb'\bmax="(\d{1,6})"')
_LAST_COLUMN = 16_384
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="(\d+)"')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
# A formula whose result was never stored: no value, or an empty one, follows it.
_BARE_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass(slots=True)
class SheetParts:
    """What the openpyxl reader does not tell: hidden parts, merged ranges, formulas without a stored result."""

    hidden_columns: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    bare_formulas: dict[int, set[str]] = field(default_factory=dict)  # row -> column letters


def inspect_archive(path: Path) -> None:
    """Refuses an archive that is no plain workbook.

    Raises:
        SheetError: not an archive, a bomb, macros, another kind of document, or XML with declarations.
    """
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts, name)
            _refuse_other_kinds(parts, name)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _refuse_declarations(archive, part, name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise SheetError(
            f"{name} cannot be read as a workbook: {error}.",
            cure="The file may be cut off or locked. Ask for it again.",
        ) from error


def _refuse_bomb(parts: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    steep = [
        part.filename
        for part in parts
        if part.file_size > RATIO_MATTERS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)
    ]
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES or steep:
        raise SheetError(
            f"{name} unpacks to {unpacked >> 20} MB in {len(parts)} parts, more than a list of persons needs.",
            cure="Save it again with the list alone, or as CSV in UTF-8.",
        )


def _refuse_other_kinds(parts: list[zipfile.ZipInfo], name: str) -> None:
    names = [part.filename for part in parts]
    if any(_MACRO_PART.search(part) for part in names):
        raise SheetError(
            f"{name} carries macros; it is not opened.", cure="Save it as .xlsx without macros, or as CSV."
        )
    if "[Content_Types].xml" not in names or not any(part.startswith("xl/") for part in names):
        raise SheetError(
            f"{name} is an archive, but no Excel workbook.", cure="Save the list as .xlsx or as CSV in UTF-8."
        )


def _refuse_declarations(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """A document type can stand before the first element only: reads so far, with the parser that refuses it."""
    cure = "Save it again as .xlsx or CSV."
    with archive.open(part) as stream:
        # Another encoding than UTF-8 could hide parts of the sheet from the look below.
        if b"\0" in stream.read(_TAIL):
            raise SheetError(f"{name} holds XML in an encoding that workbooks never need.", cure=cure)
    with archive.open(part) as stream:
        try:
            next(iterparse(stream, events=("start",), forbid_dtd=True))
        except (DefusedXmlException, SyntaxError, ValueError, StopIteration) as error:
            raise SheetError(f"{name} holds XML of a kind that workbooks never need.", cure=cure) from error


def look_into_sheet(path: Path, part: str) -> SheetParts:
    """Hidden rows, merged ranges and formulas without a result, from the sheet's XML read in pieces."""
    seen = SheetParts()
    for piece in _pieces(path, part):
        seen.hidden_columns += [_range(match[1]) for match in _COLUMN.finditer(piece) if _HIDDEN.search(match[1])]
        for row in _ROW.finditer(piece):
            number = _NUMBER.search(row[1])
            if number and _HIDDEN.search(row[1]):
                seen.hidden_rows.add(int(number[1]))
        seen.merged += [match[1].decode() for match in _MERGE.finditer(piece)]
        if b"f>" in piece or b"<f" in piece:
            for match in _BARE_FORMULA.finditer(piece):
                seen.bare_formulas.setdefault(int(match[2]), set()).add(match[1].decode())
    return seen


def _range(attributes: bytes) -> str:
    first, last = (int(match[1]) if match else 0 for match in (_MIN.search(attributes), _MAX.search(attributes)))
    letters = [get_column_letter(number) for number in dict.fromkeys((first, last)) if 0 < number <= _LAST_COLUMN]
    return "-".join(letters)


def _pieces(path: Path, part: str) -> Iterator[bytes]:
    """The part in pieces that overlap at element borders, so that no element is cut in two."""
    rest = b""
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            rest += chunk
            cut = max(rest.rfind(b"<row"), rest.rfind(b":row "), rest.rfind(b"<mergeCell "))
            cut = rest.rfind(b"<", 0, cut + 1)
            if cut <= 0 and len(rest) > _LONGEST_ELEMENT:
                cut = len(rest) - _TAIL  # no row is this long; memory stays bounded
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
    yield rest
