"""Trap: service numbers that spreadsheets turn into floats, shorten, or strip of their zeros."""

import pytest

HEADER = ["Surname", "Service number"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("12345.0", "12345"), ("12345,00", "12345"), ("0012345", "0012345"), ("AB-012", "AB-012"), ("1.5", "1.5")],
)
def test_floats_lose_their_tail_and_zeros_in_front_stay(read, text_list, written, read_as):
    reading = read(text_list([HEADER, ["A", written]]))
    assert reading.persons[0].service_number == read_as
    assert any("floats" in note for note in reading.notes) is (written != read_as)
    assert reading.persons[0].written["Service number"] == written


def test_digits_lost_to_scientific_notation_reject_the_row(read, text_list):
    reading = read(text_list([HEADER, ["A", "1,23457E+11"]]))
    assert [(cell.column, cell.code) for cell in reading.rejected] == [("Service number", "lost-digits")]


def test_a_number_cell_keeps_the_zeros_its_format_shows(read, workbook_list):
    def zeros(workbook):
        workbook.active["B2"].number_format = "00000000"

    reading = read(workbook_list([HEADER, ["A", 12345], ["B", 12345], ["C", 123456789012.0]], change=zeros))
    assert [person.service_number for person in reading.persons] == ["00012345", "12345", "123456789012"]


def test_ids_that_are_numbers_are_read_like_numbers(read, workbook_list):
    reading = read(workbook_list([["id", "Surname"], [7.0, "A"], ["7.0", "B"]]))
    assert [person.id for person in reading.persons] == ["7"]
    assert reading.rejected[0].code == "same-id"
