"""Review files as they come back: saved by any spreadsheet program, with columns of somebody's own."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.desks.exchange.package import NOT_THE_SAME, SAME, Answer, PartyLists
from homeward.node.exchange_run.answers import read_answers
from homeward.node.exchange_run.papers import PAIR_COLUMNS, write_csv

SIDES = (
    PartyLists("NORTH", tuple(ListedPerson(id=one) for one in ("M1", "=M2", "-3")), (ListedPerson(id="H1"),)),
    PartyLists("SOUTH", (), tuple(ListedPerson(id=one) for one in ("H1", "@H2", "+4"))),
)
REASONS = "surnames differ in one letter (Коваль / Koval) +2.0; other unit -1.4"
ROWS = [
    ["M1", "H1", "0.600000", "0.500000", "review", REASONS, "Коваль Олег", "Koval Oleh", "", "", "", "", "same"],
    ["=M2", "@H2", "0.5", "0.4", "review", REASONS, "Мельник Ірина", "Melnyk Iryna", "", "", "", "", "Не уверен"],
    ["-3", "+4", "0.5", "0.4", "review", REASONS, "Бондар Петро", "Bondar Petro", "", "", "", "", "ні"],
]
HEADER = (*PAIR_COLUMNS, "answer")
EXPECTED = [Answer("M1", "H1", SAME), Answer("=M2", "@H2", "not sure"), Answer("-3", "+4", NOT_THE_SAME)]


def as_written(tmp_path: Path) -> list[list[str]]:
    write_csv(tmp_path / "written.csv", HEADER, ROWS)
    with (tmp_path / "written.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("utf-8", ";"), ("cp1251", ";"), ("utf-16", "\t")]
)
def test_answers_are_read_whatever_a_spreadsheet_program_made_of_the_file(
    tmp_path: Path, encoding: str, delimiter: str
):
    path = tmp_path / "review.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([*row, "my; note, here"] for row in as_written(tmp_path))
    assert read_answers([path], SIDES) == {("NORTH", "SOUTH"): EXPECTED}


def test_a_review_file_may_come_back_as_a_workbook(tmp_path: Path):
    book = Workbook()
    for row in as_written(tmp_path):
        book.active.append(row)
    book.save(tmp_path / "review.xlsx")
    assert read_answers([tmp_path / "review.xlsx"], SIDES) == {("NORTH", "SOUTH"): EXPECTED}


def test_a_pair_answered_in_two_ways_is_refused_with_both_words(tmp_path: Path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("left_id,right_id,answer\nM1,H1,same\n", encoding="utf-8")
    second.write_text("left_id,right_id,answer\nM1,H1,not the same\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"second\.csv, row 2: M1 and H1 .*'not the same' here and 'same' before"):
        read_answers([first, second], SIDES)
    assert read_answers([first, first], SIDES) == {("NORTH", "SOUTH"): [EXPECTED[0]] * 2}


def test_a_file_without_rows_or_not_there_is_told_by_its_name(tmp_path: Path):
    (tmp_path / "empty.csv").write_bytes(b"")
    for name in ("empty.csv", "nowhere.csv"):
        with pytest.raises(InputError, match=name):
            read_answers([tmp_path / name], SIDES)
