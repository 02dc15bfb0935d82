"""Decides which word of a written name is surname, given name and patronymic. Called by forms; never alters a word.

Lists put the surname first, the press the given name; known given names, patronymic endings, commas, capitals and
initials tell which it is. What the words sound like or mean is the business of folding and lexicon.
"""

import re
from dataclasses import dataclass

from homeward.base.scripts import clean
from homeward.engine.names.folding import fold_words
from homeward.engine.names.lexicon import has_patronymic_tail, lexicon
from homeward.engine.names.packs import word_roles

_BRACKETS = re.compile(r"[(\[{«\"]([^)\]}»\"]*)[)\]}»\"]")
_HYPHEN = re.compile(r"\s*[-–—‑]\s*")
_INITIAL_DOT = re.compile(r"\.(?=\S)")
_STRAY = ".,;:*№"
_WORDS = word_roles("words_in_names.txt", ("before", "after", "title", "suffix", "maiden", "unknown"))
_AFTER, _BEFORE, _TITLES, _SUFFIXES = (_WORDS[role] for role in ("after", "before", "title", "suffix"))
_NO_NAMES = _AFTER | _BEFORE | _TITLES | _SUFFIXES | _WORDS["unknown"]


@dataclass(frozen=True, slots=True)
class NameParts:
    """The words as written. `order`: 'cells', 'surname first', 'given first', 'comma', or 'swapped' cells."""

    surname: str = ""
    given_name: str = ""
    patronymic: str = ""
    alias: str = ""
    order: str = "cells"


def words_of(text: str) -> tuple[list[str], str]:
    """The words of a name, particles glued to theirs, and what stood in brackets."""
    words = text.split()
    if all(map(str.isalpha, words)) and _NO_NAMES.isdisjoint(map(str.lower, words)):
        return [clean(word) for word in words], ""
    cleaned = clean(text)
    aliases = " ".join(part.strip() for part in _BRACKETS.findall(cleaned))
    bare = _HYPHEN.sub("-", _INITIAL_DOT.sub(". ", _BRACKETS.sub(" ", cleaned)))
    words = []
    for word in _names_alone(bare.split()):
        word = word if is_initial(word) else word.strip(_STRAY + "-")
        if not word:
            continue
        if words and (word.lower() in _AFTER or words[-1].lower().split()[-1] in _BEFORE):
            words[-1] += "-" + word if word.lower() in _AFTER else " " + word
        else:
            words.append(word)
    return words, _name_in(aliases)


def _names_alone(words: list[str]) -> list[str]:
    """Without 'unknown', numbers and signs ('№ 12', '?'), titles before and suffixes after a name that is left."""
    known = [word for word in words if word.lower() not in _WORDS["unknown"]]
    kept = [word for word in known if any(map(str.isalpha, word))] or known
    while len(kept) > 2 and _stands_apart(kept[0], _TITLES, kept[-1]):
        kept = kept[1:]
    while len(kept) > 2 and _stands_apart(kept[-1], _SUFFIXES, kept[0]):
        kept = kept[:-1]
    return kept


def _stands_apart(word: str, listed: frozenset[str], name: str) -> bool:
    """A title is written small beside a capital, or shortened with a dot. 'Майор Іван' is a surname."""
    if word.rstrip(".,").lower() not in listed:
        return False
    return (word.islower() and name[:1].isupper()) or (word.endswith(".") and len(word) > 2)


def _name_in(brackets: str) -> str:
    """'дівоче Петренко' -> 'Петренко'."""
    return " ".join(word for word in brackets.split() if word.strip(".:").lower() not in _WORDS["maiden"])


def is_initial(word: str) -> bool:
    """'І.' or 'І'; digraphs such as 'Ю.' written 'Yu.' count too."""
    letters = word.rstrip(".")
    if len(letters) > 2:
        return False
    if letters.upper() == letters.lower():  # scripts without capitals write whole names in one sign
        return False
    return letters.isalpha() and (len(letters) == 1 or (len(letters) == 2 and word.endswith(".")))


def split_full_name(text: str) -> NameParts:
    """A name kept in one cell: 'Surname Given Patronymic', 'Surname, Given P.', 'Given Patronymic Surname'."""
    surname, _, rest = text.strip().strip(",").partition(",")
    if any(map(str.isalpha, rest)) and any(map(str.isalpha, surname)):
        surname_words, alias = words_of(surname)
        given, *others = words_of(rest)[0] or [""]
        return NameParts(" ".join(surname_words), given, " ".join(others), alias, "comma")
    words, alias = words_of(text)
    surname, given, patronymic, order = _by_signs(words)
    return NameParts(surname, given, patronymic, alias, order)


def _by_signs(words: list[str]) -> tuple[str, str, str, str]:
    if len(words) < 2:
        return "".join(words), "", "", "surname first"
    if len(words) == 2:
        return _two_words(*words)
    first, second, *rest = words
    if _is_given_first(words):
        return " ".join(rest), first, second, "given first"
    for place in range(len(words) - 1, 1, -1):  # 'Surname Surname Given Patronymic'
        if _is_patronymic(words[place]) and not is_initial(words[place - 1]):
            if place == 2 and lexicon().is_full_given(first) and not lexicon().is_given(second):
                return second, first, " ".join(words[place:]), "given first"
            return " ".join(words[: place - 1]), words[place - 1], " ".join(words[place:]), "surname first"
    return first, second, " ".join(rest), "surname first"


def _is_given_first(words: list[str]) -> bool:
    first, second, third = words[:3]
    if is_initial(first):
        return is_initial(second) and not is_initial(third)
    if _is_patronymic(second) and lexicon().is_given(first) and not lexicon().is_full_given(second):
        return not (_is_patronymic(third) and _is_patronymic(first))
    return _shouts_last(words) and lexicon().is_given(first)


def _two_words(first: str, second: str) -> tuple[str, str, str, str]:
    if is_initial(second):
        return first, second, "", "surname first"
    if _is_patronymic(second) and not lexicon().is_given(first) and not lexicon().is_given(second):
        return first, "", second, "surname first"
    knows_first, knows_second = lexicon().is_full_given(first), lexicon().is_given(second)
    if is_initial(first) or _shouts_last([first, second]) or (knows_first and not knows_second):
        return second, first, "", "given first"
    return first, second, "", "surname first"


def _shouts_last(words: list[str]) -> bool:
    """'Іван ПЕТРЕНКО': capitals mark the surname."""
    return words[-1].isupper() and len(words[-1]) > 1 and not any(word.isupper() for word in words[:-1])


def _is_patronymic(word: str) -> bool:
    return has_patronymic_tail(fold_words(word))


def split_cells(surname: str, given_name: str, patronymic: str) -> NameParts:
    """A name kept in cells of its own, with the slips clerks make: swapped cells, two words in one cell."""
    surname_words, alias = words_of(surname)
    given_words, _ = words_of(given_name)
    patronymic_words, _ = words_of(patronymic)
    if len(surname_words) > 1 and not given_words and not patronymic_words:
        parts = split_full_name(surname)
        return NameParts(parts.surname, parts.given_name, parts.patronymic, parts.alias, parts.order)
    if (
        len(given_words) > 1
        and not patronymic_words
        and (is_initial(given_words[-1]) or _is_patronymic(given_words[-1]))
    ):
        given_words, patronymic_words = given_words[:-1], given_words[-1:]
    parts = NameParts(" ".join(surname_words), " ".join(given_words), " ".join(patronymic_words), alias)
    return _unswapped(parts)


def _unswapped(parts: NameParts) -> NameParts:
    names = lexicon()
    surname, given, patronymic = parts.surname, parts.given_name, parts.patronymic
    if names.is_given(patronymic) and _is_patronymic(given) and not names.is_given(given):
        return NameParts(surname, patronymic, given, parts.alias, "swapped")
    if given and names.is_full_given(surname) and not names.is_given(given) and not is_initial(given):
        if _is_patronymic(given) and not patronymic:
            return NameParts("", surname, given, parts.alias, "swapped")
        return NameParts(given, surname, patronymic, parts.alias, "swapped")
    return parts
