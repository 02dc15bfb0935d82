"""Writes a Cyrillic name in Latin letters for showing: one table a language, because г is h in one and g in the other.

Called by pages and papers for a derived form; never used for matching (folding does that) and never stored as the name.
Sources: uk: Cabinet of Ministers of Ukraine resolution 55 (27 January 2010); ru, be: ICAO Doc 9303 part 3 section 6.
"""

import re

from homeward.base.errors import InputError
from homeward.engine.names.packs import letter_table

LANGUAGES = ("be", "ru", "uk")
_TABLES = {language: letter_table(f"latin_{language}.txt") for language in LANGUAGES}
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


class UnknownLanguageError(InputError):
    """There is no transliteration table for this language."""


def transliterate(text: str, language: str) -> str:
    """The text with its Cyrillic words in Latin; everything else stays as it is.

    Raises: UnknownLanguageError for a language without a table.
    """
    table = _table(language)
    return _WORD.sub(lambda found: _word(found[0], table), text)


def _table(language: str) -> dict[str, str]:
    if language not in _TABLES:
        raise UnknownLanguageError(f"no transliteration for {language!r}.", cure=f"Known: {', '.join(LANGUAGES)}.")
    return _TABLES[language]


def alphabet(language: str) -> frozenset[str]:
    """The lower-case letters of a language that has a transliteration table, apostrophes included.

    Raises: UnknownLanguageError for a language without a table.
    """
    return frozenset(letter for group in _table(language) for letter in group.removeprefix("^"))


def likely_language(text: str) -> str:
    """The language whose own letters a Cyrillic text holds: 'uk', 'be' or 'ru'; 'ru' when none tells.

    For a derived form only, which pages and papers mark as such.
    """
    letters = set(text.lower())
    if letters & set("ўґ"):
        return "be" if "ў" in letters else "uk"
    return "uk" if letters & set("їєі'’ʼ") and not letters & set("ыэъё") else "ru"


def _word(word: str, table: dict[str, str]) -> str:
    shout = len(word) > 1 and word.isupper()
    written, position = [], 0
    while position < len(word):
        group = _group(word, position, table)
        latin = table.get(group.lower())
        if position == 0:
            latin = table.get("^" + group.lower(), latin)
        written.append(group if latin is None else _cased(latin, group, shout))
        position += len(group)
    return "".join(written)


def _group(word: str, position: int, table: dict[str, str]) -> str:
    pair = word[position : position + 2]
    return pair if len(pair) == 2 and pair.lower() in table else word[position]


def _cased(latin: str, group: str, shout: bool) -> str:
    if shout:
        return latin.upper()
    return latin.capitalize() if group[0].isupper() else latin
