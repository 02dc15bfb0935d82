"""Half-known dates as clerks write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.base.dates import UNKNOWN_DATE, HalfKnownDate, ImpossibleDateError, parse_date


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("07.03.1998", "1998-03-07"),
        ("7/3/1998", "1998-03-07"),
        ("1998-03-07", "1998-03-07"),
        ("1998-03-07 00:00:00", "1998-03-07"),
        ("19980307", "1998-03-07"),
        ("35861", "1998-03-07"),
        ("35861.0", "1998-03-07"),
        ("7 марта 1998 г.", "1998-03-07"),
        ("12 липня 1990", "1990-07-12"),
        ("July 4, 1999", "1999-07-04"),
        ("03.1998", "1998-03"),
        ("1998-03", "1998-03"),
        ("00.05.1990", "1990-05"),
        ("1998 г.р.", "1998"),
        ("1998", "1998"),
        ("1.2.85", "1985-02-01"),
        ("1.2.05", "2005-02-01"),
        ("", ""),
        ("невідомо", ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(written: str, meant: str):
    assert parse_date(written).isoformat() == meant


@pytest.mark.parametrize("written", ["31.02.1998", "30.02.2000", "yesterday", "12.13.1990", "1.1.0001", "5 foo 1990"])
def test_a_date_of_no_calendar_is_refused(written: str):
    with pytest.raises(ImpossibleDateError):
        parse_date(written)


def test_old_macintosh_workbooks_count_from_1904():
    assert parse_date("34399", excel_1904=True).isoformat() == "1998-03-07"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 1, 1)))
def test_every_full_date_survives_writing_and_reading(day):
    known = HalfKnownDate(day.year, day.month, day.day)
    assert HalfKnownDate.fromisoformat(known.isoformat()) == known == parse_date(day.strftime("%d.%m.%Y"))
    assert known.precision == "day"


def test_precision_tells_how_much_is_known():
    assert [HalfKnownDate(1990, 5).precision, HalfKnownDate(1990).precision] == ["month", "year"]
    assert not UNKNOWN_DATE
    with pytest.raises(ImpossibleDateError):
        HalfKnownDate(None, 5)
