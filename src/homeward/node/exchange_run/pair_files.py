"""How pairs stand in CSV files, for `exchange` and `trace`: one line a pair, harmless to spreadsheet programs."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from homeward.base.persons import ListedPerson
from homeward.engine.matching import JudgedPair, explain
from homeward.engine.sheets import safe_cell

PAIR_COLUMNS = (
    "left_id", "right_id", "probability", "margin", "band", "reasons",
    "left_name", "right_name", "left_birth_date", "right_birth_date", "runner_up_left", "runner_up_right",
)  # fmt: skip


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """The bytes of `csv_bytes`, line by line: there may be a million."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        _write(stream, header, rows)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with mark, so that spreadsheets read it; cells that a spreadsheet would run are defused."""
    stream = io.StringIO(newline="")
    _write(stream, header, rows)
    return stream.getvalue().encode("utf-8-sig")


def _write(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in rows)


def pair_line(pair: JudgedPair, left: ListedPerson, right: ListedPerson) -> list[object]:
    """The cells of `PAIR_COLUMNS`."""
    return [
        pair.left_id, pair.right_id, f"{pair.probability:.6f}", f"{pair.margin:.6f}", pair.band, explain(pair),
        left.display_name(), right.display_name(), left.birth_date.isoformat(), right.birth_date.isoformat(),
        pair.runner_up_left, pair.runner_up_right,
    ]  # fmt: skip
