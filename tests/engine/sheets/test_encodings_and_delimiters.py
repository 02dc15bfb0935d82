"""Trap: five encodings, four delimiters, quoted line breaks; bytes that are no letters reject their row alone."""

import codecs

import pytest

from homeward.base.errors import SheetError

ROWS = [["Прізвище", "Ім'я", "Звання"], ["Ґалаґан", "Їжак", "солдат; кухар, 2 р."], ["Щур", "Єва", "сержант"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_every_encoding_and_delimiter_gives_the_same_persons(read, text_list, encoding, delimiter):
    rows = ROWS if delimiter == ";" else [row + [""] for row in ROWS]
    reading = read(text_list(rows, encoding=encoding, delimiter=delimiter))
    assert [(p.surname, p.given_name, p.rank) for p in reading.persons] == [tuple(row) for row in ROWS[1:]]


def test_a_quoted_line_break_is_one_row_and_rows_are_numbered_as_a_spreadsheet_does(read, text_list):
    reading = read(text_list([["Surname", "Remark"], ["A", "two\nlines"], ["B", ""]], delimiter=","))
    assert [(person.surname, person.row) for person in reading.persons] == [("A", 2), ("B", 3)]
    assert reading.persons[0].written["Remark"] == "two\nlines"


def test_a_quotation_mark_never_closed_is_refused_with_its_row(read, tmp_path):
    path = tmp_path / "open.csv"
    path.write_text('Surname,Rank\nA,x\n"B,y\nC,z\n', encoding="utf-8")
    with pytest.raises(SheetError, match="row 3"):
        read(path)


def test_one_damaged_byte_rejects_its_row_and_keeps_the_rest_in_utf8(read, tmp_path):
    lines = ["Прізвище;Звання", *[f"Коваль{n};солдат" for n in range(30)]]
    data = "\n".join(lines).encode()
    path = tmp_path / "damaged.csv"
    path.write_bytes(data.replace("Коваль7;".encode(), b"\xcaoval7;"))
    reading = read(path)
    assert [(cell.row, cell.column, cell.code) for cell in reading.rejected] == [(9, "Прізвище", "unreadable")]
    assert len(reading.persons) == 29


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_another_cyrillic_encoding_is_refused_rather_than_read_as_gibberish(read, text_list, encoding):
    rows = [["Фамилия", "Имя", "Звание"], *[["Кузнецов", "Иван", "рядовой"]] * 5]
    with pytest.raises(SheetError, match="UTF-8"):
        read(text_list(rows, encoding=encoding))


def test_excels_own_delimiter_line_is_obeyed(read, tmp_path):
    path = tmp_path / "sep.csv"
    path.write_bytes(codecs.BOM_UTF8 + b"sep=|\r\nSurname|Rank\r\nA, B|x\r\n")
    [person] = read(path).persons
    assert (person.surname, person.rank, person.row) == ("A, B", "x", 3)


def test_a_list_of_one_column_needs_no_delimiter(read, text_list):
    reading = read(text_list([["ПІБ"], ["Бондар Олег Іванович"], ["Щур Єва"]]))
    assert [person.full_name for person in reading.persons] == ["Бондар Олег Іванович", "Щур Єва"]


def test_a_text_file_has_no_sheets(read, text_list):
    with pytest.raises(SheetError, match="no sheets"):
        read(text_list(ROWS), sheet="List")
