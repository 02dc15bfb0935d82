"""Identifiers that people read aloud and machines sort."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.base.identifiers import case_number, read_case_number, typed_number, uuid7

MOMENT = datetime(2024, 8, 24, 9, 0, tzinfo=UTC)


@given(st.integers(0, 10**9))
def test_a_case_number_is_read_back(number: int):
    assert read_case_number(case_number(number)) == number
    assert read_case_number(case_number(number).lower()) == number


@given(st.integers(0, 99999), st.integers(0, 4), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: int, place: int, shift: int):
    digits = list(f"{number:05d}")
    digits[place] = str((int(digits[place]) + shift) % 10)
    typed = f"HW-{''.join(digits)}-{case_number(number)[-1]}"
    assert read_case_number(typed) is None


def test_a_negative_case_number_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        case_number(-1)


@pytest.mark.parametrize("typed", ["", "HW", "HW-12", "HW-x-1", "HW-00042-55", "HW-٤٢-5"])
def test_what_is_no_case_number_is_none(typed: str):
    assert read_case_number(typed) is None


def test_ids_of_version_7_sort_by_time():
    ids = [uuid7(MOMENT + timedelta(milliseconds=step)) for step in range(50)]
    assert ids == sorted(ids)
    assert {identifier.version for identifier in ids} == {7}
    assert len({uuid7(MOMENT) for _ in range(200)}) == 200


def test_a_clock_set_back_still_gives_ids_of_their_own():
    assert uuid7(MOMENT, 1) != uuid7(MOMENT - timedelta(hours=1), 1)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("42", 42), ("007", 7), ("999999999", 999_999_999)])
def test_a_typed_number_is_read(text: str, number: int):
    assert typed_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", " 1", "1.0", "²", "٣", "1234567890", "9" * 5_000])
def test_what_is_no_typed_number_is_nothing(text: str):
    assert typed_number(text) is None


def test_a_row_s_number_may_be_longer_and_still_fits_the_database():
    assert typed_number("9" * 18, digits=18) == 10**18 - 1 < 2**63
    assert typed_number("9" * 19, digits=18) is None
