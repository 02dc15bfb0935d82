"""Trap: cells that start like formulas, formulas without a stored result, error values."""

import csv

import pytest

from homeward.engine.sheets import safe_cell, write_rejected

DANGEROUS = ["=cmd|' /C calc'!A0", "+380", "-5", "@SUM(1)", "\t=1", "＝1", " =1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_formula_starts_are_defused_and_read_back_as_they_were(read, text_list, text):
    defused = safe_cell(text)
    assert defused == f"'{text}"
    [person] = read(text_list([["Surname", "Rank"], [defused, "x"]])).persons
    assert person.surname == text.strip()


@pytest.mark.parametrize("text", ["Дубенко", "", "O'Neil", "12-34", "a=b"])
def test_harmless_cells_are_left_alone(text):
    assert safe_cell(text) == text


def test_the_file_of_bad_rows_runs_no_formula(read, text_list, tmp_path):
    reading = read(text_list([["Surname", "=Rank"], ["=1+1", "@x"], ["B", "y"]], name="a.csv"))
    assert len(reading.persons) == 2
    bad = read(text_list([["Surname", "Date of birth"], ["=1+1", "@x"]], name="b.csv"))
    write_rejected(tmp_path / "bad.csv", bad.rejected)
    with (tmp_path / "bad.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert not [cell for row in csv.reader(stream) for cell in row if cell.lstrip()[:1] in "=+-@" and cell]


def test_a_formula_without_a_stored_result_rejects_its_row_instead_of_reading_nothing(read, workbook_list):
    reading = read(workbook_list([["Surname", "Rank"], ["A", "private"], ['="B"', "private"], ["C", "private"]]))
    [cell] = reading.rejected
    assert (cell.row, cell.column, cell.code) == (3, "Surname", "unreadable")


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#####"])
def test_an_error_value_rejects_its_row(read, text_list, value):
    reading = read(text_list([["Surname", "Rank"], ["A", value], ["#7 hut", "x"]]))
    assert [(cell.row, cell.column, cell.value) for cell in reading.rejected] == [(2, "Rank", value)]


def test_an_error_value_in_a_workbook_rejects_its_row(read, workbook_list):
    reading = read(workbook_list([["Surname", "Rank"], ["A", "#DIV/0!"]]))
    assert reading.rejected_rows == [2]
