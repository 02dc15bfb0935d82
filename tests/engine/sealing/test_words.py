"""The eight words: the same for everybody, and readable back."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.base.errors import InputError
from homeward.engine.sealing import eight_words, words

HASHES = st.binary(min_size=32, max_size=32)


def test_list_1_is_the_published_one_and_stays_as_it_is():
    file = words._FILE
    assert file.name == "words-1-english.txt"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == (
        "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    )
    assert "MIT License" in (file.parent / "LICENSE.txt").read_text(encoding="utf-8")


def test_no_two_words_begin_with_the_same_four_letters():
    assert len(words.word_list()) == len({word[:4] for word in words.word_list()}) == 2048


def test_the_ends_of_the_list_are_all_zeros_and_all_ones():
    assert eight_words("00" * 32) == ("abandon",) * 8
    assert eight_words(b"\xff" * 32) == ("zoo",) * 8
    assert eight_words("00" * 10 + "01" + "ff" * 21) == (*("abandon",) * 7, "ability")


@given(HASHES)
def test_words_lead_back_to_the_bits_they_came_from(data):
    spoken = eight_words(data)
    assert spoken == eight_words(data.hex())
    assert words.bits_of_words(spoken) == data[:11]
    assert words.is_spoken_form_of([f" {word.upper()} " for word in spoken], data)


@given(HASHES, st.integers(0, 87))
def test_one_changed_bit_is_heard(data, bit):
    changed = (int.from_bytes(data, "big") ^ 1 << (255 - bit)).to_bytes(32, "big")
    assert not words.is_spoken_form_of(eight_words(changed), data)


def test_a_word_that_was_misheard_is_named():
    with pytest.raises(words.UnknownWordError, match="'abandonned'"):
        words.bits_of_words(["abandonned", *["zoo"] * 7])


@pytest.mark.parametrize("digest", ["", "00" * 10, "no hex digits at all, none", b"short"])
def test_what_is_no_hash_has_no_words(digest):
    with pytest.raises(InputError):
        eight_words(digest)


def test_seven_words_are_no_hash():
    with pytest.raises(InputError):
        words.bits_of_words(["zoo"] * 7)
