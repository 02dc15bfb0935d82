"""Languages whose spelling is read by letters of their own: Hungarian 'Nagy' sounds as Надь, and so a clerk wrote it.

Called by lexicon and forms. Which language a name is written in is told by its given name and by letter groups.
A language is a folder of packs/ (format: packs/README.md): letters.txt says how clerks heard its letters, in Cyrillic;
signs.txt which letter groups give it away; given_names.txt which names are its own. No language is named here.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from homeward.engine.names.folding import LONGEST_WORD, fold
from homeward.engine.names.packs import PACKS, PackError, language_folders, letter_table, pack_lines

SURE = 2  # strength of signs, summed over surname and given name, from which a language is taken as known


@dataclass(frozen=True, slots=True)
class Language:
    """One pack.

    Attributes:
        code: the folder's name ('hu'). letters: letters and groups -> Cyrillic as clerks wrote it, '^x' at the start.
        signs: letter group -> how strongly it speaks for the language; negative speaks against. '^' and '$' mark an
            end of the word.
        folder: where further files of the pack lie.
    """

    code: str
    letters: Mapping[str, str]
    signs: Mapping[str, int]
    folder: Path

    def can_read(self, word: str) -> bool:
        """Whether the first letter of the word is of the language's script; 'Иван' is no Hungarian spelling."""
        return word[:1].lower() in self.letters or unicodedata.normalize("NFKD", word[:1].lower())[:1] in self.letters

    def as_clerks_wrote(self, word: str) -> str:
        """The word in lower-case Cyrillic; signs without a letter of their own are left out."""
        written, position = [], 0
        heard = self._known_letters(word)
        while position < len(heard):
            group = self._group(heard, position)
            latest = self.letters.get("^" + group) if position == 0 else None
            written.append(self.letters.get(group, "") if latest is None else latest)
            position += len(group)
        return "".join(written)

    def _known_letters(self, word: str) -> str:
        """Accents the language does not know are stripped: a clerk's 'Kovàcs' is 'Kovács' or 'Kovacs'."""
        lowered = unicodedata.normalize("NFC", word.lower())[:LONGEST_WORD]
        return "".join(
            letter if letter in self.letters else unicodedata.normalize("NFKD", letter)[0] for letter in lowered
        )

    def _group(self, word: str, position: int) -> str:
        longest = max(map(len, self.letters))
        for length in range(min(longest, len(word) - position), 1, -1):
            group = word[position : position + length]
            if group in self.letters or (position == 0 and "^" + group in self.letters):
                return group
        return word[position]

    def strength(self, word: str) -> int:
        """How strongly the spelling of a word speaks for this language; signs count once a word."""
        marked = "^" + unicodedata.normalize("NFC", word.lower()) + "$"
        return sum(strength for sign, strength in self.signs.items() if sign in marked)


def read_languages(folder: Path = PACKS) -> dict[str, Language]:
    """The languages of a folder of packs, by code, in the order of their codes.

    Raises: PackError naming file and line.
    """
    return {found.name: _read_language(found) for found in language_folders(folder)}


def _read_language(folder: Path) -> Language:
    letters = letter_table("letters.txt", folder)
    for group, heard in letters.items():
        if re.search(r"[^\u0400-\u04ff]", heard):
            raise PackError(
                f"{folder.name}/letters.txt: {group!r} is heard as {heard!r}, which is not Cyrillic.",
                cure="Write on the right what a clerk who writes Cyrillic would write.",
            )
    return Language(folder.name, letters, dict(_signs(folder)), folder)


def _signs(folder: Path) -> list[tuple[str, int]]:
    if not (folder / "signs.txt").exists():
        return []
    found = []
    for number, line in pack_lines("signs.txt", folder):
        sign, _, strength = line.partition(" ")
        if not re.fullmatch(r"-?[1-9]", strength.strip()):
            raise PackError(
                f"{folder.name}/signs.txt, line {number}: {line!r} is no letter group with its strength.",
                cure="Write 'group strength', the strength a whole number from 1 to 9 or the same with a minus.",
            )
        found.append((sign, int(strength)))
    return found


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Language]:
    """The languages of the packs that come with this version."""
    return read_languages()


def fold_as(word: str, language: Language) -> str:
    """One word as phonemes, read by the letters of its language ('Nagy' -> 'nad', as Надь)."""
    return fold(language.as_clerks_wrote(word))


def fold_words_as(text: str, language: Language) -> str:
    """As `folding.fold_words`, by the letters of a language."""
    return "-".join(part for part in (fold_as(word, language) for word in re.split(r"[\s\-–—/]+", text)) if part)


def surest(strengths: Mapping[str, int]) -> str:
    """The language whose signs are strong enough and stronger than any other's; '' for none."""
    best = max(strengths.values(), default=0)
    found = [code for code, strength in strengths.items() if strength == best]
    return found[0] if best >= SURE and len(found) == 1 else ""
