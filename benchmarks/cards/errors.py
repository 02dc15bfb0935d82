"""How often each flaw is met on a card, and how a flaw is put on a column."""

import random
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt
from benchmarks.list_files import Texts

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


def touch(column: Texts, rows: Bools, change: Change, stray: random.Random) -> None:
    """Changes the words of those rows, empty ones excepted."""
    for row in np.flatnonzero(rows):
        if word := column[row]:
            column[row] = change(word, stray)
