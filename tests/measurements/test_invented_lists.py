"""Both generators of invented lists: the same seed gives the same lists, and the truth they tell is true."""

import numpy as np
import pytest
from benchmarks.cards import DIRECTIONS, make_cards, spelling, stock
from benchmarks.cross_script_lists import make_lists
from benchmarks.list_files import COLUMNS, columns_of, persons_of, read_columns


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_same_seed_gives_the_same_cards_and_another_seed_others(direction):
    first, again, other = (make_cards(300, direction=direction, seed=seed) for seed in (5, 5, 6))
    for name in COLUMNS:
        assert list(first.held[name]) == list(again.held[name])
    assert list(first.held["surname"]) != list(other.held["surname"])


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_true_pairs_are_unique_and_tell_the_same_person(direction):
    lists = make_cards(2000, direction=direction)
    left, right = lists.truth
    assert len(set(left)) == len(set(right)) == 1400
    born = [dict(zip(side["id"], side["birth_date"], strict=True)) for side in (lists.missing, lists.held)]
    same = [born[0][one] == born[1][other] for one, other in zip(left, right, strict=True)]
    strangers = [born[0][one] == born[1][other] for one, other in zip(left, np.roll(right, 1), strict=True)]
    assert sum(same) > 0.7 * len(same)
    assert sum(strangers) < 0.02 * len(strangers)


def test_more_errors_are_more_errors():
    def clean_pairs(errors):
        lists = make_cards(2000, errors=errors)
        numbers = [dict(zip(side["id"], side["birth_date"], strict=True)) for side in (lists.missing, lists.held)]
        return sum(numbers[0][one] == numbers[1][other] for one, other in zip(*lists.truth, strict=True))

    assert clean_pairs(2.0) < clean_pairs(1.0) < clean_pairs(0.25)


def test_every_card_is_a_person_the_engine_can_read():
    lists = make_cards(1000, errors=2.0)
    persons = list(persons_of(lists.held))
    assert len({person.id for person in persons}) == 1000
    assert columns_of(persons)["birth_date"].tolist() == lists.held["birth_date"].tolist()


def test_files_give_back_what_was_written(tmp_path):
    lists = make_cards(200)
    lists.write(tmp_path)
    back = read_columns(tmp_path / "held.parquet")
    assert {name: list(back[name]) for name in COLUMNS} == {name: list(lists.held[name]) for name in COLUMNS}
    assert list(read_columns(tmp_path / "truth.parquet")["left_id"]) == list(lists.truth[0])


def test_the_first_generator_tells_the_truth_too():
    missing, held, truth = make_lists(500, seed=3)
    assert (missing, held, truth) == make_lists(500, seed=3)
    assert {one for one, _ in truth} <= {person.id for person in missing}
    assert {other for _, other in truth} <= {person.id for person in held}


def test_frequencies_have_the_shape_of_public_registers():
    lists = make_cards(20_000, direction="uk")
    names = np.unique(
        np.char.lower(lists.missing["surname"][lists.missing["surname"] != ""].astype(str)), return_counts=True
    )
    shares = np.sort(names[1])[::-1] / names[1].sum()
    assert 0.002 < shares[0] < 0.015
    assert 0.2 < shares[:100].sum() < 0.45


@pytest.mark.parametrize(
    ("word", "literal", "told"),
    [
        ("Мельниченко", False, "Мельниченко"),
        ("Лисенко", False, "Лысенко"),
        ("Лисенко", True, "Лисенко"),
        ("Заєць", False, "Заец"),
    ],
)
def test_ukrainian_surnames_are_respelled_in_russian(word, literal, told):
    assert spelling.russian(word, literal) == told


@pytest.mark.parametrize(("word", "told"), [("Медведев", "Медведєв"), ("Шишкин", "Шишкін"), ("Рыбников", "Рибніков")])
def test_russian_surnames_are_respelled_in_ukrainian(word, told):
    assert spelling.ukrainian(word, literal=False) == told


@pytest.mark.parametrize(
    ("father", "language", "sex", "told"),
    [
        ("Андрій", "uk", "m", "Андрійович"), ("Ілля", "uk", "m", "Ілліч"), ("Микола", "uk", "f", "Миколаївна"),
        ("Алексей", "ru", "m", "Алексеевич"), ("Юрий", "ru", "m", "Юрьевич"), ("Дмитрий", "ru", "m", "Дмитриевич"),
        ("Илья", "ru", "m", "Ильич"), ("Никита", "ru", "m", "Никитович"), ("Лев", "ru", "f", "Львовна"),
    ],
)  # fmt: skip
def test_fathers_names_are_formed_by_rule(father, language, sex, told):
    assert stock.patronymic(father, language, sex) == told
