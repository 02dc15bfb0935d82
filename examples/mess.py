"""What goes wrong when two bureaux write down the same people: the rates, and the slips themselves.

Called by `make_lists`, which counts every slip so that the README can tell how many there are.
"""

import random
from collections import Counter
from datetime import date, timedelta

from examples import spelling
from examples.people import Person

# Chance of each slip on the holder's list, and (second) on the home side's list of missing persons.
RATES = {
    "surname misheard by one letter": (0.18, 0.0),
    "given name in its short form": (0.03, 0.01),
    "patronymic missing": (0.22, 0.05),
    "surname and given name changed about": (0.03, 0.0),
    "birth date: day and month turned": (0.08, 0.0),
    "birth date: day off by one": (0.03, 0.0),
    "birth date: year off by one": (0.02, 0.0),
    "birth date: year alone known": (0.08, 0.04),
    "birth date missing": (0.04, 0.02),
    "service number missing": (0.65, 0.15),
    "service number: one digit wrong": (0.03, 0.0),
    "service number as a float ('12345.0')": (0.08, 0.08),
    "unit missing": (0.35, 0.06),
    "rank abbreviated": (0.50, 0.30),
    "Latin look-alike letter in a Cyrillic surname": (0.03, 0.02),
    "trailing blank or unseen writing-direction mark": (0.03, 0.03),
}


class Clerk:
    """Writes persons down with the slips of one list, and keeps count."""

    def __init__(self, chance: random.Random, *, holder: bool) -> None:
        self.counts: Counter[str] = Counter()
        self._chance, self._holder = chance, holder

    def slips(self, what: str) -> bool:
        """Whether this slip happens now; counted when it does."""
        happens = self._chance.random() < RATES[what][0 if self._holder else 1]
        self.counts[what] += happens
        return happens

    def name(self, person: Person, language: str) -> tuple[str, str, str]:
        """Surname, given name and patronymic as this list writes them."""
        surname, given, patronymic = person.name(language)
        if self.slips("surname misheard by one letter"):
            surname = spelling.misheard(surname, self._chance)
        short = person.given[4 if language == "uk" else 5] if len(person.given) > 4 else ""
        if short and self.slips("given name in its short form"):
            given = short
        if self.slips("patronymic missing"):
            patronymic = ""
        if self.slips("Latin look-alike letter in a Cyrillic surname"):
            surname = spelling.with_look_alike(surname)
        if self.slips("trailing blank or unseen writing-direction mark"):
            surname += self._chance.choice([" ", "\u200f", "  "])
        if self.slips("surname and given name changed about"):
            surname, given = given, surname
        return surname, given, patronymic

    def born(self, person: Person) -> tuple[date | None, int | None]:
        """The birth date as this list has it: a day, or a year alone, or neither."""
        born = person.born
        if self.slips("birth date missing"):
            return None, None
        if self.slips("birth date: year alone known"):
            return None, born.year
        if born.day <= 12 and born.day != born.month and self.slips("birth date: day and month turned"):
            return date(born.year, born.day, born.month), None
        if self.slips("birth date: day off by one"):
            return born + timedelta(days=self._chance.choice([-1, 1])), None
        if self.slips("birth date: year off by one"):
            return date(born.year + self._chance.choice([-1, 1]), born.month, min(born.day, 28)), None
        return born, None

    def number(self, person: Person) -> tuple[str, bool]:
        """The service number, and whether the list has it as a float."""
        if self.slips("service number missing"):
            return "", False
        number = person.number
        if self.slips("service number: one digit wrong"):
            number = number[:-2] + str((int(number[-2]) + 3) % 10) + number[-1]
        return number, number.isdigit() and self.slips("service number as a float ('12345.0')")

    def rank(self, names: tuple[str, str]) -> str:
        """Full or abbreviated."""
        return names[1] if self.slips("rank abbreviated") else names[0]

    def unit(self, names: tuple[str, str]) -> str:
        """Full, abbreviated, or not told."""
        return "" if self.slips("unit missing") else self._chance.choice(names)
