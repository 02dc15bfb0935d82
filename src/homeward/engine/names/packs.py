"""Reads the language packs: plain text beside this module, one line a rule or a name (format: packs/README.md).

Called once by folding, languages, transliteration and lexicon. It never guesses: a broken line is an error naming file
and line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from homeward.base.errors import InputError

PACKS = Path(__file__).parent / "packs"


class PackError(InputError):
    """A line of a language pack cannot be read."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """One line of a pack, its fields stripped; `where` names file and line for messages."""

    where: str
    fields: tuple[str, ...]

    def error(self, what: str, cure: str = "") -> PackError:
        """An error that names this line."""
        return PackError(f"{self.where}: {what}", cure=cure)


def pack_lines(name: str, folder: Path = PACKS) -> Iterator[tuple[int, str]]:
    """Line number and text of every line that is neither empty nor a comment.

    Raises: PackError when the file is not there or is not UTF-8.
    """
    try:
        text = (folder / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError as missing:
        raise PackError(
            f"{folder.name}/{name} is missing.", cure="packs/README.md names the files of a pack."
        ) from missing
    except UnicodeDecodeError as broken:
        raise PackError(f"{folder.name}/{name} is not UTF-8.", cure="Save it as UTF-8.") from broken
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def letter_table(name: str, folder: Path = PACKS) -> dict[str, str]:
    """letter or letter group -> letters, '' for what stays silent ('-'); '^x' entries keep their mark as '^letter'."""
    table: dict[str, str] = {}
    place = f"{folder.name}/{name}"
    for number, line in pack_lines(name, folder):
        parts = line.split()
        if len(parts) not in (2, 3):
            raise PackError(f"{place}, line {number}: {line!r} is no pair of letters.", cure="Write 'from to'.")
        if parts[0] in table:
            raise PackError(f"{place}, line {number}: {parts[0]!r} stands twice.", cure="Keep one of the two lines.")
        table[parts[0]] = _sound(parts[1])
        if len(parts) == 3:
            table["^" + parts[0]] = _sound(parts[2].removeprefix("^"))
    return table


def _sound(text: str) -> str:
    return "" if text == "-" else text


def spelling_rules(name: str, folder: Path = PACKS) -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
    """Sign, letters and their meaning of every line 'spelling ; sign ; letters ; meaning'.

    Raises: PackError for a line that is no such rule.
    """
    rules = []
    for line in field_lines(name, 4, folder):
        _, sign, letters, meaning = line.fields
        if not (sign and letters and meaning):
            raise line.error("expected 'spelling ; sign ; letters ; meaning'.")
        try:
            rules.append((re.compile(sign), re.compile(letters), _sound(meaning)))
        except re.error as broken:
            raise line.error(f"no regular expression: {broken}.") from broken
    return rules


def field_lines(name: str, count: int, folder: Path = PACKS) -> Iterator[PackLine]:
    """Lines of `count` fields parted by semicolons; fields missing at the end are empty."""
    place = f"{folder.name}/{name}"
    for number, line in pack_lines(name, folder):
        fields = [field.strip() for field in line.split(";")]
        if len(fields) > count or not fields[0]:
            raise PackError(f"{place}, line {number}: expected up to {count} fields parted by ';'.")
        yield PackLine(f"{place}, line {number}", tuple(fields + [""] * (count - len(fields))))


def word_roles(name: str, roles: tuple[str, ...], folder: Path = PACKS) -> dict[str, frozenset[str]]:
    """Words by role, of lines 'role ; words'. Raises: PackError for a role that is none of those."""
    found: dict[str, set[str]] = {role: set() for role in roles}
    for line in field_lines(name, 2, folder):
        role, words = line.fields
        if role not in found:
            raise line.error(f"{role!r} is no role.", cure=f"Known: {', '.join(roles)}.")
        found[role].update(words.split())
    return {role: frozenset(words) for role, words in found.items()}


def language_folders(folder: Path = PACKS) -> list[Path]:
    """Every folder that holds a letters.txt is the pack of one language; its name is the language's code."""
    return sorted(found.parent for found in folder.glob("*/letters.txt"))
