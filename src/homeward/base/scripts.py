"""Which script a text is written in, and the clean-up every written value gets on entry."""

import re
import unicodedata
from functools import lru_cache

# Marks that steer writing direction or join letters unseen; in a name they are an accident or an attack.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]")
_BLANKS = re.compile(r"\s+")
# Most words are of one of these, which is seen at once instead of letter by letter.
_PLAIN = re.compile("(?P<latin>[A-Za-z]+)|(?P<cyrillic>[\u0400-\u0481\u048a-\u04ff]+)")


def clean(text: str) -> str:
    """NFC, no unseen or control characters, blanks folded to one. What is left is kept as written."""
    if _is_clean(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", _CONTROL.sub("", _UNSEEN.sub("", composed))).strip()


def _is_clean(text: str) -> bool:
    """Most cells are clean already, and seeing that costs a tenth: what is printable holds no unseen or control
    character and no blank but the common one."""
    return (
        text.isprintable()
        and "  " not in text
        and not text.startswith(" ")
        and not text.endswith(" ")
        and unicodedata.is_normalized("NFC", text)
    )


@lru_cache(maxsize=4096)
def script_of_letter(letter: str) -> str:
    """ISO 15924 code of one letter: Cyrl, Latn, Arab, Grek, ...; 'Zyyy' for what belongs to no script."""
    if not letter.isalpha():
        return "Zyyy"
    name = unicodedata.name(letter, "")
    for prefix, code in _SCRIPTS:
        if name.startswith(prefix):
            return code
    return "Zzzz"


_SCRIPTS = (
    ("CYRILLIC", "Cyrl"),
    ("LATIN", "Latn"),
    ("FULLWIDTH LATIN", "Latn"),
    ("ARABIC", "Arab"),
    ("GREEK", "Grek"),
    ("GEORGIAN", "Geor"),
    ("ARMENIAN", "Armn"),
    ("HEBREW", "Hebr"),
    ("HANGUL", "Hang"),
    ("CJK", "Hani"),
    ("HIRAGANA", "Hira"),
    ("KATAKANA", "Kana"),
    ("DEVANAGARI", "Deva"),
)


def script_of(text: str) -> str:
    """The script most letters of a text belong to; 'Zyyy' when it has no letters."""
    if plain := _PLAIN.fullmatch(text):
        return "Latn" if plain.lastgroup == "latin" else "Cyrl"
    counts: dict[str, int] = {}
    for letter in text:
        code = script_of_letter(letter)
        if code != "Zyyy":
            counts[code] = counts.get(code, 0) + 1
    return max(counts, key=lambda code: (counts[code], code)) if counts else "Zyyy"


def is_mixed_script_word(word: str) -> bool:
    """Whether one word holds letters of two scripts: look-alikes to be flagged, never mended in silence."""
    if _PLAIN.fullmatch(word):
        return False
    codes = {script_of_letter(letter) for letter in word}
    return len(codes - {"Zyyy"}) > 1
