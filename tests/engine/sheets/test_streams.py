"""A list read as a stream says what the same list read at once says, and keeps no row."""

from pathlib import Path

import pytest

from homeward.base.errors import SheetError
from homeward.engine.sheets import read_list, stream_list

EXAMPLES = Path(__file__).parents[3] / "examples"
LISTS = (("held_by_south.csv", "held"), ("north_missing.xlsx", "missing"), ("south_missing.csv", "missing"))


def streamed(path, vocabulary, kind="held", **options):
    """(persons, rejected, flags, stream) of one list."""
    rejected, flags = [], []
    with stream_list(path, kind=kind, vocabulary=vocabulary, **options) as stream:
        persons = list(stream.persons(rejected=rejected.append, flagged=flags.append))
    return persons, rejected, flags, stream


@pytest.mark.parametrize(("name", "kind"), LISTS)
def test_a_stream_gives_what_reading_at_once_gives(vocabulary, name, kind):
    whole = read_list(EXAMPLES / name, kind=kind, vocabulary=vocabulary)
    persons, rejected, flags, stream = streamed(EXAMPLES / name, vocabulary, kind)
    assert (persons, rejected, flags) == (whole.persons, whole.rejected, whole.flags)
    assert (stream.mapping, stream.unsure, stream.unmapped) == (whole.mapping, whole.unsure, whole.unmapped)
    assert (stream.rows_read, stream.rows_rejected) == (whole.rows_read, len(whole.rejected_rows))
    cells = {f"row {flag.row}, column {flag.column}: {flag.words}" for flag in flags}
    assert stream.notes() == [note for note in whole.notes if note not in cells]


def test_the_share_read_grows_to_one(vocabulary, text_list):
    told = []
    path = text_list([["id", "surname"], *([f"H{n}", "Dub"] for n in range(20_000))])
    with stream_list(path, kind="held", vocabulary=vocabulary) as stream:
        for _ in stream.persons(rejected=told.append, flagged=told.append, tell=told.append):
            pass
        assert stream.share == 1.0
    assert told == sorted(told)
    assert 0 < told[0] < 1


def test_a_line_without_end_is_refused_and_not_kept_in_memory(vocabulary, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("id,surname\n1," + "D" * 3_000_000, encoding="utf-8")
    with pytest.raises(SheetError, match="line 2 has more than 1,048,576 letters"):
        streamed(path, vocabulary)
