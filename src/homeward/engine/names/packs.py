"""Reads the language packs: plain text beside this module, one line a rule or a name.

Called once by folding, transliteration and lexicon. It never guesses: a broken line is an error naming file and line.
"""

from collections.abc import Iterator
from pathlib import Path

from homeward.base.errors import InputError

PACKS = Path(__file__).parent / "packs"


class PackError(InputError):
    """A line of a language pack cannot be read."""


def pack_lines(name: str, folder: Path = PACKS) -> Iterator[tuple[int, str]]:
    """Line number and text of every line that is neither empty nor a comment."""
    text = (folder / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def letter_table(name: str, folder: Path = PACKS) -> dict[str, str]:
    """letter or letter group -> letters, '' for what stays silent ('-'); '^x' entries keep their mark as '^letter'."""
    table: dict[str, str] = {}
    for number, line in pack_lines(name, folder):
        parts = line.split()
        if len(parts) not in (2, 3):
            raise PackError(f"{name}, line {number}: {line!r} is no pair of letters.", cure="Write 'from to'.")
        table[parts[0]] = _sound(parts[1])
        if len(parts) == 3:
            table["^" + parts[0]] = _sound(parts[2].removeprefix("^"))
    return table


def _sound(text: str) -> str:
    return "" if text == "-" else text


def field_lines(name: str, count: int, folder: Path = PACKS) -> Iterator[tuple[str, ...]]:
    """Lines of `count` fields parted by semicolons; fields missing at the end are empty."""
    for number, line in pack_lines(name, folder):
        fields = [field.strip() for field in line.split(";")]
        if len(fields) > count or not fields[0]:
            raise PackError(f"{name}, line {number}: expected up to {count} fields parted by ';'.")
        yield tuple(fields + [""] * (count - len(fields)))
