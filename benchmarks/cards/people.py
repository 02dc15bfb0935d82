"""Who there is: people as columns of whole numbers, with brothers, cousins, fathers, twins and namesakes among them."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
from benchmarks.cards import stock

Ints = npt.NDArray[np.int64]
FIRST_BIRTH, LAST_BIRTH = (int(np.datetime64(day).astype(np.int64)) for day in ("1964-01-01", "2005-12-31"))
WAR, DAYS_OF_WAR = int(np.datetime64("2022-02-24").astype(np.int64)), 1250
# Chances that somebody on the lists has such a person beside him.
BROTHER, COUSIN, FATHER, TWIN, NAMESAKE = 0.018, 0.008, 0.008, 0.003, 0.03
UNITS, PLACES = 420, 300


@dataclass(frozen=True, slots=True)
class People:
    """Columns of one length: codes of the tables in `stock`, days since 1970, a number of seven digits."""

    surname: Ints
    given: Ints
    father: Ints
    born: Ints
    rank: Ints
    unit: Ints
    place: Ints
    event: Ints
    number: Ints

    def take(self, rows: npt.NDArray[np.integer]) -> "People":
        """Those rows."""
        return People(*(getattr(self, field.name)[rows] for field in fields(self)))

    def but(self, **changed: Ints) -> "People":
        """The same with other columns."""
        return People(*(changed.get(field.name, getattr(self, field.name)) for field in fields(self)))

    def __len__(self) -> int:
        return len(self.surname)


def zipf_mandelbrot(count: int, power: float = 0.9, offset: float = 15.0) -> npt.NDArray[np.float64]:
    """Shares of the commonest, second, … of `count` names."""
    shares = (np.arange(count) + 1 + offset) ** -power
    return shares / shares.sum()


def draw_people(count: int, surname_count: int, direction: str, chance: np.random.Generator) -> People:
    """`count` people in random order."""
    strangers = _strangers(
        round(count / (1 + BROTHER + COUSIN + FATHER + TWIN + NAMESAKE)) + 1, surname_count, direction, chance
    )
    groups = [strangers]
    for share, kin in (
        (BROTHER, _brothers),
        (COUSIN, _cousins),
        (FATHER, _fathers),
        (TWIN, _twins),
        (NAMESAKE, _namesakes),
    ):
        some = strangers.take(np.flatnonzero(chance.random(len(strangers)) < share))
        groups.append(kin(some, _strangers(len(some), surname_count, direction, chance), chance))
    every = People(*(np.concatenate([getattr(group, field.name) for group in groups]) for field in fields(People)))
    short = count - len(every)
    if short > 0:
        every = _joined(every, _strangers(short, surname_count, direction, chance))
    return every.take(chance.permutation(len(every))[:count])


def _joined(one: People, other: People) -> People:
    return People(*(np.concatenate([getattr(one, field.name), getattr(other, field.name)]) for field in fields(People)))


def _strangers(count: int, surname_count: int, direction: str, chance: np.random.Generator) -> People:
    weights = np.array(stock.weights(direction))
    men = np.array([person[4] == "m" for person in stock.men(direction)])
    draw = chance.choice(len(weights), count, p=weights / weights.sum())
    return People(
        surname=chance.choice(surname_count, count, p=zipf_mandelbrot(surname_count)),
        given=draw,
        father=chance.choice(len(weights), count, p=weights * men / (weights * men).sum()),
        born=FIRST_BIRTH + (chance.beta(1.8, 2.2, count) * (LAST_BIRTH - FIRST_BIRTH)).astype(np.int64),
        rank=chance.choice(len(stock.RANKS), count, p=np.array(stock.RANK_WEIGHTS) / sum(stock.RANK_WEIGHTS)),
        unit=chance.choice(UNITS, count, p=zipf_mandelbrot(UNITS, 0.6, 10)),
        place=chance.choice(PLACES, count, p=zipf_mandelbrot(PLACES, 1.0, 8)),
        event=WAR + (chance.random(count) ** 0.8 * DAYS_OF_WAR).astype(np.int64),
        number=chance.integers(10**6, 10**7, count),
    )  # fmt: skip


def _brothers(some: People, others: People, chance: np.random.Generator) -> People:
    return others.but(
        surname=some.surname, father=some.father, unit=np.where(chance.random(len(some)) < 0.4, some.unit, others.unit),
        place=some.place, born=some.born + chance.integers(320, 3600, len(some)),
    )  # fmt: skip


def _cousins(some: People, others: People, chance: np.random.Generator) -> People:
    del chance
    return others.but(surname=some.surname, place=some.place, unit=some.unit, event=some.event)


def _fathers(some: People, others: People, chance: np.random.Generator) -> People:
    born = np.maximum(some.born - chance.integers(6800, 12_000, len(some)), FIRST_BIRTH - 3000)
    return others.but(surname=some.surname, given=some.father, born=born, place=some.place)


def _twins(some: People, others: People, chance: np.random.Generator) -> People:
    del chance
    return others.but(
        surname=some.surname, father=some.father, born=some.born, unit=some.unit, place=some.place, event=some.event
    )  # fmt: skip


def _namesakes(some: People, others: People, chance: np.random.Generator) -> People:
    """The whole name, and in one case of three nearly the age too."""
    near = some.born + chance.integers(-500, 500, len(some))
    return others.but(
        surname=some.surname, given=some.given, father=some.father,
        born=np.where(chance.random(len(some)) < 0.33, near, others.born),
    )  # fmt: skip
