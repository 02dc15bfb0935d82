"""Words that people are made of: given names with pet names, surnames, ranks, places. Nobody here is real."""

import random
import re
from functools import cache


def _words(text: str) -> list[str]:
    return text.split()


# Ukrainian, Russian, weight, pet names as Ukrainians write them, pet names as Russians do; '-' for none.
_MEN = """
Олександр Александр 940 Сашко,Саша,Олесь Саша,Саня,Шура
Андрій Андрей 640 Андрійко Андрюха
Сергій Сергей 800 Сергійко Серёга,Серж
Володимир Владимир 520 Вовка,Володя Вова,Володя
Дмитро Дмитрий 560 Дмитрик,Діма Дима,Митя
Олексій Алексей 510 Олекса,Льоша Лёха,Лёша
Іван Иван 430 Івась,Ванько Ваня
Микола Николай 400 Миколка,Коля Коля,Колян
Юрій Юрий 330 Юрко Юра
Роман Роман 310 Ромко Рома
Віталій Виталий 290 Віталік Виталя
Ігор Игорь 290 Ігорко Игорёк
Максим Максим 340 Макс Макс
Євген Евгений 340 Женька,Женя Женя
Михайло Михаил 290 Мишко Миша
Василь Василий 280 Васько,Вася Вася
Віктор Виктор 280 Вітя Витя
Богдан Богдан 210 Бодя Богданчик
Артем Артём 230 Тьома Тёма
Руслан Руслан 190 Русік Русик
Олег Олег 200 - -
Денис Денис 200 Денчик Дэн
Вадим Вадим 170 Вадік Вадик
Антон Антон 150 Антоша Тоха
Ярослав Ярослав 140 Ярко,Славко Ярик,Слава
Тарас Тарас 110 Тарасик -
Анатолій Анатолий 130 Толя Толя,Толян
Валерій Валерий 110 Валєра Валера
Петро Пётр 130 Петрусь Петя
Павло Павел 150 Павлик,Паша Паша
Станіслав Станислав 120 Стас Стас
Владислав Владислав 180 Влад,Владик Влад
Костянтин Константин 110 Костя Костя
Ілля Илья 120 Ілько Илюха
Кирило Кирилл 100 Кирик Кир
Назар Назар 90 Назарчик -
Степан Степан 70 Стець Стёпа
Григорій Григорий 70 Гриць,Грицько Гриша
Едуард Эдуард 60 Едік Эдик
Леонід Леонид 70 Льоня Лёня
Борис Борис 40 Боря Боря
Федір Фёдор 40 Федько Федя
Данило Даниил 80 Данко Даня
Нікіта Никита 80 Нікітос Никитос
Єгор Егор 60 Єгорка Егорка
Гліб Глеб 25 - -
Георгій Георгий 45 Жора Жора,Гоша
В'ячеслав Вячеслав 95 Славік Слава
Ростислав Ростислав 45 Ростик Ростик
Святослав Святослав 35 Свят Святик
Мирослав Мирослав 40 Мирко -
Всеволод Всеволод 8 Сева Сева
Захар Захар 18 - -
Матвій Матвей 30 Матвійко Мотя
Тимофій Тимофей 25 Тиміш Тима
Тимур Тимур 25 - -
Геннадій Геннадий 60 Гена Гена
Аркадій Аркадий 14 Аркаша Аркаша
Семен Семён 30 Сенько Сеня
Яків Яков 14 Яша Яша
Лев Лев 14 Льова Лёва
Марко Марк 20 - -
Остап Остап 18 - -
Лук'ян Лукьян 4 - -
Прохор Прохор 4 - -
Савелій Савелий 7 Савко Сава
Філіп Филипп 16 Пилип Филя
Арсен Арсений 18 - Сеня
Любомир Любомир 22 Любко -
Зіновій Зиновий 5 Зеник -
Орест Орест 14 - -
Омелян Емельян 4 Омелько Емеля
Панас Афанасий 4 - Афоня
Кузьма Кузьма 3 - -
Хома Фома 2 - -
Сава Савва 5 - -
Лука Лука 4 - -
Гнат Игнат 4 - -
Трохим Трофим 3 - -
Юхим Ефим 3 - Фима
Охрім Ефрем 1 - -
Радомир Радомир 3 - -
Добриня Добрыня 1 - -
Далібор Далибор 1 - -
"""
_MEN_OF_OTHER_PEOPLES = """
Магомед Магомед 100 - Мага
Ахмед Ахмед 50 - -
Рамазан Рамазан 50 - -
Шаміль Шамиль 40 - -
Мурад Мурад 30 - -
Заур Заур 25 - -
Іслам Ислам 35 - -
Расул Расул 25 - -
Аслан Аслан 30 - -
Адам Адам 30 - -
Ільдар Ильдар 45 - -
Рустам Рустам 50 - -
Айрат Айрат 35 - -
Марат Марат 40 - -
Радик Радик 25 - -
Фарід Фарид 25 - -
Азамат Азамат 35 - -
Ерік Эрик 12 - -
Баїр Баир 30 - -
Аюр Аюр 12 - -
Айдин Айдын 15 - -
Арсалан Арсалан 10 - -
Левон Левон 15 - -
Ашот Ашот 10 - -
Гіоргі Гиорги 20 Гіо Гио
Зураб Зураб 15 - -
Іон Ион 15 - -
Штефан Штефан 15 - -
Золтан Золтан 12 - -
Іштван Иштван 12 - -
Ласло Ласло 10 - -
Нурлан Нурлан 20 - -
Бекзат Бекзат 12 - -
Шахзод Шахзод 15 - -
Фаррух Фаррух 15 - -
"""
_WOMEN = """
Олена Елена 90 Оленка Лена
Наталія Наталья 80 Наталка Наташа
Тетяна Татьяна 75 Тетянка,Таня Таня
Ірина Ирина 85 Іринка Ира
Юлія Юлия 70 Юля Юля
Анна Анна 70 Ганнуся Аня
Марія Мария 65 Марійка Маша
Оксана Оксана 55 Оксанка Ксюша
Світлана Светлана 55 Світланка Света
Катерина Екатерина 60 Катруся Катя
Вікторія Виктория 55 Віка Вика
Ольга Ольга 60 Оля Оля
Людмила Людмила 30 Люда Люда
Галина Галина 25 Галя Галя
Надія Надежда 25 Надійка Надя
Дарина Дарья 30 Дарка Даша
Яна Яна 20 - -
Соломія Соломия 10 - -
"""
_FATHERS = {  # what the rules of `patronymic` do not give
    "Микола": "Миколай", "Ілля": "Ілл", "Кузьма": "Кузьм", "Хома": "Хом", "Лука": "Лук", "Сава": "Сав",
    "Яків": "Як", "Лев": "Льв", "Григорій": "Григор", "Михайло": "Михайл", "Федір": "Федор", "Петро": "Петр",
    "Павло": "Павл", "Данило": "Данил", "Кирило": "Кирил", "Марко": "Марк", "Дмитро": "Дмитр", "Ласло": "Ласл",
    "Добриня": "Добрин", "Гіоргі": "Гіоргі", "Гліб": "Гліб",
    "Павел": "Павл", "Пётр": "Петр", "Фёдор": "Фёдор", "Илья": "Иль", "Фома": "Фом",
    "Савва": "Савв", "Яков": "Яковл", "Михаил": "Михайл", "Добрыня": "Добрын",
}  # fmt: skip
_SHORT_TAIL = {"Ілл", "Кузьм", "Хом", "Лук", "Сав", "Иль", "Фом", "Савв"}

_CRAFTS = _words(
    "Коваль Бондар Ткач Гончар Швець Кравець Мельник Скляр Лимар Стельмах Тесля Кушнір Чумак Пастух Вівчар "
    "Рибалка Олійник Цимбал Дудник Скрипник Бандура Сотник Осавул Писар Козак Гетьман Хорунжий Вовк Лисиця "
    "Заєць Ведмідь Соловей Журавель Сокіл Горобець Голуб Сорока Ворона Гусак Кабан Баран Бик Козел Кіт Миш Жук "
    "Комар Муха Береза Дуб Верба Калина Тополя Явір Гриб Полин Лобода Кропива Буряк Гарбуз Квасоля Мороз Вітер "
    "Хмара Зима Весна Шабля Сокира Молот Долото Лопата Білий Чорний Рудий Сивий Кривий Малий Великий Довгий "
    "Гордий Тихий Швидкий Косий Щербатий Лисий Глухий Німий"
)
_UK_ENDINGS = _words("енко енко енко енко ук юк чук ський ський цький ик ів ишин ець ченко як ань ило уба ай")
_RU_ENDINGS = _words("ов ов ов ов ев ев ин ин ский ых ников цев кин ушкин ёв")
_OTHER = _words(
    "Магомедов Алиев Гасанов Ибрагимов Исмаилов Курбанов Рамазанов Ахмедов Хасанов Юсупов Гайдаров Дадаев "
    "Эльмурзаев Цыренов Доржиев Бадмаев Ондар Монгуш Куулар Хабибуллин Сафин Галиев Нуриев Шарипов Валиуллин "
    "Саркисян Аветисян Григорян Беридзе Капанадзе Гелашвили Кварацхелия Попеску Чебан Русу Ковач Надь Сабо Тот "
    "Хорват Варга"
)
_UK_ONSETS = _words(
    "Б В Г Ґ Д Ж З К Л М Н П Р С Т Х Ц Ч Ш Щ Бл Бр Вл Гл Гр Гн Дз Др Жм Зб Кл Кр Кв Мл Пл Пр Ск Сл См Ст Стр "
    "Тр Хл Шк Шп"
)
_RU_ONSETS = _words("Б В Г Д Ж З К Л М Н П Р С Т Ф Х Ч Ш Щ Бр Вл Гр Др Зл Кл Кр Мр Пл Пр Св Скв Сл Ст Тр Хр Шл")
_UK_VOWELS = _words("а о у и е і я ю")
_RU_VOWELS = _words("а о у ы и е я ю")
_CODAS = _words("б в г д ж з к л м н п р с т х ч ш бр вк дл жн зд кш лт льн мп нд нк рв рн рт рх ст сл тл хт ц шк")

PLACE_STEMS = _words(
    "Верб Калин Дубров Берез Лип Сосн Вишнев Яблун Кам'ян Піщан Глинян Степ Озерн Ставк Криничн Джерельн Млин "
    "Хутор Слобід Новосел Старосел Козач Гетьман Соколов Орлов Журавл Лебед Вовч Лисич Заячк Бобр Рибн Раков "
    "Сомов Мар Іван Петр Микол Олександр Михайл Андрі Степан Васил Григор Павл Федор Юр Роман"
)
PLACE_ENDINGS = _words("івка ове ине не ське иха анка ець ани ичі")

RANKS = (
    (("солдат", "сол."), ("рядовой", "ряд."), ("private", "soldier")),
    (("старший солдат", "ст. солдат"), ("ефрейтор", "ефр."), ("senior soldier", "private first class")),
    (("молодший сержант", "мол. с-т"), ("младший сержант", "мл. с-т"), ("junior sergeant", "Jr. Sgt")),
    (("сержант", "с-т"), ("сержант", "с-т"), ("sergeant", "Sgt")),
    (("старший сержант", "ст. с-т"), ("старший сержант", "ст. с-т"), ("senior sergeant", "Sr. Sgt")),
    (("головний сержант", "гол. сержант"), ("старшина", "ст-на"), ("master sergeant", "chief sergeant")),
    (("матрос", "матр."), ("матрос", "матр."), ("sailor", "seaman")),
    (("молодший лейтенант", "мол. л-т"), ("младший лейтенант", "мл. л-т"), ("junior lieutenant", "Jr. Lt")),
    (("лейтенант", "л-т"), ("лейтенант", "л-т"), ("lieutenant", "Lt")),
    (("старший лейтенант", "ст. л-т"), ("старший лейтенант", "ст. л-т"), ("senior lieutenant", "Sr. Lt")),
    (("капітан", "к-н"), ("капитан", "к-н"), ("captain", "Capt")),
    (("майор", "м-р"), ("майор", "м-р"), ("major", "Maj")),
)
RANK_WEIGHTS = (300, 210, 120, 130, 70, 40, 35, 12, 30, 28, 18, 7)


@cache
def men(direction: str) -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], str], ...]:
    """(Ukrainian, Russian, pet names of either, sex), commonest first; draw with `weights`."""
    return tuple(row[:2] + row[3:] for row in _given(direction))


@cache
def weights(direction: str) -> tuple[float, ...]:
    """How common each of `men` is."""
    return tuple(row[2] for row in _given(direction))


@cache
def _given(direction: str) -> tuple[tuple[str, str, float, tuple[str, ...], tuple[str, ...], str], ...]:
    own = _read(_MEN, "m", 1.0)
    others = _read(_MEN_OF_OTHER_PEOPLES, "m", 0.25 if direction == "uk" else 1.4)
    women = _read(_WOMEN, "f", 0.5)
    return tuple(sorted(own + others + women, key=lambda row: (-row[2], row[0])))


def _read(text: str, sex: str, factor: float) -> list[tuple[str, str, float, tuple[str, ...], tuple[str, ...], str]]:
    rows = []
    for line in text.strip().splitlines():
        uk, ru, weight, pets_uk, pets_ru = line.split()
        pets = [tuple(pets.split(",")) if pets != "-" else () for pets in (pets_uk, pets_ru)]
        rows.append((uk, ru, int(weight) * factor, pets[0], pets[1], sex))
    return rows


def patronymic(father: str, language: str, sex: str) -> str:
    """'Андрій' -> 'Андрійович', 'Юлия' is no father. Ukrainian or Russian, for a son or a daughter."""
    stem = _FATHERS.get(father, father)
    if stem in _SHORT_TAIL:
        return stem + _short_tail(stem, language, sex)
    if language == "uk":
        return _uk_patronymic(stem, sex)
    return _ru_patronymic(stem, sex)


def _short_tail(stem: str, language: str, sex: str) -> str:
    if sex == "m":
        return "іч" if stem == "Ілл" else "ич"
    return {"uk": "івна", "ru": "инична"}[language]


def _uk_patronymic(stem: str, sex: str) -> str:
    if stem.endswith("й"):
        return stem[:-1] + ("йович" if sex == "m" else "ївна")
    if stem.endswith("і"):
        return stem + ("йович" if sex == "m" else "ївна")
    return stem.rstrip("ьао") + (("ьович" if stem.endswith("ь") else "ович") if sex == "m" else "івна")


def _ru_patronymic(stem: str, sex: str) -> str:
    tail = "ич" if sex == "m" else "на"
    if stem == "Николай" or stem[-2:] in {"ей", "ай"}:
        return stem[:-1] + "ев" + tail
    if stem.endswith("ий"):
        soft = stem[-3] not in "гкх" and stem != "Дмитрий"
        return stem[:-2] + ("ье" if soft else "ие") + "в" + tail
    if stem.endswith(("ь", "й", "и")):
        return stem.rstrip("ьй") + "ев" + tail
    return stem.rstrip("оа") + ("ев" if stem.endswith("л") and stem == "Яковл" else "ов") + tail


def surnames(count: int, direction: str, seed: int) -> tuple[list[str], list[str]]:
    """`count` different surnames, commonest first, and the language each is at home in ('uk' or 'ru')."""
    chance = random.Random(f"surnames {direction} {seed}")
    found: dict[str, str] = dict(_common(chance))
    own_share = 0.76 if direction == "uk" else 0.16
    while len(found) < count:
        language = "uk" if chance.random() < own_share else "ru"
        found.setdefault(_rare(chance, language), language)
    names = list(found)[:count]
    return names, [found[name] for name in names]


def _common(chance: random.Random) -> list[tuple[str, str]]:
    """Names everybody knows: from crafts, animals and given names, in both languages, and those of other peoples."""
    fathers = [line.split()[:2] for line in _MEN.strip().splitlines()]
    names = [(word, "uk") for word in _CRAFTS]
    names += [
        (re.sub("[оайійлья]+$", "", uk)[:7] + end, "uk")
        for uk, _ in fathers
        for end in ("енко", "юк", "ів", "чук")
        if "'" not in uk
    ]
    names += [(_ru_stem(ru) + ("ев" if ru[-1] in "йья" else "ов"), "ru") for _, ru in fathers]
    names += [(name, "ru") for name in _OTHER]
    names += [
        (re.sub("[ьийаяо]+$", "", word) + end, "uk") for word in _CRAFTS for end in ("енко", "чук") if len(word) < 7
    ]
    chance.shuffle(names)
    return names


def _ru_stem(name: str) -> str:
    return name[:-2] if name.endswith("ий") else name.rstrip("йьая")


def _rare(chance: random.Random, language: str) -> str:
    onsets, vowels, endings = (
        (_UK_ONSETS, _UK_VOWELS, _UK_ENDINGS) if language == "uk" else (_RU_ONSETS, _RU_VOWELS, _RU_ENDINGS)
    )
    stem = chance.choice(onsets) + chance.choice(vowels) + chance.choice(_CODAS)
    if chance.random() < 0.5:
        stem += chance.choice(vowels) + chance.choice(_CODAS)
    return stem + chance.choice(endings)


def places(count: int, seed: int) -> list[str]:
    """Settlements in Ukrainian, invented, commonest first."""
    chance = random.Random(f"places {seed}")
    every = [stem + end for stem in PLACE_STEMS for end in PLACE_ENDINGS]
    chance.shuffle(every)
    return every[:count]
