"""What holds for any two lists."""

import hashlib
import os
import random
import subprocess
import sys
from dataclasses import replace

import numpy as np
from benchmarks.cross_script_lists import make_lists
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson
from homeward.engine.matching import Settings, match
from homeward.engine.matching.candidates import find_candidates
from homeward.engine.matching.comparing import compare
from homeward.engine.matching.learning import MATCHED, first_model
from homeward.engine.matching.tables import build_tables
from homeward.engine.matching.weighing import ready, score

LEFT, RIGHT, TRUTH = make_lists(150, seed=5)


def _mixed(items: list[ListedPerson], seed: int) -> list[ListedPerson]:
    mixed = list(items)
    random.Random(seed).shuffle(mixed)
    return mixed


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    assert match(_mixed(LEFT, seed), _mixed(RIGHT, seed + 1)) == match(LEFT, RIGHT)


def test_the_order_of_rows_changes_nothing_when_keys_choose_the_candidates() -> None:
    by_keys = Settings(all_pairs_up_to=0)
    assert match(_mixed(LEFT, 3), _mixed(RIGHT, 4), settings=by_keys) == match(LEFT, RIGHT, settings=by_keys)


def test_the_order_of_rows_does_not_decide_between_equals() -> None:
    left = [*LEFT, *(replace(p, id=f"{p.id}-again") for p in LEFT[:20])]
    right = [*RIGHT, *(replace(p, id=f"{p.id}-again") for p in RIGHT[:20])]
    for seed in range(3):
        assert match(_mixed(left, seed), _mixed(right, seed + 1)) == match(left, right)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000))
def test_other_ids_give_the_same_pairs(seed: int) -> None:
    numbers = random.Random(seed).sample(range(10**6), len(LEFT) + len(RIGHT))
    new = {person.id: f"n{number}" for person, number in zip([*LEFT, *RIGHT], numbers, strict=True)}
    renamed = match([replace(p, id=new[p.id]) for p in LEFT], [replace(p, id=new[p.id]) for p in RIGHT])
    expected = {(new[p.left_id], new[p.right_id], p.probability, p.margin, p.band) for p in match(LEFT, RIGHT).pairs}
    assert {(p.left_id, p.right_id, p.probability, p.margin, p.band) for p in renamed.pairs} == expected


def test_the_other_way_round_gives_the_same_pairs() -> None:
    there = {(p.left_id, p.right_id): (p.probability, p.band) for p in match(LEFT, RIGHT).pairs}
    back = {(p.right_id, p.left_id): (p.probability, p.band) for p in match(RIGHT, LEFT).pairs}
    assert there == back


def test_a_list_full_of_brothers_does_not_teach_that_given_names_may_differ() -> None:
    names = ("Орест", "Тихон")
    families = [p for p in LEFT[:60] if p.given_name not in names]
    missing, held = ([replace(p, id=f"{p.id}-{name}", given_name=name) for p in families] for name in names)
    found = match(missing, held)
    assert not found.band("likely")
    weights = found.summary["weights_millibits"]
    assert isinstance(weights, dict)
    assert weights["given_name"]["different"] < -4_000


def test_nobody_is_paired_twice() -> None:
    pairs = match(LEFT, RIGHT).pairs
    assert len({pair.left_id for pair in pairs}) == len({pair.right_id for pair in pairs}) == len(pairs)


_SCRIPT = """
import hashlib
from benchmarks.cross_script_lists import make_lists
from homeward.engine.matching import Settings, match
left, right, _ = make_lists(150, seed=5)
print(hashlib.sha256(repr(match(left, right, settings=Settings(all_pairs_up_to=0))).encode()).hexdigest())
"""


def test_two_processes_with_other_hash_seeds_give_the_same_bytes() -> None:
    here = hashlib.sha256(repr(match(LEFT, RIGHT, settings=Settings(all_pairs_up_to=0))).encode()).hexdigest()
    path = os.pathsep.join(["src", "."])
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        told = subprocess.run(
            [sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        assert told.stdout.strip() == here


def test_the_keys_find_what_comparing_all_with_all_finds() -> None:
    left, right, truth = make_lists(400, seed=9)
    tables = build_tables(left, right)
    found_by = find_candidates(tables, Settings(all_pairs_up_to=0))
    first, second = found_by.first, found_by.second
    found = {
        (tables.left.id(a), tables.right.id(b))
        for a, b in zip(tables.left.owner[first].tolist(), tables.right.owner[second].tolist(), strict=True)
    }
    assert len(found & truth) >= 0.985 * len(truth)
    by_keys = {(p.left_id, p.right_id) for p in match(left, right, settings=Settings(all_pairs_up_to=0)).band("likely")}
    by_all = {
        (p.left_id, p.right_id) for p in match(left, right, settings=Settings(all_pairs_up_to=10**6)).band("likely")
    }
    assert len(by_keys & by_all) >= 0.985 * len(by_all)


_NAMES = ["Іваненко", "Иваненко", "Ivanenka", "Петренко", "Нечуй-Левицький", "Левицький", "Горобчак", ""]
_GIVEN = ["Микола", "Николай", "М.", "Н.", "Мыкла", "Іван", "Саша", "Жваверон", "Жваверун", ""]
_FATHERS = ["Миколайович", "Николаевич", "М.", "Ivanovych", "Жвавович", ""]
_DATES = [
    HalfKnownDate(), HalfKnownDate(1990), HalfKnownDate(1990, 3), HalfKnownDate(1990, 3, 7), HalfKnownDate(1990, 7, 3),
    HalfKnownDate(1990, 1, 1), HalfKnownDate(1991, 3, 7), HalfKnownDate(1990, 3, 9), HalfKnownDate(2022, 5, 5),
]  # fmt: skip


def _persons(row_id: str) -> st.SearchStrategy[ListedPerson]:
    return st.builds(
        ListedPerson,
        id=st.just(row_id),
        surname=st.sampled_from(_NAMES),
        given_name=st.sampled_from(_GIVEN),
        patronymic=st.sampled_from(_FATHERS),
        birth_date=st.sampled_from(_DATES),
        event_date=st.sampled_from(_DATES),
        sex=st.sampled_from(["m", "f", ""]),
        rank=st.sampled_from(["солдат", "ефрейтор", "майор", "пастух", ""]),
        unit=st.sampled_from(["А1234", "в/ч А1235", "93 омбр", "93", "пошта", ""]),
        service_number=st.sampled_from(["АБ-123456", "АБ-123457", "77", ""]),
        event_place=st.sampled_from(["с. Хутір", "Хутор", "Велика Балка", "Балка", ""]),
        region=st.sampled_from(["KARST", "FEN", ""]),
    )


@settings(max_examples=120, deadline=None)
@given(_persons("a"), _persons("b"), st.lists(_persons("c"), max_size=1))
def test_an_identical_pair_never_scores_below_another(
    one: ListedPerson, other: ListedPerson, third: list[ListedPerson]
) -> None:
    totals = _totals([one, *third], [replace(one, id="same"), other])
    assert totals["a", "same"] >= totals["a", "b"]


def test_a_slip_never_weighs_more_than_agreeing_on_a_common_surname() -> None:
    crowd = [ListedPerson(f"x{k}", surname="Іваненко") for k in range(400)]
    right = [
        ListedPerson("same", surname="Іваненко"),
        ListedPerson("slip", surname="Івченко"),
        ListedPerson("b", surname="Іванено"),
    ]
    totals = _totals([ListedPerson("a", surname="Іваненко"), *crowd], right)
    assert totals["a", "same"] >= totals["a", "b"] > totals["a", "slip"]


def _totals(left: list[ListedPerson], right: list[ListedPerson]) -> dict[tuple[str, str], int]:
    tables = build_tables(left, right)
    first, second = np.divmod(np.arange(len(tables.left) * len(tables.right)), len(tables.right))
    levels = compare(tables, first, second)
    total = score(tables, ready(first_model(levels, MATCHED), tables), levels, first, second).total
    return {
        (tables.left.id(tables.left.owner[a]), tables.right.id(tables.right.owner[b])): int(t)
        for a, b, t in zip(first.tolist(), second.tolist(), total.tolist(), strict=True)
    }
