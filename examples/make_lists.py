"""Makes the example lists: `python -m examples.make_lists [FOLDER]` from the repository's root (PYTHONPATH=src).

Deterministic: one seed, no clock; the files come out byte for byte the same. All persons are invented.
"""

import csv
import io
import random
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from examples import invented, spelling
from examples.describe import describe
from examples.mess import Clerk
from examples.people import Person, make_cast
from openpyxl import Workbook
from openpyxl.styles import Font

from homeward.engine.sheets import save_workbook, write_template

SEED = 20240824
_MONTHS_RU = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_RANKS = invented.table(invented.RANKS)
_UNITS = {"NORTH": invented.table(invented.NORTH_UNITS), "SOUTH": invented.table(invented.SOUTH_UNITS)}
_PLACES = {region: invented.table(text) for region, text in invented.PLACES.items()}
_CATEGORY_RU = {
    "SERIOUSLY_WOUNDED": "тяжело ранен", "SERIOUSLY_SICK": "тяжело болен", "WOMEN": "женщина", "UNDER_25": "до 25 лет",
    "LONG_HELD": "длительный плен", "CONSCRIPTS": "срочник", "OFFICERS": "офицер",
}  # fmt: skip
_CATEGORY_EN = {
    "SERIOUSLY_WOUNDED": "seriously wounded", "SERIOUSLY_SICK": "seriously sick", "WOMEN": "woman",
    "UNDER_25": "under 25",
    "LONG_HELD": "long held", "CONSCRIPTS": "conscript", "OFFICERS": "officer",
}  # fmt: skip
_WILL_RU = {
    "WISHES_TO_RETURN": "да", "DOES_NOT_WISH": "нет", "UNDECIDED": "не определился",
    "WISHES_THIRD_STATE": "в третью страну", "UNABLE": "не может ответить",
}  # fmt: skip
_WILL_EN = {
    "WISHES_TO_RETURN": "yes", "DOES_NOT_WISH": "no", "UNDECIDED": "undecided", "WISHES_THIRD_STATE": "third State",
    "UNABLE": "unable",
}  # fmt: skip

Cell = str | int | float | datetime | None
Line = list[Cell]


def make(folder: Path) -> None:
    """Writes the four lists, the truth, the blank list and the README into a folder."""
    chance = random.Random(SEED)
    north, south = make_cast("NORTH", chance), make_cast("SOUTH", chance)
    clerks = {name: Clerk(chance, holder="held" in name) for name in _WRITERS}
    ids: dict[str, dict[int, str]] = {}
    for name, (own, share, write) in _WRITERS.items():
        people = [person for person in (north if own == "NORTH" else south) if person.share != share]
        chance.shuffle(people)
        ids[name] = write(folder / name, people, clerks[name], chance)
    _write_truth(folder / "truth.csv", ids)
    write_template(folder / "blank_list.xlsx")
    (folder / "README.md").write_text(describe(north, south, ids, clerks), encoding="utf-8")


def _write_truth(path: Path, ids: dict[str, dict[int, str]]) -> None:
    pairs = [("north_missing.xlsx", "held_by_south.csv"), ("south_missing.csv", "held_by_north.xlsx")]
    lines = [
        (missing, ids[missing][key], held, ids[held][key])
        for missing, held in pairs
        for key in sorted(ids[missing].keys() & ids[held].keys())
    ]
    _write_csv(path, "utf-8", ",", [("missing_list", "missing_id", "held_list", "held_id"), *lines])


# ---- the four lists, each in its bureau's own habits -----------------------------------------------------------


def _north_missing(path: Path, people: list[Person], clerk: Clerk, chance: random.Random) -> dict[int, str]:
    header = ["Код запису", "Прізвище", "Ім'я", "По батькові", "Дата народження", "Військове звання", "Особистий номер",
              "Військова частина", "Дата останнього зв'язку", "Місце останнього зв'язку", "Регіон",
              "Заявник"]  # fmt: skip
    ids = _ids(people, [f"NM-{number:04d}" for number in range(1, 400)], chance)
    lines: list[Line] = []
    for person in people:
        number, as_float = clerk.number(person)
        place = _PLACES[person.region][person.place % len(_PLACES[person.region])]
        lines.append(
            [ids[person.key], *clerk.name(person, "uk"), _excel_date(clerk, person, chance),
             clerk.rank(_RANKS[person.rank][:2]),
             float(number) if as_float else number, clerk.unit(_UNITS["NORTH"][person.unit][:2]), _moment(person.lost),
             place[0], person.region, chance.choice(["дружина", "мати", "батько", "сестра", "військова частина"])]
        )  # fmt: skip
    _add_bad_rows(lines, born=4, will=None)
    titles = [
        ["Список осіб, зниклих безвісти. Усі особи вигадані."],
        ["Станом на 20.08.2024; для звірки з іншою стороною"],
    ]
    _write_workbook(path, "Зниклі", titles, header, lines, hidden_row=len(titles) + 30)
    return ids


def _held_by_south(path: Path, people: list[Person], clerk: Clerk, chance: random.Random) -> dict[int, str]:
    header = ["Рег. №", "Фамилия", "Имя", "Отчество", "Дата рождения", "Звание", "Личный номер", "В/ч", "Дата пленения",
              "Место пленения", "Регион", "Категории", "Решение СМК", "Транспортабельность", "Согласие на возвращение",
              "Возражение стороны", "Камера хранения"]  # fmt: skip
    ids = _ids(people, [f"S4-{number:05d}" for number in range(10_000, 60_000, 97)], chance)
    lines: list[Line] = []
    for person in people:
        number, as_float = clerk.number(person)
        place = _PLACES[person.region][person.place % len(_PLACES[person.region])]
        lines.append(
            [ids[person.key], *clerk.name(person, "ru"), _text_date(clerk, person, "%d.%m.%Y"),
             clerk.rank(_RANKS[person.rank][2:]),
             f"{int(number)}.0" if as_float else number, clerk.unit(_UNITS["NORTH"][person.unit][2:]),
             person.taken.strftime("%d.%m.%y"), place[1], person.region, _categories(person, _CATEGORY_RU),
             person.medical,
             "да" if person.fit else "нет", _WILL_RU[person.will], person.veto, chance.choice(["", "1", "2",
             "ячейка 7; опись"])]
        )  # fmt: skip
    _add_bad_rows(lines, born=4, will=14)
    lines.append(["Итого", len(people), *[""] * (len(header) - 2)])
    titles = [["Сведения о лицах, находящихся под стражей. Все лица вымышлены."], []]
    _write_csv(path, "cp1251", ";", [*titles, header, *lines])
    return ids


def _south_missing(path: Path, people: list[Person], clerk: Clerk, chance: random.Random) -> dict[int, str]:
    header = ["Номер карточки", "Фамилия, имя, отчество", "Дата рождения", "Воинское звание", "Личный номер",
    "Подразделение",
              "Дата последней связи", "Место последней связи", "Регион", "Примечание"]  # fmt: skip
    ids = _ids(people, [f"24/{number}" for number in range(1100, 1900, 3)], chance)
    lines: list[Line] = []
    for person in people:
        place = _PLACES[person.region][person.place % len(_PLACES[person.region])]
        name = " ".join(clerk.name(person, "ru")).rstrip(" ")
        lines.append(
            [ids[person.key], name, _worded_date(clerk, person, chance), clerk.rank(_RANKS[person.rank][2:]),
             clerk.number(person)[0], clerk.unit(_UNITS["SOUTH"][person.unit][2:]), person.lost.isoformat(), place[1],
             person.region, chance.choice(["", "", "", "звонила мать,\nпросит сообщить", 'позывной "Тихий"'])]
        )  # fmt: skip
    _add_bad_rows(lines, born=2, will=None)
    _write_csv(path, "utf-8", ",", [header, *lines])
    return ids


def _held_by_north(path: Path, people: list[Person], clerk: Clerk, chance: random.Random) -> dict[int, str]:
    header = ["Case no", "Full name", "Name as in papers", "Born", "Rank", "Personal number", "Unit", "Captured on",
              "Captured at", "Region", "Category", "Commission decision", "Fit to travel", "Wishes to return",
              "Held back",
              "Block"]  # fmt: skip
    ids = _ids(people, [f"K-{number}" for number in range(201, 990)], chance)
    lines: list[Line] = []
    for person in people:
        place = _PLACES[person.region][person.place % len(_PLACES[person.region])]
        name, papers = _north_writes(person, clerk, chance)
        lines.append(
            [ids[person.key], name, papers, _excel_date(clerk, person, chance), clerk.rank(_RANKS[person.rank][:2]),
             clerk.number(person)[0], clerk.unit(_UNITS["SOUTH"][person.unit][:2]), _moment(person.taken),
             place[chance.choice([0, 2])], person.region, _categories(person, _CATEGORY_EN), person.medical,
             "yes" if person.fit else "no", _WILL_EN[person.will], person.veto, chance.choice(["A", "B", "C"])]
        )  # fmt: skip
    _add_bad_rows(lines, born=3, will=13)
    titles = [["Register of persons held. All persons are invented."]]
    _write_workbook(path, "Register", titles, header, lines, hidden_row=0)
    return ids


def _north_writes(person: Person, clerk: Clerk, chance: random.Random) -> tuple[str, str]:
    """Three in four in Ukrainian spelling, one in four in Latin by ear; some have papers in Latin too."""
    spelled, heard = clerk.name(person, "uk"), person.name("ru")
    latin = " ".join(spelling.latin_by_ear(part, chance) for part in heard[: 3 if spelled[2] else 2])
    in_latin = chance.random() < 0.25
    clerk.counts["name in Latin letters, by ear"] += in_latin
    papers = latin if not in_latin and chance.random() < 0.15 else ""
    clerk.counts["name in a second script as well"] += bool(papers)
    return (latin if in_latin else " ".join(part for part in spelled if part)), papers


_WRITERS = {
    "north_missing.xlsx": ("NORTH", "held_only", _north_missing),
    "held_by_south.csv": ("NORTH", "missing_only", _held_by_south),
    "south_missing.csv": ("SOUTH", "held_only", _south_missing),
    "held_by_north.xlsx": ("SOUTH", "missing_only", _held_by_north),
}

# ---- cells ----------------------------------------------------------------------------------------------------


def _ids(people: Sequence[Person], pool: list[str], chance: random.Random) -> dict[int, str]:
    return dict(zip((person.key for person in people), sorted(chance.sample(pool, len(people))), strict=True))


def _categories(person: Person, words: dict[str, str]) -> str:
    return "; ".join(words[code] for code in person.categories)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _excel_date(clerk: Clerk, person: Person, chance: random.Random) -> Cell:
    """A real date cell in three of five, text in the others."""
    day, year = clerk.born(person)
    if day is None:
        return year
    return _moment(day) if chance.random() < 0.6 else day.strftime("%d.%m.%Y")


def _text_date(clerk: Clerk, person: Person, pattern: str) -> str:
    day, year = clerk.born(person)
    return day.strftime(pattern) if day else str(year or "")


def _worded_date(clerk: Clerk, person: Person, chance: random.Random) -> str:
    day, year = clerk.born(person)
    if day is None:
        return f"{year} г." if year else ""
    if chance.random() < 0.3:
        return f"{day.day} {_MONTHS_RU[day.month - 1]} {day.year} г."
    return day.strftime(chance.choice(["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"]))


def _add_bad_rows(lines: list[Line], *, born: int, will: int | None) -> None:
    """Rows that a careful reader must reject: no such day, no such word, the same id twice (once alike, once not)."""
    impossible, other, again = list(lines[20]), list(lines[50]), list(lines[80])
    impossible[0], impossible[born] = f"{impossible[0]}-2", "31.02.1998"
    other[born] = "1971"
    lines[33:33] = [impossible]
    lines[66:66] = [other]
    lines.append(again)
    if will is not None:
        word = list(lines[10])
        word[0], word[will] = f"{word[0]}-2", "???!"
        lines[44:44] = [word]


# ---- files ----------------------------------------------------------------------------------------------------


def _write_csv(path: Path, encoding: str, delimiter: str, lines: Sequence[Sequence[Cell]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    # The writing-direction mark is no letter of cp1251; a clerk's program drops it there.
    path.write_bytes(buffer.getvalue().encode(encoding, errors="ignore" if encoding == "cp1251" else "strict"))


def _write_workbook(
    path: Path,
    name: str,
    titles: Sequence[Sequence[Cell]],
    header: Sequence[str],
    lines: Sequence[Line],
    *,
    hidden_row: int,
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = name
    for title in titles:
        sheet.append(title)
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=6)
    sheet.append(header)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 20
    for line in lines:
        sheet.append(line)
        for cell in sheet[sheet.max_row]:
            if cell.is_date:
                cell.number_format = "dd.mm.yyyy"
    if hidden_row:
        sheet.row_dimensions[hidden_row].hidden = True
        workbook.create_sheet("Службове").sheet_state = "hidden"
    save_workbook(workbook, path)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
