"""Decides how a form and its data become a PDF: committed fonts alone, data beside the markup, bytes that repeat.

Called by the forms of this room. It never pastes data into markup, never uses a font of the machine, and has no clock.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from homeward.base.errors import InputError

_ROOM = Path(__file__).parent
FONTS = _ROOM / "fonts"
# PDF/A for the archive, PDF/UA for readers with a screen reader; both forbid a letter that no font draws.
STANDARDS: list[Literal["a-2b", "ua-1"]] = ["a-2b", "ua-1"]


def typeset(form: str, data: Mapping[str, object], *, moment: datetime) -> bytes:
    """The PDF of `forms/<form>.typ` with this data, dated `moment` (aware). Same arguments, same bytes.

    Raises:
        InputError: the moment tells no time zone, so that its bytes would depend on the machine.
    """
    if moment.tzinfo is None:
        raise InputError("a paper needs an aware moment.", cure="Hand in a time with its zone.")
    compiler = typst.Compiler(
        str(_ROOM / "forms" / f"{form}.typ"),
        root=str(_ROOM),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_drawn(data), ensure_ascii=False)},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=int(moment.timestamp()))
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF.")
    return pdf


def drawable(text: str) -> str:
    """The text with each letter that no committed font draws replaced by its code point: '[U+65E5]'."""
    return "".join(
        letter if ord(letter) in _coverage() or letter in "\n\t" else f"[U+{ord(letter):04X}]" for letter in text
    )


def _drawn(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, Mapping):
        return {key: _drawn(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_drawn(item) for item in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _coverage() -> frozenset[int]:
    # A form sets text in regular and bold, so a letter counts when every weight of a family has it.
    families: dict[str, set[int]] = {}
    for file in sorted(FONTS.glob("*.ttf")):
        letters = set(_letters(file.read_bytes()))
        family = file.stem.split("-")[0]
        families[family] = families.get(family, letters) & letters
    return frozenset().union(*families.values())


def _letters(font: bytes) -> Iterator[int]:
    """Code points of a font's character map (OpenType `cmap`, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for table in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * table)
        if tag == b"cmap":
            (maps,) = struct.unpack_from(">H", font, start + 2)
            for index in range(maps):
                (offset,) = struct.unpack_from(">L", font, start + 8 + 8 * index)
                yield from _letters_of_map(font, start + offset)


def _letters_of_map(font: bytes, at: int) -> Iterator[int]:
    (kind,) = struct.unpack_from(">H", font, at)
    if kind == 4:
        (double,) = struct.unpack_from(">H", font, at + 6)
        ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
        starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif kind == 12:
        (groups,) = struct.unpack_from(">L", font, at + 12)
        for group in range(groups):
            first, last, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * group)
            yield from range(first, last + 1)
