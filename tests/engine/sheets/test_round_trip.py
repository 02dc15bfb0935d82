"""Whatever stands in a list, every row comes back as a person or with its reason, and names come back as written."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.base.errors import SheetError
from homeward.base.scripts import clean
from homeward.engine.sheets import safe_cell

NAME = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Pd", "Zs"), max_codepoint=0x6FF), min_size=1, max_size=12)
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=10)
MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(path, rows, delimiter=","):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8"))
    return path


@MODEST
@given(st.lists(st.tuples(NAME, NAME), max_size=8), st.sampled_from(",;\t|"))
def test_names_come_back_as_written(read, tmp_path, names, delimiter):
    rows = [("id", "Surname", "Given name"), *[(f"p{i}", safe_cell(a), safe_cell(b)) for i, (a, b) in enumerate(names)]]
    reading = read(write(tmp_path / "names.csv", rows, delimiter))
    assert not reading.rejected
    assert [(person.surname, person.given_name) for person in reading.persons] == [
        (clean(a), clean(b)) for a, b in names
    ]


@MODEST
@given(st.lists(st.lists(ANY, min_size=4, max_size=5), min_size=1, max_size=8))
def test_no_row_is_lost_whatever_it_holds(read, tmp_path, rows):
    path = write(tmp_path / "any.csv", [("id", "Surname", "Date of birth", "Wishes to return"), *rows])
    reading = read(path)
    header = {person.row for person in reading.persons} | set(reading.rejected_rows)
    skipped = sum(int(note.rsplit(" ", 1)[1]) for note in reading.notes if "skipped: " in note)
    assert len(header) == reading.rows_read
    assert reading.rows_read + skipped >= len(rows)


@MODEST
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(read, tmp_path, data):
    path = tmp_path / "bytes.csv"
    path.write_bytes(b"Surname,Rank\n" + data)
    try:
        reading = read(path)
    except SheetError as error:
        told = error.cure
    else:
        told = f"{reading.rows_read} rows"
    assert told
