"""Ranks as written -> steps and codes of packs/ranks.txt, in every language that has a pack. Called by details."""

import re
from functools import lru_cache
from pathlib import Path

from homeward.base.scripts import clean
from homeward.engine.names import fold_words
from homeward.engine.names.lexicon import lexicon
from homeward.engine.names.packs import field_lines, pack_lines

_ORDINAL = re.compile(r"(?<=\d)\s*-?\s*(?:ого|го|ї|й|я|а)\b")
PACKS = Path(__file__).parent / "packs"


@lru_cache(maxsize=1 << 14)
def read_rank(text: str) -> tuple[int, str]:
    """(step, code); (0, fold) for a rank that is not listed, (0, '') for none."""
    key = rank_key(text)
    return _rank_words().get(key) or (0, fold_words(key))


def rank_key(text: str) -> str:
    """Lower case, dots and hyphens as blanks, without guard, reserve and services."""
    words = re.sub(r"[.\s\-–—/]+", " ", _ORDINAL.sub("", clean(text).lower())).split()
    return " ".join([word for word in words if word not in _additions()] or words)


@lru_cache(maxsize=1)
def _additions() -> frozenset[str]:
    return frozenset(word for _, line in pack_lines("rank_additions.txt", PACKS) for word in line.split())


@lru_cache(maxsize=1)
def _rank_words() -> dict[str, tuple[int, str]]:
    folders = [language.folder for language in lexicon().languages.values()]
    return rank_words(PACKS, [folder for folder in folders if (folder / "ranks.txt").exists()])


def rank_words(folder: Path, languages: list[Path]) -> dict[str, tuple[int, str]]:
    """Words -> (step, code) of a table of ranks and of the languages' words; the first line that has a word wins.

    Raises: PackError naming file and line.
    """
    words: dict[str, tuple[int, str]] = {}
    steps: dict[str, int] = {}
    for line in field_lines("ranks.txt", 3, folder):
        step, code, synonyms = line.fields
        if not step.isdecimal() or not 1 <= int(step) <= 99:
            raise line.error(f"{step!r} is no step from 1 to 99.")
        if steps.setdefault(code, int(step)) != int(step):
            raise line.error(f"{code!r} stands on step {steps[code]} as well.")
        _take(words, (int(step), code), f"{code},{synonyms}")
    for language in languages:
        for line in field_lines("ranks.txt", 2, language):
            if line.fields[0] not in steps:
                raise line.error(f"{line.fields[0]!r} is no code of engine/matching/packs/ranks.txt.")
            _take(words, (steps[line.fields[0]], line.fields[0]), line.fields[1])
    return words


def _take(words: dict[str, tuple[int, str]], rank: tuple[int, str], synonyms: str) -> None:
    for synonym in synonyms.split(","):
        if key := rank_key(synonym):
            words.setdefault(key, rank)
