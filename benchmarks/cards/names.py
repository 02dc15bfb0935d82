"""The three names of every card: in the list's language or in Latin letters, with what went wrong on the way."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
from benchmarks.cards import spelling, stock
from benchmarks.cards.errors import Bools, Errors, touch
from benchmarks.cards.flaws import LOOK_ALIKE, misheard, misread, mistyped
from benchmarks.cards.people import People
from benchmarks.list_files import Texts


@dataclass(frozen=True, slots=True)
class Words:
    """Surnames with the language each is at home in, and places, of one war."""

    direction: str
    surnames: list[str]
    languages: list[str]
    places: list[str]


def draw_names(
    people: People, words: Words, language: str, latin: Bools, errors: Errors, chance: np.random.Generator
) -> tuple[Texts, Texts, Texts]:
    """Surname, given name, patronymic."""
    size, stray = len(people), random.Random(int(chance.integers(2**31)))
    given, father = _given_and_father(people, words.direction, language, errors, chance)
    surname = _surnames(people, words, language, chance.random(size) < errors.literal_surname)
    columns = [surname, given, father]
    for column, share in zip(columns, (1.0, 0.35, 0.35), strict=True):
        touch(column, chance.random(size) < errors.heard * share, misheard, stray)
    columns = _latin(columns, latin, language, chance)
    for column, share in zip(columns, (1.0, 0.4, 0.4), strict=True):
        touch(column, chance.random(size) < errors.read * share, misread, stray)
        touch(column, chance.random(size) < errors.typed * share, mistyped, stray)
    surname, given, father = columns
    father[chance.random(size) < errors.no_patronymic] = ""
    touch(
        surname, ~latin & (chance.random(size) < errors.look_alike), lambda word, _: word.translate(LOOK_ALIKE), stray
    )
    initials = chance.random(size) < errors.initials
    for column in (given, father):
        touch(column, initials, lambda word, _: word[:1] + "." if word else "", stray)
    return surname, given, father


def _given_and_father(
    people: People, direction: str, language: str, errors: Errors, chance: np.random.Generator
) -> tuple[Texts, Texts]:
    """Translated, or put over letter by letter from the own language, or as a pet name."""
    table = stock.men(direction)
    own = {"uk": 0, "ru": 1}
    native = np.array([person[own[direction]] for person in table], dtype=object)
    told = np.array([person[own[language]] for person in table], dtype=object)
    sexes = np.array([person[4] for person in table], dtype=object)
    pets = [person[2 + own[language]] for person in table]
    over = _overwritten(direction, language)
    plain = chance.random(len(people)) < (errors.letter_by_letter if direction != language else 0.0)
    given = np.where(plain, _mapped(over, native[people.given]), told[people.given])
    roll = chance.random(len(people))
    for row in np.flatnonzero(roll < errors.pet_name):
        if names := pets[people.given[row]]:
            given[row] = names[int(roll[row] * 1e6) % len(names)]
    sex = sexes[people.given]
    father_native = _fathers(native[people.father], direction, sex)
    father_told = _fathers(told[people.father], language, sex)
    return given, np.where(plain, _mapped(over, father_native), father_told)


def _overwritten(direction: str, language: str) -> Callable[[str], str]:
    if direction == language:
        return str
    return partial(spelling.russian if language == "ru" else spelling.ukrainian, literal=True)


def _fathers(names: Texts, language: str, sexes: Texts) -> Texts:
    cache: dict[tuple[str, str], str] = {}
    pairs = list(zip(names, sexes, strict=True))
    for name, sex in set(pairs):
        cache[name, sex] = stock.patronymic(name, language, sex)
    return np.array([cache[pair] for pair in pairs], dtype=object)


def _surnames(people: People, words: Words, language: str, literal: Bools) -> Texts:
    """Each surname in the list's language: as at home, or respelled in one of two ways."""
    respell = spelling.russian if language == "ru" else spelling.ukrainian
    forms = [
        np.array(
            [
                name if home == language else respell(name, way)
                for name, home in zip(words.surnames, words.languages, strict=True)
            ],
            dtype=object,
        )
        for way in (False, True)
    ]
    return np.where(literal, forms[1][people.surname], forms[0][people.surname])


def _latin(columns: list[Texts], latin: Bools, language: str, chance: np.random.Generator) -> list[Texts]:
    """Rows of Latin lists: from the list's language by one of its four habits, the same for all words of a card."""
    table, change = (
        (spelling.LATIN_OF_RUSSIAN, spelling.latin_of_russian)
        if language == "ru"
        else (spelling.LATIN_OF_UKRAINIAN, spelling.latin_of_ukrainian)
    )
    habit = chance.integers(0, len(table), len(latin))
    for number, name in enumerate(table):
        rows = np.flatnonzero(latin & (habit == number))
        for column in columns:
            column[rows] = _mapped(lambda word, name=name: change(word, name), column[rows])
    return columns


def _mapped(change: Callable[[str], str], words: Iterable[str]) -> Texts:
    """`change` of each word, computed once a distinct word."""
    every = list(words)
    cache = {word: change(word) for word in dict.fromkeys(every)}
    return np.array([cache[word] for word in every], dtype=object)


def laid_out(names: tuple[Texts, Texts, Texts], errors: Errors, chance: np.random.Generator) -> dict[str, Texts]:
    """In three cells or in one, some exchanged."""
    surname, given, father = names
    size = len(surname)
    swapped = chance.random(size) < errors.swapped
    surname[swapped], given[swapped] = given[swapped], surname[swapped]
    moved = (chance.random(size) < errors.patronymic_swapped) & (father != "")
    given[moved], father[moved] = father[moved], given[moved]
    upper = np.flatnonzero(chance.random(size) < 0.08)
    surname[upper] = [word.upper() for word in surname[upper]]
    full = np.full(size, "", dtype=object)
    last = chance.random(size) < errors.surname_last
    for row in np.flatnonzero(chance.random(size) < errors.one_cell):
        order = (given[row], father[row], surname[row]) if last[row] else (surname[row], given[row], father[row])
        full[row] = " ".join(word for word in order if word)
        surname[row] = given[row] = father[row] = ""
    return {"surname": surname, "given_name": given, "patronymic": father, "full_name": full}
