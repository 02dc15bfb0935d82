"""Trap: merged cells, hidden rows, hidden sheets, cover sheets, a wrongly stated extent."""

import re
import zipfile

import pytest

from homeward.base.errors import SheetError

ROWS = [["Surname", "Rank"], ["Bereza", "private"], ["Dub", "private"], ["Klen", "sergeant"]]


def test_hidden_rows_and_columns_are_read_and_noted(read, workbook_list):
    def hide(workbook):
        workbook.active.row_dimensions[3].hidden = True
        workbook.active.column_dimensions["B"].hidden = True

    reading = read(workbook_list(ROWS, change=hide))
    assert [person.surname for person in reading.persons] == ["Bereza", "Dub", "Klen"]
    assert {"hidden rows were read too: 3", "hidden columns were read too: B"} <= set(reading.notes)
    assert reading.persons[1].rank == "private"


def test_merged_cells_are_noted_and_give_their_value_to_their_first_cell_only(read, workbook_list):
    def merge(workbook):
        workbook.active.merge_cells("B2:B3")

    reading = read(workbook_list(ROWS, change=merge))
    assert [person.rank for person in reading.persons] == ["private", "", "sergeant"]
    assert any("merged cells" in note and "B2:B3" in note for note in reading.notes)


def test_a_cover_sheet_is_passed_over_and_hidden_sheets_are_named_but_not_read(read, workbook_list):
    def cover(workbook):
        workbook.active.title = "List"
        workbook.create_sheet("Cover", 0).append(["For the other bureau"])
        hidden = workbook.create_sheet("Secret")
        hidden.append(["Surname", "Name", "Rank", "Unit", "Date of birth"])
        hidden.sheet_state = "hidden"

    reading = read(workbook_list(ROWS, change=cover))
    assert len(reading.persons) == 3
    assert {"sheet read: List", "sheets not read: Cover", "hidden sheets not read: Secret"} <= set(reading.notes)


def test_a_sheet_can_be_named_and_a_wrong_name_lists_the_right_ones(read, workbook_list):
    def second(workbook):
        workbook.create_sheet("Second").append(["Surname"])
        workbook["Second"].append(["Verba"])

    path = workbook_list(ROWS, change=second)
    assert [person.surname for person in read(path, sheet="Second").persons] == ["Verba"]
    with pytest.raises(SheetError, match="Second"):
        read(path, sheet="Third")


def test_a_workbook_that_states_a_smaller_extent_is_read_to_its_end(read, workbook_list, tmp_path):
    path, cut = workbook_list(ROWS), tmp_path / "cut.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(cut, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data, changed = re.subn(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A2"', data)
                assert changed == 1
            target.writestr(name, data)
    assert [(person.surname, person.rank) for person in read(cut).persons][-1] == ("Klen", "sergeant")
