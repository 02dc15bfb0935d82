"""Canonical columns of a list in a file, for engines on other machines."""

import duckdb

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson
from homeward.engine.matching import EXPORTED_COLUMNS, export_columns

MYKOLA = ListedPerson(
    id="7", surname="Коваль", given_name="Микола", patronymic="І.", birth_date=HalfKnownDate(1990, 3), unit="в/ч А1234",
    rank="сержант",
)  # fmt: skip
NIKOLAI = ListedPerson(id="8", full_name="Koval Nikolay Ivanovich", birth_date=HalfKnownDate(1990, 3, 7))


def exported(persons, path):
    export_columns(persons, path)
    with duckdb.connect() as connection:
        rows = connection.execute("select * from read_parquet($path)", {"path": str(path)})
        names = [column[0] for column in rows.description]
        return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def test_it_writes_identities_that_meet_across_scripts_and_nulls_for_what_is_unknown(tmp_path):
    mykola, nikolai = exported([MYKOLA, NIKOLAI], tmp_path / "columns.parquet")
    assert set(mykola) == set(EXPORTED_COLUMNS)
    assert mykola["surname"] == nikolai["surname"]
    assert mykola["given_id"] == nikolai["given_id"]
    assert mykola["patronymic_initial"] == "i"
    assert (mykola["birth_year"], mykola["birth_month"], mykola["birth_day"]) == (1990, 3, None)
    assert mykola["service_number"] is None
    assert mykola["unit"] == "a1234"


def test_it_takes_a_stream_and_says_how_many_rows_were_written(tmp_path):
    path = tmp_path / "columns.parquet"
    assert export_columns((ListedPerson(id=str(number)) for number in range(5)), path) == 5
    assert export_columns(iter([]), path) == 0
    assert exported([], path) == []
