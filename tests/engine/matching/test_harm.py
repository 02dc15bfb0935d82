"""Harm that other matchers did, as promises of this one (H-11, H-12)."""

from dataclasses import replace

import pytest

from engine.matching.people import person
from homeward.base.persons import ListedPerson
from homeward.engine.matching import LIKELY, match

BORN = "1990-02-03"
# Strangers on either list: weights are learnt beside them, never from two rows alone.
BESIDE = [
    person("m2", "Ковалюк Олег Ігорович", "1985-04-11", unit="А1001", rank="солдат"),
    person("m3", "Шевчишин Іван Петрович", "1970-05-06", unit="А1002", rank="сержант"),
    person("m4", "Бойчар Андрій Юрійович", "1999-11-30", unit="А1003", rank="майор"),
]
BESIDE_HELD = [
    person("h2", "Ковалюк Олег Игоревич", "1985-04-11", unit="А1001", rank="солдат"),
    person("h3", "Липчан Роман Андреевич", "1981-09-17", unit="А7003", rank="капитан"),
    person("h4", "Сонцевой Тарас Олегович", "1994-12-24", unit="А7004", rank="рядовой"),
]


def called(row_id: str, full_name: str, other_name: str = "", born: str = "") -> ListedPerson:
    return replace(person(row_id, born=born), full_name=full_name, other_name=other_name)


@pytest.mark.parametrize("born", ["", BORN])
def test_h11_a_short_form_in_another_script_makes_no_match_where_the_fuller_name_disagrees(born: str) -> None:
    """H-11: given a full Latin name and a candidate with a short Arabic form, when a fuller Latin name of the
    candidate disagrees, then the short form does not make the match."""
    seeker = called("m1", "Khalid Hassan Mahmoud", born=born)
    alone = match([seeker, *BESIDE], [called("h1", "خالد", born=born), *BESIDE_HELD])
    assert any((pair.left_id, pair.right_id) == ("m1", "h1") for pair in alone.pairs), "the short form alone is a hint"
    for name, other in (("خالد", "Khalid Ibrahim Darwish"), ("Khalid Ibrahim Darwish", "خالد")):
        found = match([seeker, *BESIDE], [called("h1", name, other, born), *BESIDE_HELD])
        assert not any(pair.left_id == "m1" and pair.right_id == "h1" for pair in found.pairs), (name, other)


def test_h11_where_the_fuller_name_agrees_the_short_form_costs_nothing() -> None:
    """H-11, the other side: the fuller name decides, so it decides for a match too."""
    found = match(
        [called("m1", "Khalid Hassan Mahmoud", born=BORN), *BESIDE],
        [called("h1", "خالد", "Khalid Hassan Mahmoud", BORN), *BESIDE_HELD],
    )
    assert ("m1", "h1", LIKELY) in {(pair.left_id, pair.right_id, pair.band) for pair in found.pairs}


def test_h12_a_shared_birth_date_and_nothing_else_stays_below_the_review_line() -> None:
    """H-12: given a shared birth date and otherwise different facts, when scored, then the pair stays below the
    review line."""
    seeker = person("m1", "Коваленчук Петро Степанович", BORN, unit="А1234", rank="солдат")
    held = person("h1", "Береговий Олег Ігорович", BORN, unit="А9999", rank="майор")
    for left, right in (([seeker], [held]), ([seeker, *BESIDE], [held, *BESIDE_HELD])):
        assert not any(pair.left_id == "m1" for pair in match(left, right).pairs)


@pytest.mark.parametrize("name", ["Юй", "Юй Тар"])
def test_h12_a_short_but_rare_name_with_agreeing_facts_stays_above_the_review_line(name: str) -> None:
    """H-12: a short but rare name with agreeing facts stays above it."""
    facts = {"unit": "А1234", "event": "2024-03-01"}
    found = match([person("m1", name, BORN, **facts), *BESIDE], [person("h1", name, BORN, **dict(facts)), *BESIDE_HELD])
    assert ("m1", "h1") in {(pair.left_id, pair.right_id) for pair in found.pairs}
