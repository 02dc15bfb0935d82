"""Scripts, the clean-up on entry, and totals that hide small cells."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.base.scripts import clean, is_mixed_script_word, script_of, script_of_letter
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


@given(
    st.text(
        st.one_of(st.sampled_from(" \t\u00a0\u200b\u202e\x07\x1dИ\u0306́aЙ"), st.characters(exclude_categories=["Cs"]))
    )
)
def test_the_short_way_to_clean_gives_what_the_long_way_gives(text: str):
    composed = unicodedata.normalize("NFC", text)
    seen = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]", "", composed)
    kept = re.sub("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]", "", seen)
    assert clean(text) == re.sub(r"\s+", " ", kept).strip()


def test_words_of_one_script_are_told_at_once_as_letter_by_letter() -> None:
    for letter in map(chr, range(0x500)):
        code = script_of_letter(letter)
        assert script_of(letter) == code
        assert is_mixed_script_word(letter + "z") == (code not in {"Latn", "Zyyy"})
        assert is_mixed_script_word(letter + "я") == (code not in {"Cyrl", "Zyyy"})
