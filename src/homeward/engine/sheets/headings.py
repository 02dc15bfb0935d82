"""Finds the heading among the first rows of a table and names its columns. Called by `lists` and `streams`."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from homeward.base.errors import SheetError
from homeward.base.scripts import clean
from homeward.engine.sheets.columns import Columns, guess_columns, header_score, mapped_columns, plain_heading
from homeward.engine.sheets.fields import KINDS
from homeward.engine.sheets.tables import Row, Table

_HEADER_WITHIN = 40


def find_header(table: Table, kind: str, mapping: Mapping[str, str] | None) -> tuple[Row, Iterator[Row]]:
    """The row that looks most like a heading among the first ones (title lines may stand above it), and the rest."""
    if kind not in KINDS:
        raise SheetError(f"There is no kind of list called {kind!r}.", cure="Kinds: missing, held.")
    source = table.rows()
    first = list(islice(source, _HEADER_WITHIN))
    filled = [row for row in first if not row.is_empty]
    if not filled:
        raise SheetError("The list holds no rows.", cure="Ask for the list again, or name the sheet it stands on.")
    wanted = {plain_heading(text) for text in (mapping or {}).values() if text}
    header = max(filled, key=lambda row: (_wanted_in(row, wanted), header_score(row.cells, kind), -row.number))
    if not _wanted_in(header, wanted) and not header_score(header.cells, kind):
        header = max(filled, key=lambda row: (sum(1 for cell in row.cells if cell.strip()) > 1, -row.number))
    below = [row for row in first if row.number > header.number]
    return header, chain(below, source)


def _wanted_in(row: Row, wanted: set[str]) -> int:
    return len(wanted & {plain_heading(cell) for cell in row.cells}) if wanted else 0


def labels_of(cells: list[str]) -> list[str]:
    """Unique labels: 'Date', 'Date (2)', and '(column 3)' where the heading is empty."""
    labels: list[str] = []
    for index, cell in enumerate(cells):
        label = clean(cell) or f"(column {index + 1})"
        number, unique = 1, label
        while unique in labels:
            number += 1
            unique = f"{label} ({number})"
        labels.append(unique)
    return labels


def columns_of(labels: list[str], raw: list[str], kind: str, mapping: Mapping[str, str] | None) -> Columns:
    """Which column holds which field: guessed, or by hand where `mapping` says so."""
    return mapped_columns(labels, raw, mapping, kind) if mapping else guess_columns(labels, kind)
