"""The blank list asks for nothing that may not be asked, requires nothing, and reads back into every field."""

import openpyxl

from homeward.engine.law import ASKED_BY_LAW
from homeward.engine.sheets import FIELDS, file_digest, look_at, write_template
from homeward.engine.sheets.blank import ASKED


def test_the_blank_list_reads_back_into_every_field(tmp_path):
    write_template(tmp_path / "blank.xlsx")
    look = look_at(tmp_path / "blank.xlsx")
    assert set(look.mapping) == set(FIELDS)
    assert not look.unsure
    assert not look.first_rows


def test_the_second_sheet_says_that_nothing_is_required_and_what_may_be_asked(tmp_path):
    write_template(tmp_path / "blank.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "blank.xlsx")["Columns"].values)
    table = rows[rows.index(next(row for row in rows if row[0] == "Column")) + 1 :]
    assert "No column is required" in rows[0][0]
    assert [row[1] for row in table] == ["no"] * len(FIELDS)
    assert {name for name, row in zip(FIELDS, table, strict=True) if row[2] == "yes"} == ASKED_BY_LAW


def test_what_the_blank_list_calls_asked_by_law_is_what_the_law_room_says():
    assert frozenset(ASKED) == ASKED_BY_LAW


def test_the_same_blank_list_has_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name)
    assert file_digest(tmp_path / "a.xlsx") == file_digest(tmp_path / "b.xlsx")
    assert len(file_digest(tmp_path / "a.xlsx")) == 64
