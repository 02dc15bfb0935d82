"""How far two values agree, value by value."""

import numpy as np
import pytest

from engine.matching.people import person
from homeward.base.dates import HalfKnownDate
from homeward.engine.matching import Settings, match
from homeward.engine.matching.candidates import find_candidates
from homeward.engine.matching.comparing import compare
from homeward.engine.matching.date_levels import birth_levels
from homeward.engine.matching.details import read_number, read_place, read_rank, read_unit
from homeward.engine.matching.fields import BIRTH, FIELDS
from homeward.engine.matching.joining import join
from homeward.engine.matching.tables import build_tables
from homeward.engine.names import fold


def _birth_level(one: str, other: str) -> str:
    parts = []
    for text in (one, other):
        date = HalfKnownDate.fromisoformat(text)
        parts.extend(np.array([part or 0]) for part in (date.year, date.month, date.day))
    number = int(birth_levels(*parts)[0])
    return BIRTH.levels[number - 1].code if number else "missing"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1990-03-07", "1990-03-07", "same"),
        ("1990-03-07", "1990-07-03", "turned"),
        ("1990-03-07", "1990-03-17", "one_digit"),
        ("1990-03-07", "1991-03-07", "one_digit"),
        ("1989-12-31", "1990-01-02", "near"),
        ("1990-03-07", "1990-03", "month"),
        ("1990-03-07", "1990", "year"),
        ("1990-01-01", "1990-11-23", "year"),
        ("1990-03-07", "1974-03-07", "day_month"),
        ("1990-03-07", "1990-11-23", "same_year"),
        ("1990-03-07", "1974-11-23", "different"),
        ("1990", "1991", "different"),
        ("1990-03-07", "1990-04", "different"),
        ("1990-03-07", "", "missing"),
    ],
)
def test_birth_dates_have_levels_both_ways_round(one: str, other: str, level: str) -> None:
    assert _birth_level(one, other) == level
    assert _birth_level(other, one) == level


@pytest.mark.parametrize(
    ("field", "one", "other", "level"),
    [
        ("surname", "Коваленко", "Kovalenko", "same"),
        ("surname", "Коваленко", "Ковленко", "one_letter"),
        ("surname", "Коваленко", "Каваленка", "consonants"),
        ("surname", "Нечуй-Левицький", "Левицкий", "part"),
        ("surname", "Коваленко", "Бойчар", "different"),
        ("given_name", "Микола", "Николай", "same"),
        ("given_name", "Микола", "Николйа", "near"),
        ("given_name", "Микола", "Н.", "initial"),
        ("given_name", "Н.", "Н.", "initial"),
        ("given_name", "Микола", "О.", "initial_differs"),
        ("given_name", "Микола", "Михайло", "different"),
        ("patronymic", "Миколайович", "Николаевна", "same"),
        ("patronymic", "Миколайович", "Михайлович", "different"),
        ("rank", "старший солдат", "ефрейтор", "same"),
        ("rank", "солдат", "ефрейтор", "near"),
        ("rank", "солдат", "майор", "different"),
        ("unit", "в/ч А1234", "A-1234", "same"),
        ("unit", "93-тя ОМБр", "93 бригада", "same"),
        ("unit", "93 бригада", "93", "part"),
        ("unit", "93 бригада", "92 бригада", "different"),
        ("service_number", "АБ-123456", "AБ 123456", "same"),
        ("service_number", "АБ-123456", "АБ-123458", "one_digit"),
        ("event_place", "с. Велика Балка", "Велика Балка", "same"),
        ("event_place", "Балка Велика", "Балка", "near"),
        ("sex", "m", "f", "different"),
    ],
)
def test_fields_have_levels_both_ways_round(field: str, one: str, other: str, level: str) -> None:
    spec = next(each for each in FIELDS if each.name == field)
    given = {"given_name": "Іван", "surname": "Коваль"}
    left, right = (
        person("1", " ".join(["Коваль", "Іван"]))
        if field not in given
        else person("1", f"{value} Іван" if field == "surname" else f"Коваль {value}")
        for value in (one, other)
    )
    if field not in given:
        left, right = (_with(each, field, value) for each, value in ((left, one), (right, other)))
    for first, second in ((left, right), (right, left)):
        number = int(compare(build_tables([first], [second]), np.array([0]), np.array([0]))[field][0])
        assert spec.levels[number - 1].code == level


def _with(one, field: str, value: str):  # type: ignore[no-untyped-def]
    return type(one)(**{"id": one.id, "surname": one.surname, "given_name": one.given_name, field: value})


def test_a_rank_nobody_listed_is_no_evidence_against() -> None:
    left, right = person("1", "Коваль", rank="отаман"), person("2", "Коваль", rank="солдат")
    assert compare(build_tables([left], [right]), np.array([0]), np.array([0]))["rank"][0] == 0


def test_places_of_one_region_count_though_their_names_differ() -> None:
    left = person("1", "Коваль", event_place="Хутір", region="KARST")
    right = person("2", "Коваль", event_place="Балка", region="karst")
    assert compare(build_tables([left], [right]), np.array([0]), np.array([0]))["event_place"][0] == 2


def test_details_are_read_as_clerks_write_them() -> None:
    assert read_rank("Ст. лейтенант")[1] == read_rank("senior lieutenant")[1] == "senior-lieutenant"
    assert read_unit("військова частина а 1234") == "a1234"
    assert read_unit("в/ч 12345") == "12345"
    assert read_number("123456.0") == "123456"
    assert read_place("м. Хутір, Степова обл.") == " ".join(sorted({fold("Хутір"), fold("Степова")}))


def test_a_block_too_wide_is_left_to_other_keys() -> None:
    many = np.array([1] * 10 + [2])
    joined = join(many, many, cap=50, budget=1000)
    assert (joined.left.tolist(), joined.right.tolist()) == ([10], [10])
    assert (joined.blocks_left_out, joined.pairs_left_out) == (1, 100)


def test_a_missing_key_joins_nobody() -> None:
    assert not len(join(np.array([-1, 3]), np.array([-1, 4]), cap=50, budget=1000).left)


def test_a_lost_consonant_in_the_surname_is_reached_by_the_keys() -> None:
    left, right = [person("1", "Коваленчук Іван", "1990-03-07")], [person("2", "Коваенчук Иван", "1990-11-23")]
    first = find_candidates(build_tables(left, right), Settings(all_pairs_up_to=0)).first
    assert len(first) == 1


def test_without_learning_the_priors_alone_decide() -> None:
    found = match(
        [person("1", "Коваленчук Іван", "1990-03-07")],
        [person("2", "Коваленчук Иван", "1990-03-07")],
        settings=Settings(learn=False),
    )
    assert [pair.band for pair in found.pairs] == ["likely"]
