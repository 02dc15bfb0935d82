"""Scripts, the clean-up on entry, and totals that hide small cells."""

import pytest

from homeward.base.scripts import clean, is_mixed_script_word, script_of
from homeward.base.totals import shown_total


def test_unseen_marks_and_blanks_are_cleaned_and_letters_kept():
    assert clean("  Кова\u200bленко\u202e \t Іван\u0301 ") == "Коваленко Іван\u0301"


def test_composed_and_decomposed_letters_become_one():
    assert clean("Й") == clean("И\u0306")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Ковальчук", "Cyrl"),
        ("Kovalchuk", "Latn"),
        ("كوفال", "Arab"),
        ("12-34", "Zyyy"),
        ("", "Zyyy"),
        ("Kовальчук", "Cyrl"),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: str):
    assert script_of(text) == script


def test_a_look_alike_letter_inside_a_word_is_noticed():
    assert is_mixed_script_word("Кoваль")  # a Latin o
    assert not is_mixed_script_word("Коваль")
    assert not is_mixed_script_word("Коваль-2")


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "<10"), (9, "<10"), (10, "10"), (115, "115")])
def test_cells_under_ten_are_hidden(count: int, shown: str):
    assert shown_total(count) == shown


def test_a_negative_total_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        shown_total(-1)
