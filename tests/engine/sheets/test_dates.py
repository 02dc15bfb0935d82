"""Trap: dates as numbers, two Excel date systems, two-digit years, days that no calendar has."""

from datetime import datetime

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEADER = ["Surname", "Date of birth", "Captured on"]


def births(reading):
    return [person.birth_date.isoformat() for person in reading.persons]


def test_real_dates_texts_and_day_numbers_mean_the_same_day(read, workbook_list):
    rows = [HEADER, ["A", datetime(1998, 3, 7)], ["B", "07.03.1998"], ["C", 35861], ["D", "35861"]]
    reading = read(workbook_list(rows))
    assert births(reading) == ["1998-03-07"] * 4
    assert any("day numbers" in note for note in reading.notes)


def test_a_workbook_counting_from_1904_gives_the_same_days(read, workbook_list):
    def old_macintosh(workbook):
        workbook.epoch = CALENDAR_MAC_1904

    reading = read(workbook_list([HEADER, ["A", datetime(1998, 3, 7)], ["B", 35861 - 1462]], change=old_macintosh))
    assert births(reading) == ["1998-03-07", "1998-03-07"]
    assert "dates count from 1904" in reading.notes


def test_two_digit_years_are_completed_by_what_they_date_and_noted(read, text_list):
    reading = read(text_list([HEADER, ["A", "07.03.98", "05.06.24"], ["B", "01.02.25", "05.06.24"]]))
    assert births(reading) == ["1998-03-07", "1925-02-01"]
    assert reading.persons[0].event_date.isoformat() == "2024-06-05"
    assert any("two digits" in note and "Date of birth" in note for note in reading.notes)


@pytest.mark.parametrize("written", ["31.02.1998", "1998-13-01", "00.00.0000", "yesterday", "7.3.1", "99999999"])
def test_a_day_that_no_calendar_has_rejects_the_row_with_row_column_value_and_cure(read, text_list, written):
    reading = read(text_list([HEADER, ["A", "1998"], ["B", written], ["C", "03.1998"]]))
    [cell] = reading.rejected
    assert (cell.row, cell.column, cell.value, cell.code) == (3, "Date of birth", written, "impossible-date")
    assert "no date" in cell.reason
    assert cell.cure
    assert births(reading) == ["1998", "1998-03"]


def test_a_day_outside_the_calendar_of_the_workbook_is_rejected_and_warns_nobody(read, workbook_list):
    def impossible(workbook):
        workbook.active["B2"].number_format = "dd.mm.yyyy"

    reading = read(workbook_list([HEADER, ["A", 99_999_999]], change=impossible))
    assert reading.rejected_rows == [2]


@pytest.mark.parametrize("written", ["", "-", "невідомо", "?"])
def test_an_unknown_birth_date_is_no_fault(read, text_list, written):
    reading = read(text_list([HEADER, ["A", written]]))
    assert births(reading) == [""]
    assert not reading.rejected
