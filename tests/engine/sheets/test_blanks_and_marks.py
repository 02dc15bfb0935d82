"""Trap: trailing blanks, double blanks, unseen writing-direction marks, decomposed letters."""

import pytest


@pytest.mark.parametrize(
    "written",
    [
        "Мельник ",
        "  Мельник",
        "Мельник\u200f",
        "\u202bМельник\u202c",
        "Мель\u00adник",
        "\ufeffМельник",
        "Мельник\u00a0",
    ],
)
def test_what_nobody_sees_does_not_change_a_name(read, text_list, written):
    [person] = read(text_list([["Прізвище", "Звання"], [written, "солдат"]])).persons
    assert person.surname == "Мельник"
    assert person.written["Прізвище"] == written


def test_composed_and_decomposed_letters_are_one_name(read, text_list):
    [person] = read(text_list([["Прізвище"], ["Зайці\u0438\u0306"]])).persons
    assert person.surname == "Зайцій"


def test_a_heading_with_marks_and_line_breaks_is_still_known(read, text_list):
    reading = read(text_list([["\u200fПрізвище \n", "Дата\nнародження:"], ["Мельник", "1998"]]))
    assert set(reading.mapping) == {"surname", "birth_date"}


def test_rows_that_hold_blanks_alone_are_skipped_and_counted(read, text_list):
    reading = read(text_list([["Surname", "Rank"], ["A", ""], ["  ", "\t"], [], ["B", ""]]))
    assert reading.rows_read == 2
    assert "empty rows skipped: 2" in reading.notes
    assert [person.row for person in reading.persons] == [2, 5]
