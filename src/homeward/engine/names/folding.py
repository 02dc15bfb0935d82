"""Folds a word of any script to one phonetic alphabet, so that Ukrainian, Russian, Belarusian and Latin spellings meet.

Called by lexicon, forms and keys. What was written is never changed: folds serve comparison and search alone.
Letter tables are data (packs/fold_*.txt); sources: Cabinet of Ministers of Ukraine resolution 55 (2010), BGN/PCGN,
ICAO Doc 9303 part 3, GOST R 52535.1-2006.
"""

import re
import unicodedata
from functools import lru_cache

from homeward.base.scripts import is_mixed_script_word, script_of, script_of_letter
from homeward.engine.names.packs import PACKS, letter_table, spelling_rules

# A file fold_xxxx.txt is the pack of the script with that ISO 15924 code.
_TABLES = {
    path.stem.removeprefix("fold_").capitalize(): letter_table(path.name) for path in sorted(PACKS.glob("fold_*.txt"))
}
_PATTERNS = {
    script: re.compile("|".join(re.escape(group) for group in sorted(table, key=len, reverse=True)))
    for script, table in _TABLES.items()
}
PACKED_SCRIPTS = frozenset(_TABLES)

# Letters that look alike in Latin and Cyrillic, as lower-case pairs.
_LATIN_LOOKS = "acekmhopxyitb"
_CYRILLIC_LOOKS = "асекмнорхуітв"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)

_NOT_SOUND = re.compile(r"['’ʼ`´‘ʹʺ\"\u0301.]")
_SPELLINGS = spelling_rules("spellings_latn.txt")
_REDUCTIONS = (
    (re.compile(r"i+"), "i"),
    (re.compile(r"i[eo]"), "e"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"([ae])u(?![aeiou])"), r"\1v"),
    (re.compile(r"(?<=[qwj])o"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=..)aia$"), "a"),
    (re.compile(r"([oe])f$"), r"\1v"),
)
_SKELETON_CLASSES = str.maketrans({"z": "s", "j": "w", "f": "v", "a": "", "e": "", "i": "", "o": "", "u": ""})
LONGEST_WORD = (
    64  # letters of one word that take part in a key; longer words are kept as written, compared by their start
)


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """One word as lower-case ASCII phonemes ('Щербина', 'Shcherbyna', 'Schtscherbina' -> 'werbina').

    Words that hold letters of Latin and Cyrillic are mended for this purpose only. '' when nothing sounds.
    """
    lowered = _NOT_SOUND.sub("", repair_mixed(unicodedata.normalize("NFKC", word.lower()))[:LONGEST_WORD])
    script = script_of(lowered)
    if script == "Latn":
        lowered = _plain_spelling(lowered)
    table = _TABLES.get(script)
    sounds = _PATTERNS[script].sub(lambda found: table[found[0]], lowered) if table else lowered
    return reduce_sounds(_ascii(sounds))


def reduce_sounds(sounds: str) -> str:
    """What all spellings lose alike: iotation, doubles, the tail of adjectives."""
    for pattern, replacement in _REDUCTIONS:
        sounds = pattern.sub(replacement, sounds)
    return sounds


def fold_words(text: str) -> str:
    """A name of several words or hyphened parts: folds joined by '-'."""
    return "-".join(part for part in (fold(word) for word in re.split(r"[\s\-–—/]+", text)) if part)


@lru_cache(maxsize=1 << 18)
def skeleton(folded: str) -> str:
    """The consonants of a fold, close pairs merged; a first vowel stays as 'a'."""
    bare = folded.replace("-", "").translate(_SKELETON_CLASSES)
    return ("a" + bare) if folded[:1] in {"a", "e", "i", "o", "u"} else bare


def repair_mixed(word: str) -> str:
    """A lower-case word with Latin look-alikes in Cyrillic or the reverse, written in the script of most letters.

    At a tie the letters that have no double decide.
    """
    if not is_mixed_script_word(word):
        return word
    latin, cyrillic = (sum(script_of_letter(c) == script for c in word) for script in ("Latn", "Cyrl"))
    if latin == cyrillic:
        latin = sum(script_of_letter(c) == "Latn" and c not in _LATIN_LOOKS for c in word)
        cyrillic = sum(script_of_letter(c) == "Cyrl" and c not in _CYRILLIC_LOOKS for c in word)
    return word.translate(_TO_LATIN if latin > cyrillic else _TO_CYRILLIC)


def _plain_spelling(word: str) -> str:
    """A Latin word as most would spell it: what its letters mean by German, French, Polish or a standard's rules."""
    for sign, letters, meaning in _SPELLINGS:
        if sign.search(word):
            word = letters.sub(meaning, word)
    return word


def _ascii(sounds: str) -> str:
    """The general fallback: accents stripped, letters without a pack read by their Unicode names."""
    if sounds.isascii():
        return re.sub(r"[^a-z0-9]", "", sounds)
    read = "".join(letter if letter.isascii() else _by_unicode_name(letter) for letter in sounds)
    return re.sub(r"[^a-z0-9]", "", read)


@lru_cache(maxsize=4096)
def _by_unicode_name(letter: str) -> str:
    """'GREEK SMALL LETTER ALPHA' -> 'a', 'HANGUL SYLLABLE GAN' -> 'han'; a sign without such a name by its number."""
    name = unicodedata.name(letter, "")
    if found := re.search(r"SYLLABLE ([A-Z]+)$", name):
        return _PATTERNS["Latn"].sub(lambda group: _TABLES["Latn"][group[0]], found[1].lower())
    plain = unicodedata.normalize("NFKD", letter)
    if plain[0].isascii():
        return plain[0]
    if found := re.search(r"LETTER (?:FINAL )?([A-Z]+)", unicodedata.name(plain[0], "")):
        return found[1][0].lower()
    return f"{ord(letter):x}" if letter.isalpha() else ""
