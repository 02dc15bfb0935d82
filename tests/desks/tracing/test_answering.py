"""The rules of answers, without a database."""

from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.desks.tracing.answering import (
    CONFIRMED,
    CONFIRMED_ONCE,
    NOT_SURE,
    NOT_THE_SAME,
    REJECTED,
    SAME,
    SUGGESTED,
    WORDS,
    closes_round,
    may_answer,
    open_answers,
    standing_of,
)


@dataclass(frozen=True)
class Word:
    by: str
    word: str = SAME
    round: int = 1
    is_ended: bool = False


@pytest.mark.parametrize(
    ("words", "state", "disagrees"),
    [
        ([], SUGGESTED, False),
        ([SAME], CONFIRMED_ONCE, False),
        ([SAME, SAME], CONFIRMED, False),
        ([NOT_THE_SAME], SUGGESTED, False),
        ([NOT_THE_SAME, NOT_THE_SAME], REJECTED, False),
        ([SAME, NOT_THE_SAME], SUGGESTED, True),
        ([NOT_SURE], SUGGESTED, False),
        ([NOT_SURE, SAME], CONFIRMED_ONCE, False),
        ([NOT_SURE, SAME, SAME], CONFIRMED, False),
    ],
)
def test_two_agreeing_words_decide_and_a_contradiction_never_does(
    words: list[str], state: str, disagrees: bool
) -> None:
    for order in permutations(words):
        standing = standing_of(order)
        assert (standing.state, standing.disagrees) == (state, disagrees)


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_no_single_word_ever_decides(words: list[str]) -> None:
    state = standing_of(words).state
    assert (state == CONFIRMED) <= (words.count(SAME) >= 2 and NOT_THE_SAME not in words)
    assert (state == REJECTED) <= (words.count(NOT_THE_SAME) >= 2 and SAME not in words)


def test_nobody_answers_twice_in_a_round() -> None:
    assert not may_answer([Word("a")], officer="a", round=1)
    assert may_answer([Word("a")], officer="b", round=1)
    assert may_answer([Word("a", round=1)], officer="a", round=2)


def test_a_word_taken_back_is_given_anew_only_while_no_other_was_seen() -> None:
    taken_back = Word("a", is_ended=True)
    assert may_answer([taken_back], officer="a", round=1)
    assert not may_answer([taken_back, Word("b")], officer="a", round=1)


def test_before_an_own_word_only_past_rounds_are_open() -> None:
    past, present = Word("a", round=1, is_ended=True), Word("a", round=2)
    assert open_answers([past, present], officer="b", round=2, decided=False) == [past]
    assert open_answers([past, present], officer="b", round=2, decided=True) == [past, present]
    mine = Word("b", NOT_SURE, round=2)
    assert open_answers([past, present, mine], officer="b", round=2, decided=False) == [past, present, mine]


def test_a_word_taken_back_opens_no_others() -> None:
    mine = Word("b", is_ended=True)
    assert open_answers([Word("a"), mine], officer="b", round=1, decided=False) == [mine]


def test_a_round_closes_when_several_took_their_words_back() -> None:
    assert not closes_round([Word("a", is_ended=True)], 1)
    assert not closes_round([Word("a", is_ended=True), Word("b")], 1)
    assert closes_round([Word("a", is_ended=True), Word("b", is_ended=True)], 1)
