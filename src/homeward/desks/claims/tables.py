"""The committed public tables read strictly: every bad cell is refused with its row, column, value and cure.

`README.md` beside the tables says where each column comes from. A reading is what an editor took out of a note and must
be found in it word for word.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.engine.reading import COUNTED, KINDS, MODALITIES, SCOPES, VAGUE_WORDS

EVENTS, CLAIMS, READINGS = "public_exchanges.csv", "public_claims.csv", "public_readings.csv"
EVENT_COLUMNS = (
    "id", "date", "date_end", "kind", "to_ukraine_total", "to_ukraine_military", "to_ukraine_civilian",
    "to_russia_total", "to_russia_military", "to_russia_civilian", "bodies_to_ukraine", "bodies_to_russia", "mediators",
    "place_or_route", "category_notes", "discrepancy", "reliability", "source_1", "source_2",
)  # fmt: skip
COUNT_COLUMNS = EVENT_COLUMNS[4:12]
CLAIM_COLUMNS = (
    "claim_id", "event_id", "speaker", "speaker_side", "kind", "side_counted", "counted", "cmp", "n", "said_on",
    "holds_for", "via", "note", "source",
)  # fmt: skip
READING_COLUMNS = ("claim_id", "field", "value", "basis")
EVENT_KINDS = ("live", "remains", "unilateral", "aborted", "announced")
RELIABILITIES = ("A", "B", "C", "D")
SPEAKER_SIDES = ("ukraine", "russia", "mediator", "third", "media")
SIDES = ("ukraine", "russia", "both", "unknown")
TABLE_COMPARATORS = ("eq", "gt", "ge", "lt", "le", "about", "vague")
READING_FIELDS = ("scope", "part_of", "modality", "named", "sum_of", "same_origin", "words")
_ADDRESS = re.compile(r"https?://\S+")
_COUNT = re.compile(r"\d{1,7}")


class TableError(InputError):
    """A table cannot be loaded: names its row, column and value."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table as written, with its number in the file (the header is line 1)."""

    table: str
    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, cure: str) -> TableError:
        return TableError(
            _("%(table)s, row %(row)d, column %(column)s: %(value)s cannot be used.")
            % {"table": self.table, "row": self.number, "column": column, "value": repr(self.cells[column])},
            cure=cure,
        )

    def one_of(self, column: str, values: tuple[str, ...]) -> str:
        """The cell, when it is one of these."""
        if self.cells[column] not in values:
            raise self.wrong(column, _("Use one of: %(values)s.") % {"values": ", ".join(values)})
        return self.cells[column]

    def matching(self, column: str, pattern: str, cure: str) -> str:
        """The cell, when all of it fits the pattern."""
        if not re.fullmatch(pattern, self.cells[column]):
            raise self.wrong(column, cure)
        return self.cells[column]

    def filled(self, column: str, longest: int) -> str:
        """The cell, when something is in it and not too much."""
        if not 0 < len(self.cells[column].strip()) <= longest:
            raise self.wrong(column, _("Fill it with 1 to %(longest)d characters.") % {"longest": longest})
        return self.cells[column]

    def count(self, column: str) -> int | None:
        """A whole number, or None for an empty cell."""
        text = self.cells[column]
        if not text:
            return None
        if not (text.isascii() and _COUNT.fullmatch(text)):
            raise self.wrong(column, _("Write a whole number, or leave it empty when none was published."))
        return int(text)

    def days(self, column: str) -> tuple[date | None, date | None]:
        """One day or 'first/last'; (None, None) for an empty cell."""
        text = self.cells[column]
        if not text:
            return None, None
        first, _slash, last = text.partition("/")
        try:
            days = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            days = None
        if days is None or days[1] < days[0]:
            raise self.wrong(
                column, _("Write a day as 2024-08-24, or a first and a last day as 2024-08-06/2024-08-24.")
            )
        return days

    def address(self, column: str) -> str:
        """The address of a source."""
        if len(self.cells[column]) > 1000 or not _ADDRESS.fullmatch(self.cells[column]):
            raise self.wrong(column, _("Write the whole address, beginning with http:// or https://."))
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Read:
    """One checked row: its code, the values for the model, and the digest of what was written."""

    code: str
    values: Mapping[str, Any]
    digest: str


def committed(name: str) -> bytes:
    """The bytes of a table that lies beside this module."""
    return files("homeward.desks.claims").joinpath(name).read_bytes()


def read_events(content: bytes) -> list[Read]:
    """The table of events; TableError for the first cell that cannot be used."""
    return [_event(row) for row in _unique(_rows(EVENTS, content, EVENT_COLUMNS), "id")]


def read_claims(content: bytes, readings: bytes, *, events: frozenset[str]) -> list[Read]:
    """The table of claims with what an editor read out of its notes.

    Args:
        events: codes that a claim may point to.
    """
    rows = _unique(_rows(CLAIMS, content, CLAIM_COLUMNS), "claim_id")
    taken = _readings(readings, {row.cells["claim_id"]: row for row in rows})
    return [_claim(row, events, taken.get(row.cells["claim_id"], {})) for row in rows]


def _rows(table: str, content: bytes, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(
            _("%(table)s is not UTF-8: byte %(byte)d.") % {"table": table, "byte": error.start},
            cure=_("Save the table as CSV in UTF-8."),
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    if tuple(header) != columns:
        raise TableError(
            _("%(table)s, row 1: the columns are not those of this table.") % {"table": table},
            cure=_("The columns are: %(columns)s.") % {"columns": ", ".join(columns)},
        )
    for cells in reader:
        if len(cells) != len(columns):
            raise TableError(
                _("%(table)s, row %(row)d has %(cells)d cells instead of %(columns)d.")
                % {"table": table, "row": reader.line_num, "cells": len(cells), "columns": len(columns)},
                cure=_("Put a text that holds a comma into quotation marks."),
            )
        yield Row(table, reader.line_num, dict(zip(columns, cells, strict=True)))


def _unique(rows: Iterator[Row], column: str) -> list[Row]:
    found: dict[str, Row] = {}
    for row in rows:
        if row.cells[column] in found:
            raise row.wrong(column, _("Each id stands in one row; give the later row an id of its own."))
        found[row.cells[column]] = row
    return list(found.values())


def _event(row: Row) -> Read:
    code = row.matching("id", r"X\d{3,6}", _("An event's id is X and three or more digits."))
    first, last = row.days("date")
    if first is None or last is None or first != last:
        raise row.wrong("date", _("Write one day, as 2024-08-24."))
    end = row.days("date_end")[1] or first
    if end < first:
        raise row.wrong("date_end", _("The end lies on or after the beginning."))
    for column in COUNT_COLUMNS:
        row.count(column)
    row.address("source_1")
    if row.cells["source_2"]:
        row.address("source_2")
    values = {
        "first_day": first,
        "last_day": end,
        "kind": row.one_of("kind", EVENT_KINDS),
        "reliability": row.one_of("reliability", RELIABILITIES),
        "place": f"{first.isoformat()} {code}",
        "row": dict(row.cells),
    }
    return Read(code, values, _digest(row.cells))


def _claim(row: Row, events: frozenset[str], taken: Mapping[str, Any]) -> Read:
    code = row.matching("claim_id", r"C\d{3,6}", _("A claim's id is C and three or more digits."))
    event = row.cells["event_id"]
    if event and event not in events:
        raise row.wrong("event_id", _("Use the id of a row of the table of events, or leave it empty."))
    comparator, n = row.one_of("cmp", TABLE_COMPARATORS), row.count("n")
    if (n is None) != (comparator == "vague"):
        raise row.wrong("n", _("It is empty exactly when the comparator is vague."))
    said, holds = row.days("said_on"), row.days("holds_for")
    values = {
        "event_code": event,
        "speaker": row.filled("speaker", 200),
        "speaker_side": row.one_of("speaker_side", SPEAKER_SIDES),
        "kind": row.one_of("kind", KINDS),
        "side": row.one_of("side_counted", SIDES),
        "counted": row.one_of("counted", COUNTED),
        "cmp": comparator,
        "n": n,
        "said_first": said[0],
        "said_last": said[1],
        "holds_first": holds[0],
        "holds_last": holds[1],
        "via": row.filled("via", 200),
        "note": row.cells["note"],
        "source": row.address("source"),
        **taken,
    }
    return Read(code, values, _digest({**row.cells, "readings": taken}))


def _readings(content: bytes, claims: Mapping[str, Row]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(READINGS, content, READING_COLUMNS):
        code, name = row.cells["claim_id"], row.one_of("field", READING_FIELDS)
        if code not in claims:
            raise row.wrong("claim_id", _("Use the id of a row of the table of claims."))
        basis = row.filled("basis", 200)
        if not any(basis in claims[code].cells[column] for column in ("note", "speaker")):
            raise row.wrong("basis", _("Quote words that stand in the note of that claim, or in its speaker."))
        found.setdefault(code, {}).update(_reading(row, name, claims))
    return found


def _reading(row: Row, name: str, claims: Mapping[str, Row]) -> dict[str, Any]:
    value = row.filled("value", 200)
    if name == "named":
        return {"named": [part.strip() for part in value.split(";")]}
    if name in ("part_of", "same_origin", "sum_of"):
        codes = value.split()
        if not codes or any(code not in claims or code == row.cells["claim_id"] for code in codes):
            raise row.wrong("value", _("Use ids of other rows of the table of claims."))
        if name == "sum_of":
            return {"sum_of": codes}
        return {name: codes[0]} | ({"scope": "part"} if name == "part_of" else {})
    allowed = {"scope": SCOPES, "modality": MODALITIES, "words": tuple(VAGUE_WORDS)}[name]
    return {name: row.one_of("value", allowed)}


def _digest(written: Mapping[str, Any]) -> str:
    text = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
