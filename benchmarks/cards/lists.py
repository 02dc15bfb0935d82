"""Two lists of cards about overlapping people. Columns at once; only words that carry a flaw are touched one by one."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import partial

import numpy as np
import numpy.typing as npt
from benchmarks.cards import spelling, stock
from benchmarks.cards.flaws import LOOK_ALIKE, misheard, misnumbered, misread, mistyped
from benchmarks.cards.people import PLACES, UNITS, Ints, People, draw_people
from benchmarks.list_files import Lists, Texts

DIRECTIONS = ("uk", "ru")
MILDER = 0.25  # the missing list's share of the held list's errors
Bools = npt.NDArray[np.bool_]
Change = Callable[[str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Errors:
    """Share of cards of the held list with each flaw; `*_poor` and `*_good` for cards of low and of fair quality."""

    heard: float = 0.06
    read: float = 0.04
    typed: float = 0.03
    letter_by_letter: float = 0.12
    literal_surname: float = 0.45
    pet_name: float = 0.02
    no_patronymic: float = 0.22
    initials: float = 0.025
    swapped: float = 0.015
    patronymic_swapped: float = 0.005
    one_cell: float = 0.12
    surname_last: float = 0.2  # of those in one cell
    look_alike: float = 0.02
    birth_missing: float = 0.05
    birth_year_only: float = 0.06
    birth_new_year: float = 0.03
    birth_turned: float = 0.025
    birth_digit: float = 0.035
    birth_from_age: float = 0.015
    birth_other: float = 0.008
    poor: float = 0.25
    missing_poor: float = 0.85
    missing_good: float = 0.33
    other_unit: float = 0.1
    other_place: float = 0.2
    number_missing: float = 0.78
    number_digit: float = 0.04

    def times(self, factor: float) -> "Errors":
        """All more often, none above nine of ten; how surnames are respelled and cells are laid out stays."""
        kept = {"literal_surname", "surname_last"}
        return replace(
            self,
            **{f.name: min(0.9, getattr(self, f.name) * factor) for f in fields(self) if f.name not in kept},
        )


def make_cards(size: int, *, direction: str = "uk", overlap: float = 0.7, seed: int = 1, errors: float = 1.0) -> Lists:
    """Two lists of `size` cards with `overlap` of the people in common; the same seed gives the same lists."""
    if direction not in DIRECTIONS:
        raise ValueError(f"directions are {DIRECTIONS}")
    chance = np.random.default_rng([seed, size, DIRECTIONS.index(direction)])
    shared = round(size * overlap)
    surname_count = max(600, int(4 * size**0.75))
    words = _Words(direction, *stock.surnames(surname_count, direction, seed), stock.places(PLACES, seed))
    people = draw_people(2 * size - shared, surname_count, direction, chance)
    missing = _list(people.take(np.arange(size)), words, Errors().times(errors * MILDER), chance, own=True)
    held = _list(
        people.take(np.arange(size - shared, 2 * size - shared)), words, Errors().times(errors), chance, own=False
    )
    return _shuffled(missing, held, shared, chance)


def _shuffled(missing: dict[str, Texts], held: dict[str, Texts], shared: int, chance: np.random.Generator) -> Lists:
    size = len(missing["surname"])
    left_order, right_order = chance.permutation(size), chance.permutation(size)
    left = {name: column[left_order] for name, column in missing.items()}
    right = {name: column[right_order] for name, column in held.items()}
    left["id"], right["id"] = _ids("L", size), _ids("R", size)
    left_place, right_place = np.argsort(left_order), np.argsort(right_order)
    truth = (left["id"][left_place[size - shared :]], right["id"][right_place[:shared]])
    return Lists(left, right, truth)


def _ids(letter: str, size: int) -> Texts:
    return np.array([f"{letter}{number:07d}" for number in range(size)], dtype=object)


@dataclass(frozen=True, slots=True)
class _Words:
    direction: str
    surnames: list[str]
    languages: list[str]
    places: list[str]


def _list(people: People, words: _Words, errors: Errors, chance: np.random.Generator, *, own: bool) -> dict[str, Texts]:
    """One list. `own`: kept by the people's own party in its language; else by the other, or in Latin letters."""
    size = len(people)
    language = words.direction if own else {"uk": "ru", "ru": "uk"}[words.direction]
    latin = np.zeros(size, bool) if own else chance.random(size) < 0.37
    names = _names(people, words, language, latin, errors, chance)
    details = _details(people, words, language, latin, errors, chance)
    birth = {"birth_date": _births(people.born, errors, chance)}
    return {**_laid_out(names, errors, chance), **details, **birth}


# --- names ---------------------------------------------------------------------------------------------------------


def _names(
    people: People, words: _Words, language: str, latin: Bools, errors: Errors, chance: np.random.Generator
) -> tuple[Texts, Texts, Texts]:
    size, stray = len(people), random.Random(int(chance.integers(2**31)))
    given, father = _given_and_father(people, words.direction, language, errors, chance)
    surname = _surnames(people, words, language, chance.random(size) < errors.literal_surname)
    columns = [surname, given, father]
    for column, share in zip(columns, (1.0, 0.35, 0.35), strict=True):
        _touch(column, chance.random(size) < errors.heard * share, misheard, stray)
    columns = _latin(columns, latin, language, chance)
    for column, share in zip(columns, (1.0, 0.4, 0.4), strict=True):
        _touch(column, chance.random(size) < errors.read * share, misread, stray)
        _touch(column, chance.random(size) < errors.typed * share, mistyped, stray)
    surname, given, father = columns
    father[chance.random(size) < errors.no_patronymic] = ""
    _touch(
        surname, ~latin & (chance.random(size) < errors.look_alike), lambda word, _: word.translate(LOOK_ALIKE), stray
    )
    initials = chance.random(size) < errors.initials
    for column in (given, father):
        _touch(column, initials, lambda word, _: word[:1] + "." if word else "", stray)
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


def _surnames(people: People, words: _Words, language: str, literal: Bools) -> Texts:
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


def _touch(column: Texts, rows: Bools, change: Change, stray: random.Random) -> None:
    for row in np.flatnonzero(rows):
        if word := column[row]:
            column[row] = change(word, stray)


def _laid_out(names: tuple[Texts, Texts, Texts], errors: Errors, chance: np.random.Generator) -> dict[str, Texts]:
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


# --- dates ---------------------------------------------------------------------------------------------------------


def _calendar(days: Ints) -> tuple[Ints, Ints, Ints]:
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]").astype(np.int64)
    day = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    return 1970 + months // 12, months % 12 + 1, day


def _births(born: Ints, errors: Errors, chance: np.random.Generator) -> Texts:
    """Birth dates with at most one flaw each."""
    roll, size = chance.random(len(born)), len(born)
    edges = np.cumsum(
        [errors.birth_missing, errors.birth_year_only, errors.birth_new_year, errors.birth_turned, errors.birth_digit,
         errors.birth_from_age, errors.birth_other]
    )  # fmt: skip
    flaw = np.searchsorted(edges, roll, side="right")
    born = np.where(flaw == 6, born + chance.integers(-1800, 1800, size), born)
    year, month, day = _calendar(born)
    year = np.where(flaw == 5, year + chance.choice([-1, 1], size), year)
    month, day = np.where(flaw == 2, 1, month), np.where(flaw == 2, 1, day)
    turned = (flaw == 3) & (day <= 12)
    month, day = np.where(turned, day, month), np.where(turned, month, day)
    digit = flaw == 4
    year, day = _other_digit(year, day, digit, chance)
    age_only = (flaw == 1) | (flaw == 5)
    month, day = np.where(age_only, 0, month), np.where(age_only, 0, day)
    return _dates(np.where(flaw == 0, 0, year), month, day)


def _other_digit(year: Ints, day: Ints, rows: Bools, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """The last digit of the year, its decade, or a digit of the day is another; no day above 28 comes of it."""
    kind = chance.integers(0, 3, len(year))
    year = np.where(rows & (kind == 0), year - year % 10 + chance.integers(0, 10, len(year)), year)
    year = np.where(rows & (kind == 1), year + chance.choice([-10, 10], len(year)), year)
    other = day - day % 10 + chance.integers(0, 10, len(day))
    return year, np.where(rows & (kind == 2), np.clip(other, 1, 28), day)


def _dates(year: Ints, month: Ints, day: Ints) -> Texts:
    """'1998-03-07', '1998-03', '1998' or ''; the 29th of February of another year becomes the 28th."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    day = np.where((month == 2) & (day == 29) & ~leap, 28, day)
    distinct, back = np.unique(year * 10_000 + month * 100 + day, return_inverse=True)
    return np.array([_iso(int(code)) for code in distinct], dtype=object)[back]


def _iso(code: int) -> str:
    year, month, day = code // 10_000, code // 100 % 100, code % 100
    if not year:
        return ""
    return f"{year}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


# --- rank, unit, number, place -------------------------------------------------------------------------------------


def _details(
    people: People, words: _Words, language: str, latin: Bools, errors: Errors, chance: np.random.Generator
) -> dict[str, Texts]:
    """Missing together on poor cards, now and then on others."""
    size = len(people)
    gap = np.where(chance.random(size) < errors.poor, errors.missing_poor, errors.missing_good)
    tongue = np.where(latin, 2, {"uk": 0, "ru": 1}[language])
    event = people.event + np.where(chance.random(size) < 0.45, 0, chance.geometric(0.3, size))
    rank = np.clip(people.rank + (chance.random(size) < 0.12), 0, len(stock.RANKS) - 1)
    columns = {
        "rank": _ranks(rank, tongue, chance),
        "unit": _units(people.unit, tongue, words.direction == language, errors, chance),
        "event_date": _dates(*_calendar(event)),
        "event_place": _places(people.place, words.places, tongue, errors, chance),
    }
    for column in columns.values():
        column[chance.random(size) < gap] = ""
    return {**columns, "service_number": _numbers(people.number, latin, errors, chance)}


def _ranks(rank: Ints, tongue: Ints, chance: np.random.Generator) -> Texts:
    forms = np.array([[list(pair) for pair in entry] for entry in stock.RANKS], dtype=object)
    return forms[rank, tongue, (chance.random(len(rank)) < 0.35).astype(int)]


def _units(unit: Ints, tongue: Ints, own: bool, errors: Errors, chance: np.random.Generator) -> Texts:
    """The own side writes the code more often, the other side the name of the brigade."""
    size = len(unit)
    moved = chance.random(size) < errors.other_unit
    unit = np.where(moved, chance.integers(0, UNITS, size), unit)
    code, ways = chance.random(size) < (0.6 if own else 0.45), chance.integers(0, 2, size)
    forms = np.array(
        [
            [
                [[f"{n} ОМБр", f"{n} окрема механізована бригада"], [f"в/ч А{c}", f"А-{c}"]],
                [[f"{n} омбр", f"{n}-я бригада"], [f"в/ч А{c}", f"А{c}"]],
                [[f"{n} brigade", f"{n}th Brigade"], [f"A{c}", f"unit A-{c}"]],
            ]
            for n, c in ((number + 1, 1000 + (number * 37) % 4000) for number in range(UNITS))
        ],
        dtype=object,
    )
    return forms[unit, tongue, code.astype(int), ways]


def _places(place: Ints, names: list[str], tongue: Ints, errors: Errors, chance: np.random.Generator) -> Texts:
    size = len(place)
    near = chance.random(size) < errors.other_place
    place = np.where(near, (place + chance.integers(1, 4, size)) % PLACES, place)
    forms = np.array(
        [
            [
                [name, f"с. {name}"],
                [russian := spelling.russian(name, False), f"н.п. {russian}"],
                [latin := spelling.latin_of_ukrainian(name, "press"), f"{latin}, near"],
            ]
            for name in names
        ],
        dtype=object,
    )
    return forms[place, tongue, (chance.random(size) < 0.4).astype(int)]


def _numbers(number: Ints, latin: Bools, errors: Errors, chance: np.random.Generator) -> Texts:
    """'АВ-1234567', without the sign, or as a spreadsheet leaves it ('1234567.0')."""
    size, stray = len(number), random.Random(int(chance.integers(2**31)))
    way = chance.integers(0, 10, size)
    texts = np.full(size, "", dtype=object)
    for row in np.flatnonzero(chance.random(size) > errors.number_missing):
        letters = "AB" if latin[row] else "АВ"
        digits = str(number[row])
        texts[row] = (letters + "-" + digits, letters + " " + digits, digits, digits + ".0")[
            (0, 0, 0, 0, 1, 1, 1, 2, 2, 3)[way[row]]
        ]
    _touch(texts, chance.random(size) < errors.number_digit, misnumbered, stray)
    return texts
