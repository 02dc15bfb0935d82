"""No row is dropped in silence: each is a person or is rejected with row, column, value, reason and cure."""

import csv

import pytest

from homeward.engine.sheets import ListReading, write_rejected

HEADER = [
    "id",
    "Surname",
    "Date of birth",
    "Wishes to return",
    "Categories",
    "Sex",
    "Fit to travel",
    "Medical decision",
    "Veto",
]


def row(ident, *, surname="A", born="", wish="", categories="", sex="", fit="", decision="", veto=""):
    return [ident, surname, born, wish, categories, sex, fit, decision, veto]


def test_words_become_codes(read, text_list):
    cells = row("1", wish="так", categories="жінка; conscript", sex="ж", fit="да", decision="а", veto="SECURITY")
    [person] = read(text_list([HEADER, cells])).persons
    assert (person.willingness, person.categories) == ("WISHES_TO_RETURN", ("CONSCRIPTS", "WOMEN"))
    assert (person.sex, person.fit_to_travel, person.medical_decision, person.veto) == ("f", "yes", "A", "SECURITY")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"wish": "maybe"}, "Wishes to return"),
        ({"sex": "x"}, "Sex"),
        ({"fit": "soon"}, "Fit to travel"),
        ({"decision": "Z"}, "Medical decision"),
    ],
)
def test_a_word_of_a_closed_list_that_is_unknown_rejects_its_row(read, text_list, change, column):
    reading = read(text_list([HEADER, row("1"), row("2", **change)]))
    [cell] = reading.rejected
    assert (cell.row, cell.column, cell.code) == (3, column, "unknown-word")
    assert cell.cure


def test_an_unknown_category_word_is_noted_and_keeps_its_row(read, text_list):
    reading = read(text_list([HEADER, row("1", categories="women; likes tea")]))
    assert reading.persons[0].categories == ("WOMEN",)
    assert any("likes tea" in note and "row 2" in note for note in reading.notes)


def test_every_fault_of_a_row_is_told_and_the_row_counts_once(read, text_list):
    reading = read(text_list([HEADER, row("1", born="31.02.1998", wish="maybe", sex="x")]))
    assert [cell.column for cell in reading.rejected] == ["Date of birth", "Wishes to return", "Sex"]
    assert (reading.rows_read, reading.rejected_rows) == (1, [2])


def test_the_same_id_twice_rejects_the_later_row_and_says_whether_it_repeats_or_contradicts(read, text_list):
    reading = read(text_list([HEADER, row("1"), row("2"), row("1"), row("2", surname="B")]))
    assert [(cell.row, cell.code) for cell in reading.rejected] == [(4, "repeated"), (5, "same-id")]
    assert "row 2" in reading.rejected[0].reason
    assert [person.id for person in reading.persons] == ["1", "2"]


def test_without_ids_rows_that_read_alike_are_both_kept_and_noted(read, text_list):
    reading = read(text_list([["Surname"], ["A"], ["A"]]))
    assert [person.id for person in reading.persons] == ["row-2", "row-3"]
    assert any("row 3" in note and "row 2" in note for note in reading.notes)


def test_an_id_made_for_a_row_without_one_never_meets_an_id_of_the_list(read, text_list):
    reading = read(text_list([["id", "Surname"], ["row-3", "A"], ["", "B"], ["row-5", "C"], ["", "D"]]))
    assert [person.id for person in reading.persons] == ["row-3", "row-5"]
    assert [(cell.row, cell.code) for cell in reading.rejected] == [(3, "same-id"), (5, "same-id")]


def test_a_row_that_tells_nothing_to_find_a_person_by_is_kept_and_counted(read, text_list):
    reading = read(text_list([["id", "Surname", "Unit"], ["1", "", "412"], ["2", "B", ""]]))
    assert len(reading.persons) == 2
    assert "rows kept that tell nothing to find a person by: 1" in reading.notes


def test_a_sparse_row_is_kept(read, text_list):
    reading = read(text_list([HEADER, row("1", surname="Bereza"), row("", surname="Dub"), row("3", surname="")]))
    assert [person.id for person in reading.persons] == ["1", "row-3", "3"]


@pytest.mark.parametrize("text", ["Всього: 12", "Итого", "TOTAL", "Разом 3"])
def test_a_total_line_is_rejected_and_not_taken_for_a_person(read, text_list, text):
    reading = read(text_list([HEADER, row("1"), [text]]))
    assert [(cell.row, cell.code) for cell in reading.rejected] == [(3, "total-line")]


def test_columns_that_have_no_field_stay_with_the_row(read, text_list):
    reading = read(text_list([["Surname", "Block"], ["A", "7"], ["B", "8", "more"]]))
    assert reading.unmapped == ["Block"]
    assert reading.persons[0].written == {"Surname": "A", "Block": "7"}
    assert reading.persons[1].written["(column 3)"] == "more"


def test_the_bad_rows_alone_are_written_with_reasons_and_can_be_mended_and_read_again(read, text_list, tmp_path):
    rows = [HEADER, row("1"), row("2", born="31.02.1998", wish="maybe"), row("3", surname="+x", born="never")]
    reading, bad = read(text_list(rows)), tmp_path / "bad.csv"
    assert write_rejected(bad, reading.rejected) == 2
    with bad.open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.DictReader(stream))
    assert [line["homeward: sheet row"] for line in written] == ["3", "4"]
    assert written[0]["homeward: column"] == "Date of birth | Wishes to return"
    bad.write_text(
        bad.read_text("utf-8").replace("31.02.1998", "28.02.1998").replace("maybe", "yes").replace("never", ""), "utf-8"
    )
    again = read(bad)
    assert [(person.id, person.surname) for person in again.persons] == [("2", "A"), ("3", "+x")]
    assert not set(again.mapping.values()) & set(again.unmapped)


def test_a_reading_that_lost_a_row_cannot_be_made():
    with pytest.raises(AssertionError, match="rows read"):
        ListReading(persons=[], rejected=[], mapping={}, unsure=[], unmapped=[], notes=[], rows_read=1)
