"""The invented cast of the example lists: who is missing, who is held, and what stands in the way of whom.

Called by `make_lists`. One seed, no clock: the same people each time. All persons are invented.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from examples import invented, spelling

_MEN, _WOMEN = invented.table(invented.MEN), invented.table(invented.WOMEN)
REFERENCE = date(2024, 8, 24)

# How many of each side's own people stand where. "held": on the other side's list of persons held.
# 115 are to go each way; more than that are free, so that the choice among them is a real one.
SHARES = {
    "NORTH": {"free": 131, "direct": 5, "direct_unfit": 1, "declined": 2, "undecided": 3, "unable": 1, "unfit": 3,
              "vetoed": 3, "held_only": 18, "missing_only": 43},
    "SOUTH": {"free": 131, "elsewhere": 8, "direct": 3, "declined": 2, "undecided": 3, "third": 1, "unfit": 2,
              "vetoed": 3, "held_only": 14, "missing_only": 38},
}  # fmt: skip
WOMEN_AMONG_FREE = 7
WOUNDED_AMONG_FREE, SICK_AMONG_FREE = 14, 9


@dataclass(frozen=True)
class Person:
    """One invented person as the story knows them; lists tell less, and tell it worse.

    Attributes:
        side: the party the person belongs to. share: a key of SHARES.
        given, father: rows of the name tables. number: service number.
        lost: last contact. taken: capture. categories, medical, fit, will, veto: as on the holder's list.
    """

    key: int
    side: str
    share: str
    sex: str
    surname: str
    given: tuple[str, ...]
    father: tuple[str, ...]
    born: date
    rank: int
    number: str
    unit: int
    lost: date
    taken: date
    region: str
    place: int
    categories: tuple[str, ...] = ()
    medical: str = ""
    fit: bool = True
    will: str = "WISHES_TO_RETURN"
    veto: str = ""
    marks: tuple[str, ...] = field(default=())

    def name(self, language: str) -> tuple[str, str, str]:
        """Surname, given name, patronymic in Ukrainian ('uk') or Russian ('ru')."""
        home = "uk" if self.side == "NORTH" else "ru"
        man = self.surname
        if language != home:
            man = spelling.russian_of_ukrainian(man) if language == "ru" else spelling.ukrainian_of_russian(man)
        column = 0 if language == "uk" else 1
        patronymic = self.father[column + 2]
        if self.sex == "f":
            return spelling.womens(man), self.given[column], spelling.womens_patronymic(patronymic, language)
        return man, self.given[column], patronymic


def make_cast(side: str, chance: random.Random) -> list[Person]:
    """All of one side's own people, in an order that tells nothing."""
    surnames = _surnames(side, chance)
    cast = [
        _person(key, side, share, surnames[key % len(surnames)], chance)
        for key, share in enumerate(share for share, count in SHARES[side].items() for _ in range(count))
    ]
    cast = _with_categories(cast, chance)
    cast = _with_kin(cast, chance)
    chance.shuffle(cast)
    return cast


def _surnames(side: str, chance: random.Random) -> list[str]:
    stems = (invented.NORTH_STEMS if side == "NORTH" else invented.SOUTH_STEMS).split()
    endings = dict.fromkeys(invented.NORTH_ENDINGS if side == "NORTH" else invented.SOUTH_ENDINGS)
    made = [stem + _soften(stem, ending) for stem in stems for ending in endings]
    chance.shuffle(made)
    return made[:150]  # fewer than people: surnames repeat, as they do


def _soften(stem: str, ending: str) -> str:
    return "ов" if ending == "ев" and stem[-1] in "кгхрск" else ending


def _person(key: int, side: str, share: str, surname: str, chance: random.Random) -> Person:
    taken = _day(chance, date(2024, 4, 20), date(2024, 8, 10))
    if chance.random() < (0.45 if side == "NORTH" else 0.15):
        taken = _day(chance, date(2022, 4, 1), date(2024, 4, 1))
    region = "KARST"
    if share == "elsewhere" or (side == "NORTH" and chance.random() < 0.4) or (share == "held_only" and key % 3 == 0):
        region = chance.choice(["FEN", "UPLAND"])
    born = _birth(chance)
    person = Person(
        key=key, side=side, share=share, sex="m", surname=surname, given=chance.choice(_MEN),
        father=chance.choice(_MEN),
        born=born, rank=_rank(born, chance), number=_number(side, chance), unit=chance.randrange(5),
        lost=taken - timedelta(days=chance.choice([0, 0, 0, 1, 1, 2, 3, 6])), taken=taken, region=region,
        place=chance.randrange(4),
    )  # fmt: skip
    return _with_share(person)


def _with_share(person: Person) -> Person:
    changes: dict[str, dict[str, object]] = {
        "direct": {"medical": "A", "categories": ("SERIOUSLY_WOUNDED",)},
        "direct_unfit": {"medical": "A", "categories": ("SERIOUSLY_SICK",), "fit": False},
        "declined": {"will": "DOES_NOT_WISH"},
        "undecided": {"will": "UNDECIDED"},
        "third": {"will": "WISHES_THIRD_STATE"},
        "unable": {"will": "UNABLE", "categories": ("SERIOUSLY_WOUNDED",)},
        "unfit": {"fit": False},
        "vetoed": {"veto": ("PROCEEDINGS", "SECURITY")[person.key % 2]},
    }
    return replace(person, **changes.get(person.share, {}))  # type: ignore[arg-type]


def _with_categories(cast: list[Person], chance: random.Random) -> list[Person]:
    free = [person for person in cast if person.share == "free"]
    chosen = chance.sample(free, WOMEN_AMONG_FREE + WOUNDED_AMONG_FREE + SICK_AMONG_FREE)
    women = {person.key for person in chosen[:WOMEN_AMONG_FREE]}
    wounded = {person.key for person in chosen[WOMEN_AMONG_FREE : WOMEN_AMONG_FREE + WOUNDED_AMONG_FREE]}
    sick = {person.key for person in chosen} - women - wounded
    return [_categorised(person, women, wounded, sick, chance) for person in cast]


def _categorised(person: Person, women: set[int], wounded: set[int], sick: set[int], chance: random.Random) -> Person:
    codes = list(person.categories)
    given, sex = person.given, person.sex
    if person.key in women:
        codes, given, sex = [*codes, "WOMEN"], chance.choice(_WOMEN), "f"
    codes += ["SERIOUSLY_WOUNDED"] * (person.key in wounded) + ["SERIOUSLY_SICK"] * (person.key in sick)
    if (REFERENCE - person.born).days < 25 * 365.25:
        codes.append("UNDER_25")
    if (REFERENCE - person.taken).days > 365:
        codes.append("LONG_HELD")
    if person.rank >= invented.FIRST_OFFICER:
        codes.append("OFFICERS")
    elif person.side == "SOUTH" and "UNDER_25" in codes and person.rank < 2:
        codes.append("CONSCRIPTS")
    return replace(person, given=given, sex=sex, categories=tuple(codes))


def _with_kin(cast: list[Person], chance: random.Random) -> list[Person]:
    """Makes some who are missing and not held, or held and not missing, into near doubles of persons on both lists."""
    models = [person for person in cast if person.share == "free" and person.sex == "m"]
    lone = [person for person in cast if person.share in {"missing_only", "held_only"}]
    made: dict[int, Person] = {}
    kinds = ["brother"] * 6 + ["father"] * 6 + ["namesake"] * 8
    for kind, model, person in zip(
        kinds, chance.sample(models, len(kinds)), chance.sample(lone, len(kinds)), strict=True
    ):
        made[person.key] = _KIN[kind](model, person, chance)
    return [made.get(person.key, person) for person in cast]


def _brother(model: Person, person: Person, chance: random.Random) -> Person:
    """Same birthday, another year, another first name: not the twin he looks like."""
    given = chance.choice([row for row in _MEN if row != model.given])
    born = date(model.born.year + chance.choice([-2, 2, 3]), model.born.month, min(model.born.day, 28))
    return replace(
        person, surname=model.surname, father=model.father, given=given, born=born, sex="m", marks=("brother",)
    )


def _father(model: Person, person: Person, chance: random.Random) -> Person:
    """A father who bears his son's first name."""
    born = date(model.born.year - chance.choice([22, 24, 25]), person.born.month, min(person.born.day, 28))
    born = max(born, date(1962, born.month, born.day))
    return replace(person, surname=model.surname, given=model.given, born=born, sex="m", marks=("father",))


def _namesake(model: Person, person: Person, chance: random.Random) -> Person:
    """Same three names, another person."""
    return replace(person, surname=model.surname, given=model.given, father=model.father, sex="m", marks=("namesake",))


_KIN = {"brother": _brother, "father": _father, "namesake": _namesake}


def _day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def _birth(chance: random.Random) -> date:
    year = chance.choice([*range(1970, 2006), *range(1980, 2006), *range(1998, 2006)])
    return _day(chance, date(year, 1, 1), date(year, 12, 31))


def _rank(born: date, chance: random.Random) -> int:
    rank = chance.choice([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8])
    return rank if born.year < 1998 else rank % 4 if born.year < 2002 else rank % 2


def _number(side: str, chance: random.Random) -> str:
    if side == "NORTH":
        return f"{chance.randrange(20_000, 9_999_999):08d}"
    return f"{chance.choice(['АВ', 'ГР', 'КЛ', 'МН', 'ТЧ'])}-{chance.randrange(10_000, 999_999):06d}"
