"""Invented lists for benchmarks/matching.py: persons missing in Ukrainian, persons held in Russian or Latin letters.

Everybody is drawn from tables of syllables and common given names; nobody is real. The renderings below are written
out here on purpose: the engine is not measured with its own tables. Kinds of error and their rates are in `Noise`.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson

# Ukrainian, Russian, father's name in Ukrainian and in Russian, short form, how often of 1,000.
MEN = (
    ("Олександр", "Александр", "Олександрович", "Александрович", "Саша", 105),
    ("Сергій", "Сергей", "Сергійович", "Сергеевич", "Сережа", 85),
    ("Володимир", "Владимир", "Володимирович", "Владимирович", "Вова", 68),
    ("Андрій", "Андрей", "Андрійович", "Андреевич", "Андрюша", 66),
    ("Микола", "Николай", "Миколайович", "Николаевич", "Коля", 62),
    ("Іван", "Иван", "Іванович", "Иванович", "Ваня", 55),
    ("Василь", "Василий", "Васильович", "Васильевич", "Вася", 46),
    ("Олексій", "Алексей", "Олексійович", "Алексеевич", "Лёша", 44),
    ("Дмитро", "Дмитрий", "Дмитрович", "Дмитриевич", "Дима", 44),
    ("Віктор", "Виктор", "Вікторович", "Викторович", "Витя", 42),
    ("Юрій", "Юрий", "Юрійович", "Юрьевич", "Юра", 42),
    ("Михайло", "Михаил", "Михайлович", "Михайлович", "Миша", 40),
    ("Роман", "Роман", "Романович", "Романович", "Рома", 32),
    ("Максим", "Максим", "Максимович", "Максимович", "Макс", 28),
    ("Петро", "Пётр", "Петрович", "Петрович", "Петя", 26),
    ("Євген", "Евгений", "Євгенович", "Евгеньевич", "Женя", 26),
    ("Анатолій", "Анатолий", "Анатолійович", "Анатольевич", "Толик", 24),
    ("Олег", "Олег", "Олегович", "Олегович", "Олег", 24),
    ("Ігор", "Игорь", "Ігорович", "Игоревич", "Игорь", 23),
    ("Віталій", "Виталий", "Віталійович", "Витальевич", "Виталик", 21),
    ("Богдан", "Богдан", "Богданович", "Богданович", "Богдан", 14),
    ("Ярослав", "Ярослав", "Ярославович", "Ярославович", "Ярик", 12),
    ("Вадим", "Вадим", "Вадимович", "Вадимович", "Вадик", 12),
    ("Станіслав", "Станислав", "Станіславович", "Станиславович", "Стас", 10),
    ("Валерій", "Валерий", "Валерійович", "Валерьевич", "Валера", 9),
    ("Тарас", "Тарас", "Тарасович", "Тарасович", "Тарас", 9),
    ("Руслан", "Руслан", "Русланович", "Русланович", "Руслан", 9),
    ("Артем", "Артём", "Артемович", "Артёмович", "Тёма", 9),
    ("Денис", "Денис", "Денисович", "Денисович", "Денис", 9),
    ("Павло", "Павел", "Павлович", "Павлович", "Паша", 8),
    ("Назар", "Назар", "Назарович", "Назарович", "Назар", 7),
    ("Ілля", "Илья", "Ілліч", "Ильич", "Илюша", 6),
    ("Федір", "Фёдор", "Федорович", "Фёдорович", "Федя", 6),
    ("Григорій", "Григорий", "Григорович", "Григорьевич", "Гриша", 6),
    ("Яків", "Яков", "Якович", "Яковлевич", "Яша", 3),
    ("Кирило", "Кирилл", "Кирилович", "Кириллович", "Кирилл", 5),
    ("Степан", "Степан", "Степанович", "Степанович", "Степа", 5),
    ("Лев", "Лев", "Львович", "Львович", "Лёва", 2),
    ("Гліб", "Глеб", "Глібович", "Глебович", "Глеб", 2),
    ("Вовчок", "Волчок", "Вовчокович", "Волчокович", "Вовчок", 2),  # in no table on purpose, as the next two
    ("Жадан", "Ждан", "Жаданович", "Жданович", "Жадан", 2),
    ("Рахмір", "Рахмир", "Рахмірович", "Рахмирович", "Рахмир", 2),
)


def _words(text: str) -> list[str]:
    return text.split()


_ONSETS = _words("Б В Г Д Ж З К Л М Н П Р С Т Х Ч Ш Кр Гр Бр Тр Пл Ст Св Шв Хв Сл Гл Др Зв Щ Ц Вл Ск")
_VOWELS = _words("а о у и е і")
_MIDDLES = _words("р л н в б д т к м с з рб нд вч льч рч лом хим рин лод бан дор ган кут пан сан мич")
_ENDINGS = _words("енко енко енко ук чук ський ик ко ев ов ів ець ка ак ун ченко юк цький ієв ишин аль")
_PLACES = (
    ("Бахмут", "Бахмут"), ("Маріуполь", "Мариуполь"), ("Соледар", "Соледар"), ("Вугледар", "Угледар"),
    ("Попасна", "Попасная"), ("Лиман", "Лиман"), ("Ізюм", "Изюм"), ("Оріхів", "Орехов"), ("Гуляйполе", "Гуляйполе"),
    ("Авдіївка", "Авдеевка"), ("Мар'їнка", "Марьинка"), ("Куп'янськ", "Купянск"), ("Сєвєродонецьк", "Северодонецк"),
    ("Роботине", "Работино"), ("Кремінна", "Кременная"), ("Волноваха", "Волноваха"), ("Торецьк", "Торецк"),
)  # fmt: skip
_RANKS = (
    ("солдат", "рядовой", "soldier"), ("старший солдат", "ефрейтор", "senior soldier"),
    ("молодший сержант", "мл. сержант", "junior sergeant"), ("сержант", "сержант", "sergeant"),
    ("старший сержант", "ст. сержант", "senior sergeant"), ("лейтенант", "лейтенант", "lieutenant"),
    ("капітан", "капитан", "captain"),
)  # fmt: skip
_RUSSIAN = {"і": "и", "ї": "и", "є": "е", "ґ": "г", "'": "ъ"}
_LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'ыэё"
_SOUNDS = _words("a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia _ y e e")
_LATIN_BASE = dict(zip(_LETTERS, _SOUNDS, strict=True))
_SYSTEMS = (
    _LATIN_BASE,  # resolution 55/2010
    _LATIN_BASE | {"г": "g", "и": "i", "є": "ye", "ю": "yu", "я": "ya", "й": "y"},  # BGN/PCGN, press
    _LATIN_BASE | {"г": "g", "и": "i", "щ": "sch", "х": "h", "й": "i", "ц": "c"},  # by ear
    _LATIN_BASE | {"в": "w", "ж": "sch", "ч": "tsch", "ш": "sch", "й": "j", "ю": "ju", "я": "ja", "х": "ch"},  # German
)


@dataclass(frozen=True, slots=True)
class Noise:
    """Share of rows on the list of persons held that have each flaw."""

    typo: float = 0.06
    by_ear: float = 0.05
    not_translated: float = 0.12
    short_form: float = 0.02
    no_patronymic: float = 0.25
    initials: float = 0.03
    swapped: float = 0.02
    one_cell: float = 0.1
    mixed_script: float = 0.02
    birth_missing: float = 0.06
    birth_year_only: float = 0.08
    birth_turned: float = 0.03
    birth_digit: float = 0.04
    birth_wrong: float = 0.015
    detail_missing: float = 0.5
    latin_rows: float = 0.35

    def times(self, factor: float) -> "Noise":
        """All flaws more often; the share of Latin rows stays."""
        grown = {name: getattr(self, name) * factor for name in self.__slots__ if name != "latin_rows"}
        return replace(self, **grown)


@dataclass(slots=True)
class _Soul:
    surname: str
    given: int
    father: int
    born: date
    unit: str
    place: int
    rank: int
    event: date
    number: str


def make_lists(
    size: int, *, overlap: float = 0.7, seed: int = 1, noise: Noise | None = None
) -> tuple[list[ListedPerson], list[ListedPerson], set[tuple[str, str]]]:
    """Missing, held, and the true pairs of ids. Relatives, twins and namesakes are planted on both lists."""
    chance = random.Random(seed)
    flaws = noise or Noise()
    shared = int(size * overlap)
    souls = _people(chance, 2 * size - shared)
    chance.shuffle(souls)
    missing = [_missing_row(f"M{i:07d}", soul, chance) for i, soul in enumerate(souls[:size])]
    held = [_held_row(f"H{i:07d}", soul, chance, flaws) for i, soul in enumerate(souls[size - shared :])]
    truth = {(f"M{size - shared + i:07d}", f"H{i:07d}") for i in range(shared)}
    chance.shuffle(missing)
    chance.shuffle(held)
    return missing, held, truth


def _people(chance: random.Random, count: int) -> list[_Soul]:
    surnames = _surnames(chance, max(400, count))
    weights = [1 / (rank + 30) for rank in range(len(surnames))]
    drawn = iter(chance.choices(surnames, weights, k=count))
    given_weights = [man[5] for man in MEN]
    souls: list[_Soul] = []
    while len(souls) < count:
        soul = _stranger(chance, next(drawn), given_weights)
        souls.append(soul)
        roll = chance.random()
        if roll < 0.055 and len(souls) < count:
            souls.append(_relative_or_namesake(soul, roll, chance, given_weights))
    return souls


def _surnames(chance: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        middle = chance.choice(_MIDDLES) + (chance.choice(_VOWELS) + chance.choice(_MIDDLES)) * (chance.random() < 0.35)
        found[chance.choice(_ONSETS) + chance.choice(_VOWELS) + middle + chance.choice(_ENDINGS)] = None
    return list(found)


def _stranger(chance: random.Random, surname: str, weights: list[int]) -> _Soul:
    given, father = chance.choices(range(len(MEN)), weights, k=2)
    born = date(1962, 1, 1) + timedelta(days=int(chance.betavariate(2, 2) * 15_700))
    return _Soul(
        surname, given, father, born, f"А{chance.randint(1000, 1150)}", chance.randrange(len(_PLACES)),
        min(chance.randrange(7), chance.randrange(7)), date(2022, 2, 24) + timedelta(days=chance.randrange(900)),
        f"{chance.choice('АБВГКМН')}{chance.choice('АБВГКМН')}-{chance.randrange(10**6):06d}",
    )  # fmt: skip


def _relative_or_namesake(soul: _Soul, roll: float, chance: random.Random, weights: list[int]) -> _Soul:
    other_given = chance.choices(range(len(MEN)), weights)[0]
    number = f"{soul.number[:3]}{chance.randrange(10**6):06d}"
    if roll < 0.003:  # twins
        return replace(soul, given=(soul.given + 1) % len(MEN), number=number)
    if roll < 0.02:  # brothers, side by side
        later = soul.born + timedelta(days=chance.randint(300, 3000))
        return replace(soul, given=(soul.given + 1 + other_given) % len(MEN), born=later, number=number)
    if roll < 0.03:  # father and son
        earlier = soul.born - timedelta(days=chance.randint(6800, 11_000))
        return replace(soul, given=soul.father, father=other_given, born=earlier, number=number)
    stranger = _stranger(chance, soul.surname, weights)  # namesake, of about the same age in one case of two
    born = soul.born + timedelta(days=chance.randint(-700, 700)) if chance.random() < 0.5 else stranger.born
    return replace(stranger, given=soul.given, father=soul.father, born=born)


def _missing_row(row_id: str, soul: _Soul, chance: random.Random) -> ListedPerson:
    given, father = MEN[soul.given][0], MEN[soul.father][2]
    known = chance.random
    return ListedPerson(
        id=row_id,
        surname=soul.surname if known() > 0.1 else soul.surname.upper(),
        given_name=given,
        patronymic=father if known() > 0.06 else "",
        birth_date=_half(soul.born) if known() > 0.02 else HalfKnownDate(soul.born.year),
        rank=_RANKS[soul.rank][0] if known() > 0.2 else "",
        unit=f"в/ч {soul.unit}" if known() > 0.25 else "",
        service_number=soul.number if known() > 0.5 else "",
        event_date=_half(soul.event) if known() > 0.15 else HalfKnownDate(),
        event_place=_PLACES[soul.place][0] if known() > 0.2 else "",
    )


def _held_row(row_id: str, soul: _Soul, chance: random.Random, noise: Noise) -> ListedPerson:
    known = chance.random
    latin = known() < noise.latin_rows
    surname, given, father = _held_name(soul, chance, noise)
    if latin:
        system = chance.choice(_SYSTEMS)
        surname, given, father = (_latin(word, system) for word in (surname, given, father))
    captured = soul.event + timedelta(days=chance.choice((0, 0, 0, 1, 1, 2, 3, 5, 9)))
    row = ListedPerson(
        id=row_id,
        birth_date=_held_birth(soul.born, chance, noise),
        rank=_RANKS[soul.rank][2 if latin else 1] if known() > noise.detail_missing else "",
        unit=chance.choice((soul.unit, f"в/ч {soul.unit}", f"A-{soul.unit[1:]}"))
        if known() > noise.detail_missing
        else "",
        service_number=soul.number if known() > 0.8 else "",
        event_date=_half(captured) if known() > noise.detail_missing else HalfKnownDate(),
        event_place=_held_place(soul, latin) if known() > noise.detail_missing else "",
    )
    return _laid_out(row, surname, given, father, chance, noise)


def _held_name(soul: _Soul, chance: random.Random, noise: Noise) -> tuple[str, str, str]:
    man, parent = MEN[soul.given], MEN[soul.father]
    plain = chance.random() < noise.not_translated
    given = _russian(man[0]) if plain else man[1]
    if chance.random() < noise.short_form:
        given = man[4]
    father = _russian(parent[2]) if plain else parent[3]
    surname = _russian(soul.surname)
    if chance.random() < noise.by_ear:
        surname = _misheard(surname, chance)
    if chance.random() < noise.typo:
        surname = _mistyped(surname, chance)
    if chance.random() < noise.typo / 3:
        given = _mistyped(given, chance)
    if chance.random() < noise.no_patronymic:
        father = ""
    if chance.random() < noise.initials:
        given, father = given[0] + ".", father[:1] + "." if father else ""
    return surname, given, father


def _laid_out(
    row: ListedPerson, surname: str, given: str, father: str, chance: random.Random, noise: Noise
) -> ListedPerson:
    if chance.random() < noise.one_cell:
        words = f"{surname} {given} {father}".strip()
        return replace(row, full_name=words if chance.random() < 0.8 else f"{surname}, {given} {father}".strip())
    if chance.random() < noise.swapped and len(given) > 2:
        surname, given = given, surname
    if chance.random() < noise.mixed_script:
        surname = surname.replace("о", "o").replace("е", "e")
    return replace(row, surname=surname, given_name=given, patronymic=father)


def _held_birth(born: date, chance: random.Random, noise: Noise) -> HalfKnownDate:
    roll = chance.random()
    for share, change in (
        (noise.birth_missing, lambda: HalfKnownDate()),
        (noise.birth_year_only, lambda: HalfKnownDate(born.year)),
        (noise.birth_turned, lambda: _turned(born)),
        (noise.birth_digit, lambda: _half(born + timedelta(days=chance.choice((1, -1, 10, 365, -365))))),
        (noise.birth_wrong, lambda: _half(born + timedelta(days=chance.randint(-2000, 2000)))),
    ):
        if roll < share:
            return change()
        roll -= share
    return _half(born)


def _turned(born: date) -> HalfKnownDate:
    return HalfKnownDate(born.year, born.day, born.month) if born.day <= 12 else _half(born)


@lru_cache(maxsize=1 << 16)
def _half(day: date) -> HalfKnownDate:
    return HalfKnownDate(day.year, day.month, day.day)


def _held_place(soul: _Soul, latin: bool) -> str:
    place = _PLACES[soul.place][1]
    return _latin(place, _SYSTEMS[1]) if latin else f"г. {place}"


def _russian(word: str) -> str:
    lowered = word.lower().replace("ський", "ский").replace("цький", "цкий").replace("ець", "ец").replace("ьо", "ё")
    return "".join(_RUSSIAN.get(c, c) for c in lowered).capitalize()


def _latin(word: str, system: dict[str, str]) -> str:
    return "".join(system.get(c, c) for c in word.lower()).replace("_", "").replace("iyi", "iy").capitalize()


def _misheard(word: str, chance: random.Random) -> str:
    pairs = [("о", "а"), ("е", "и"), ("и", "е"), ("з", "с"), ("д", "т"), ("ч", "ш"), ("г", "к")]
    fitting = [pair for pair in pairs if pair[0] in word[1:]]
    if not fitting:
        return word
    one, other = chance.choice(fitting)
    return word[0] + word[1:].replace(one, other, 1)


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word))
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + chance.choice("аоиенртсвлк") + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
