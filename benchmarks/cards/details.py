"""Rank, unit, number, date and place of the event, as either side writes them."""

import random

import numpy as np
from benchmarks.cards import spelling, stock
from benchmarks.cards.dates import calendar, written
from benchmarks.cards.errors import Bools, Errors, touch
from benchmarks.cards.flaws import misnumbered
from benchmarks.cards.names import Words
from benchmarks.cards.people import PLACES, UNITS, Ints, People
from benchmarks.list_files import Texts


def draw_details(
    people: People, words: Words, language: str, latin: Bools, errors: Errors, chance: np.random.Generator
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
        "event_date": written(*calendar(event)),
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
    touch(texts, chance.random(size) < errors.number_digit, misnumbered, stray)
    return texts
