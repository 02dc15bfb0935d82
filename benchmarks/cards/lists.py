"""Two lists of cards about overlapping people. Columns at once; only words that carry a flaw are touched one by one."""

import numpy as np
from benchmarks.cards import stock
from benchmarks.cards.dates import births
from benchmarks.cards.details import draw_details
from benchmarks.cards.errors import Errors
from benchmarks.cards.names import Words, draw_names, laid_out
from benchmarks.cards.people import PLACES, People, draw_people
from benchmarks.list_files import Lists, Texts

DIRECTIONS = ("uk", "ru")
MILDER = 0.25  # the missing list's share of the held list's errors


def make_cards(size: int, *, direction: str = "uk", overlap: float = 0.7, seed: int = 1, errors: float = 1.0) -> Lists:
    """Two lists of `size` cards with `overlap` of the people in common; the same seed gives the same lists."""
    if direction not in DIRECTIONS:
        raise ValueError(f"directions are {DIRECTIONS}")
    chance = np.random.default_rng([seed, size, DIRECTIONS.index(direction)])
    shared = round(size * overlap)
    surname_count = max(600, int(4 * size**0.75))
    words = Words(direction, *stock.surnames(surname_count, direction, seed), stock.places(PLACES, seed))
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


def _list(people: People, words: Words, errors: Errors, chance: np.random.Generator, *, own: bool) -> dict[str, Texts]:
    """One list. `own`: kept by the people's own party in its language; else by the other, or in Latin letters."""
    size = len(people)
    language = words.direction if own else {"uk": "ru", "ru": "uk"}[words.direction]
    latin = np.zeros(size, bool) if own else chance.random(size) < 0.37
    names = draw_names(people, words, language, latin, errors, chance)
    details = draw_details(people, words, language, latin, errors, chance)
    birth = {"birth_date": births(people.born, errors, chance)}
    return {**laid_out(names, errors, chance), **details, **birth}
