"""Military units as written -> code, or number and kind (packs/units.txt). Called by details, once a value."""

import re
from functools import lru_cache

from homeward.base.scripts import clean
from homeward.engine.matching.ranks import PACKS
from homeward.engine.names import fold_words
from homeward.engine.names.packs import field_lines

_CODE = re.compile(r"(?<![^\W\d_])([aаbвtт])[\s-]?(\d{4})(?!\d)")
_CODE_LETTERS = str.maketrans("авт", "abt")
_POST = re.compile(
    r"(?:\bв\s*[/.\\-]?\s*[чc]\b\.?|в[іо][йі]ськ\w*\s+част\w*|войсков\w+\s+част\w*|вайсков\w+\s+част\w*|"
    r"military\s+unit|mil\.?\s+unit|\bunit|\bm/u)\s*[№#n:]?\s*(?:\w+\s+)?(\d{4,5})(?!\d)"
)
_WORDS = re.compile(r"\d+|[^\W\d_]+")


@lru_cache(maxsize=1)
def _kinds() -> list[tuple[str, tuple[str, ...], frozenset[str]]]:
    found = []
    for line in field_lines("units.txt", 3, PACKS):
        kind, beginnings, abbreviations = line.fields
        if not beginnings:
            raise line.error("expected 'kind ; beginnings of words ; abbreviations'.")
        found.append((kind, tuple(beginnings.split()), frozenset(abbreviations.split()) - {"-"}))
    return found


@lru_cache(maxsize=1 << 16)
def read_unit(text: str) -> str:
    """'в/ч А1234' -> 'a1234'; 'в/ч 12345' -> '12345'; '1 бат. 93-ї ОМБр' -> '93 brigade'; else the folded words."""
    value = clean(text).lower().replace("’", "'")
    if not value:
        return ""
    if found := _CODE.search(value):
        return found[1].translate(_CODE_LETTERS) + found[2]
    if found := _POST.search(value):
        return found[1]
    words = _WORDS.findall(value)
    kind, place = _kind(words)
    number = _number(words, place)
    return f"{number} {kind}".strip() if number else fold_words(value)


def _kind(words: list[str]) -> tuple[str, int]:
    """The first kind of units.txt that a word says, and where; ('', the end) for none."""
    for kind, beginnings, abbreviations in _kinds():
        for place, word in enumerate(words):
            if word in abbreviations or word.startswith(beginnings):
                return kind, place
    return "", len(words)


def _number(words: list[str], place: int) -> str:
    """The nearest number before the word of the kind, else the first after it, without leading noughts."""
    before = [word for word in words[:place] if word.isdecimal()]
    after = [word for word in words[place:] if word.isdecimal()]
    return (before[-1:] or after[:1] or [""])[0].lstrip("0")
