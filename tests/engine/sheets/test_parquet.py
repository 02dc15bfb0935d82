"""Parquet lists read as the same list saved as CSV would, and broken ones are refused with a cure."""

import duckdb
import pytest

from homeward.base.errors import SheetError
from homeward.engine.sheets import Limits


@pytest.fixture
def parquet_list(tmp_path):
    """Writes what a query yields as a Parquet file and gives its path."""

    def _write(query, name="list.parquet"):
        path = tmp_path / name
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")  # noqa: S608 - written in this file
        return path

    return _write


PERSONS = """SELECT * FROM (VALUES
    ('H1', 'Коваль', 'Микола', DATE '1990-03-07', 12345.0::DOUBLE, TIMESTAMP '2022-05-01 10:30:00'),
    ('H2', 'Bereza', NULL, NULL, NULL, NULL)) 
    AS t("List id", "Прізвище", "Ім'я", birth_date, "Service number", captured)"""


def test_days_numbers_and_empty_cells_read_as_in_other_lists(read, parquet_list):
    reading = read(parquet_list(PERSONS))
    first, second = reading.persons
    assert (first.id, first.surname, first.given_name) == ("H1", "Коваль", "Микола")
    assert (first.birth_date.isoformat(), first.event_date.isoformat()) == ("1990-03-07", "2022-05-01")
    assert first.service_number == "12345"
    assert (second.surname, second.given_name, second.birth_date.isoformat()) == ("Bereza", "", "")
    assert [first.row, second.row] == [2, 3]
    assert any("without '.0'" in note for note in reading.notes)


def test_a_number_that_lost_its_digits_is_rejected_with_row_and_cure(read, parquet_list):
    (cell,) = read(parquet_list("SELECT 'H1' AS id, 'Dub' AS surname, 1.2e21::DOUBLE AS \"service number\"")).rejected
    assert (cell.row, cell.column, cell.code) == (2, "service number", "lost-digits")
    assert cell.cure


def test_text_that_was_stored_as_bytes_is_read_and_bytes_that_are_no_text_are_rejected(read, parquet_list):
    reading = read(parquet_list("SELECT unnest([encode('Дуб'), '\\xC3\\x28'::BLOB]) AS surname"))
    assert [person.surname for person in reading.persons] == ["Дуб"]
    assert [(cell.row, cell.code) for cell in reading.rejected] == [(3, "unreadable")]


def test_a_name_full_of_wildcards_opens_that_file_alone(read, parquet_list):
    parquet_list("SELECT 'Other' AS surname", name="a1.parquet")
    path = parquet_list("SELECT 'Dub' AS surname", name="x.parquet")
    path = path.rename(path.with_name("a[1]*?.parquet"))
    assert [person.surname for person in read(path).persons] == ["Dub"]


def test_a_file_cut_off_and_one_named_so_are_refused_with_a_cure(read, parquet_list, tmp_path):
    path = parquet_list(PERSONS)
    path.write_bytes(path.read_bytes()[:-12])
    named = tmp_path / "named.parquet"
    named.write_text("id,surname\n1,Dub\n", encoding="utf-8")
    for wrong in (path, named):
        with pytest.raises(SheetError, match="parquet") as caught:
            read(wrong)
        assert caught.value.cure


def test_limits_hold_before_a_row_is_read_and_sheets_are_refused(read, parquet_list):
    path = parquet_list("SELECT 'Dub' AS surname FROM range(5)")
    with pytest.raises(SheetError, match="more than 4 rows"):
        read(path, limits=Limits(rows=4))
    with pytest.raises(SheetError, match="no sheets"):
        read(path, sheet="List")


def test_a_file_without_rows_is_an_empty_list(read, parquet_list):
    reading = read(parquet_list("SELECT 'Dub' AS surname WHERE false"))
    assert (reading.persons, reading.rows_read) == ([], 0)
