"""Which pairs are compared at all, how many at most, and what is said of the rest."""

from dataclasses import replace

import numpy as np
from benchmarks.cross_script_lists import make_lists
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.matching.people import person
from homeward.engine.matching import JudgedPair, Settings, duplicates, match
from homeward.engine.matching.deletions import deletions
from homeward.engine.matching.joining import join

LEFT, RIGHT, _ = make_lists(150, seed=5)
BY_KEYS = Settings(all_pairs_up_to=0)


def _one_less(word: str) -> set[str]:
    return {word, *(word[:k] + word[k + 1 :] for k in range(len(word) if len(word) > 3 else 0))}


@settings(deadline=None)
@given(st.lists(st.text("abcdi-", max_size=8), min_size=2, max_size=2))
def test_two_surnames_share_a_mark_when_leaving_a_letter_out_makes_them_one(words: list[str]) -> None:
    marks, starts, counts = deletions(words)
    one, other = (set(marks[start : start + count].tolist()) for start, count in zip(starts, counts, strict=True))
    assert bool(one & other) == bool(_one_less(words[0]) & _one_less(words[1]))


@settings(deadline=None)
@given(st.lists(st.integers(-1, 4), max_size=30), st.lists(st.integers(-1, 4), max_size=30), st.integers(1, 60))
def test_a_join_yields_whole_blocks_within_its_budget_and_counts_the_rest(
    left: list[int], right: list[int], budget: int
) -> None:
    joined = join(np.array(left, np.int64), np.array(right, np.int64), 40, budget)
    found = set(zip(joined.left.tolist(), joined.right.tolist(), strict=True))
    every = {(a, b) for a, one in enumerate(left) for b, other in enumerate(right) if one == other >= 0}
    assert len(found) == len(joined.left) <= budget
    assert found <= every
    assert len(found) + joined.pairs_left_out == len(every)
    assert all(left.count(left[a]) * right.count(left[a]) <= joined.cap for a, _ in found)


def test_copies_of_one_name_stay_bounded_and_are_told_of() -> None:
    copies = [person(f"c{k}", "Горобчак Іван Петрович") for k in range(3000)]
    found = match(copies, [replace(one, id=f"h{one.id}") for one in copies])
    assert found.summary["candidates"] == 0
    left_out = found.summary["left_out"]
    assert isinstance(left_out, dict)
    assert left_out["surname+given_key"] == {"blocks": 1, "pairs": 9_000_000}
    assert found.summary["left_without_pair"] == 3000
    assert len(duplicates(copies).pairs) == 0


def _judged(pair: JudgedPair) -> tuple[str, str, str]:
    return pair.left_id, pair.right_id, pair.band


def test_an_unrelated_person_changes_nothing_but_what_names_are_worth() -> None:
    """With weights kept, only rarity moves: by less than a tenth of a bit a field, and no band changes."""
    before = match(LEFT, RIGHT)
    stranger = person("stranger", "Жваверон Пшемисл Квартович", "1931-02-03", unit="Ъ9")
    after = match([*LEFT, stranger], RIGHT, model=before.model)
    assert set(map(_judged, after.pairs)) == set(map(_judged, before.pairs))
    worth = {(pair.left_id, reason.field): reason.weight for pair in before.pairs for reason in pair.reasons}
    for pair in after.pairs:
        for reason in pair.reasons:
            assert abs(worth[pair.left_id, reason.field] - reason.weight) < 0.1
