"""Rank, unit, service number and place as written -> values that can be compared. Called by tables, once a value.

Equivalents are data (packs/ranks.txt). Nothing is rejected: an unknown word stays itself, folded.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from homeward.base.scripts import clean
from homeward.engine.names import fold, fold_words

_RANKS = Path(__file__).parent / "packs" / "ranks.txt"
_LOOK_ALIKE = str.maketrans("асекмнорхтвіуACEKMHOPXTBIY", "acekmhopxtbiyacekmhopxtbiy")
_KINDS = (
    ("brigade", ("бриг", "brig", "бр", "омбр", "отбр", "одшбр", "обрмп", "омсбр", "одесбр", "мсбр", "бмп")),
    ("regiment", ("полк", "reg", "rgt", "мсп", "тп", "пдп")),
    ("battalion", ("бат", "bat", "bn", "бтн", "осб", "б-н", "омб")),
    ("division", ("див", "div", "дивізіон")),
    ("army", ("арм", "army")),
    ("company", ("рот", "comp")),
)
_UNIT_CODE = re.compile(r"\b([aа])[\s-]?(\d{4})\b", re.IGNORECASE)
_UNIT_POST = re.compile(r"(?:в\s*[/.]?\s*[чc]\.?|military unit|unit)\s*[№#n]?\s*(\d{5})", re.IGNORECASE)
_PLACE_WORD = re.compile(
    r"\b(?:с|м|г|смт|пгт|сел|село|місто|город|поселок|селище|н\.?п|ст|обл|область|район|р-н|village|town|city|of|near|"
    r"поблизу|біля|возле|под|oblast|region|district)\b\.?"
)


@lru_cache(maxsize=1)
def _rank_words() -> dict[str, tuple[int, str]]:
    words: dict[str, tuple[int, str]] = {}
    for line in _RANKS.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            step, code, synonyms = (part.strip() for part in line.split(";"))
            for synonym in [code, *synonyms.split(",")]:
                words.setdefault(_rank_key(synonym), (int(step), code))
    return words


def _rank_key(text: str) -> str:
    words = re.sub(r"[.\s]+", " ", clean(text).lower().replace("-", " ")).split()
    kept = [
        word for word in words if word not in {"гвардии", "гв", "запасу", "запаса", "медслужби", "юстиції", "юстиции"}
    ]
    return " ".join(kept)


@lru_cache(maxsize=1 << 14)
def read_rank(text: str) -> tuple[int, str]:
    """(step, code); (0, fold) for a rank that is not listed, (0, '') for none."""
    key = _rank_key(text)
    return _rank_words().get(key) or (0, fold_words(key))


@lru_cache(maxsize=1 << 16)
def read_unit(text: str) -> str:
    """'в/ч А1234' -> 'a1234'; '93-тя ОМБр «Холодний Яр»' -> '93 brigade'; else the folded words."""
    value = clean(text).lower()
    if not value:
        return ""
    if found := _UNIT_CODE.search(value):
        return "a" + found[2]
    if found := _UNIT_POST.search(value):
        return found[1]
    number = re.search(r"\d+", value)
    kind = _unit_kind(value)
    return f"{number[0]} {kind}".strip() if number else fold_words(value)


def _unit_kind(value: str) -> str:
    words = re.findall(r"[^\W\d_]+", value)
    for kind, beginnings in _KINDS:
        if any(word.startswith(beginnings) for word in words if word not in {"тя", "ша", "га", "та"}):
            return kind
    return ""


@lru_cache(maxsize=1 << 18)
def read_number(text: str) -> str:
    """A service number without signs, Cyrillic look-alikes as Latin; '123.0' as spreadsheets write it is '123'."""
    value = re.sub(r"\.0+$", "", clean(text)).lower().translate(_LOOK_ALIKE)
    value = re.sub(r"[\W_]+", "", value)
    return "".join(c if c.isascii() else fold(c) for c in unicodedata.normalize("NFC", value)) if value else ""


@lru_cache(maxsize=1 << 16)
def read_place(text: str) -> str:
    """A place folded, without 'village', 'м.', 'обл.'; words sorted, so that their order does not matter."""
    bare = _PLACE_WORD.sub(" ", clean(text).lower())
    words = sorted({fold(word) for word in re.split(r"[\s,;()/.-]+", bare) if word} - {""})
    return " ".join(words)
