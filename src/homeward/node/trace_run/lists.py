"""Reads the two lists of a search as columns, so that lists of millions fit; bad rows go to a file as they are met."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homeward.desks.register.vocabulary import VOCABULARY
from homeward.engine.matching import PersonColumns
from homeward.engine.sheets import Flag, Guess, ListStream, RejectedCell, file_digest, safe_cell, stream_list
from homeward.node.trace_run.memory import refuse_too_large

MISSING, HELD = "missing", "held"
REJECTED, FLAGGED = "rejected-rows.csv", "flagged-cells.csv"
REJECTED_COLUMNS = ("list", "file", "row", "column", "value", "reason", "cure", "row_as_written")
FLAGGED_COLUMNS = ("list", "file", "row", "column", "value", "words")
_SHOWN = 20  # rejected cells that the report shows; the file holds all


@dataclass(frozen=True, slots=True)
class ListToRead:
    """One file: its kind, columns mapped by hand (field -> heading), sheet of a workbook."""

    path: Path
    kind: str
    mapping: dict[str, str] = field(default_factory=dict)
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class TracedList:
    """A list as read: its persons as columns, and what a reader of the results should know about it."""

    file: ListToRead
    persons: PersonColumns
    digest: str
    mapping: dict[str, str]
    unsure: Sequence[Guess]
    unmapped: Sequence[str]
    notes: Sequence[str]
    rows_read: int
    rows_rejected: int
    flagged: int
    first_rejected: Sequence[RejectedCell]

    def document(self) -> dict[str, Any]:
        """For `summary.json`."""
        return {
            "file": self.file.path.name,
            "sha256": self.digest,
            "rows_read": self.rows_read,
            "persons": len(self.persons),
            "rows_rejected": self.rows_rejected,
            "cells_flagged": self.flagged,
            "columns": self.mapping,
            "columns_unsure": [
                {"heading": guess.header, "read_as": guess.taken, "why": guess.why} for guess in self.unsure
            ],
            "columns_not_read": list(self.unmapped),
            "notes": list(self.notes),
        }


class Aside:
    """Where rejected rows and flagged cells go: into two files of the result folder, or nowhere but the counts."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._writers: dict[str, Any] = {}
        self._streams: list[Any] = []

    @contextmanager
    def open(self) -> Iterator["Aside"]:
        """Keeps the files open for as long as the lists are read."""
        try:
            for name, header in ((REJECTED, REJECTED_COLUMNS), (FLAGGED, FLAGGED_COLUMNS)) if self._folder else ():
                stream = (self._folder / name).open("w", encoding="utf-8-sig", newline="")
                self._streams.append(stream)
                self._writers[name] = csv.writer(stream)
                self._writers[name].writerow(header)
            yield self
        finally:
            for stream in self._streams:
                stream.close()

    def rejected(self, kind: str, path: Path, cell: RejectedCell) -> None:
        """One cell that kept a row out."""
        row = json.dumps(dict(cell.written), ensure_ascii=False)
        self._write(REJECTED, kind, path.name, cell.row, cell.column, cell.value, cell.reason, cell.cure, row)

    def flagged(self, kind: str, path: Path, flag: Flag) -> None:
        """One cell that was kept and deserves a look."""
        self._write(FLAGGED, kind, path.name, flag.row, flag.column, flag.value, flag.words)

    def _write(self, name: str, *cells: object) -> None:
        if name in self._writers:
            self._writers[name].writerow([safe_cell(str(cell)) for cell in cells])


def read_traced(file: ListToRead, aside: Aside, tell: Callable[[float], None], *, persons_before: int) -> TracedList:
    """Reads one list.

    Args:
        persons_before: how many persons memory holds already.

    Raises:
        SheetError: the list cannot be read; names the cure.
        InputError: it is larger than this machine's memory takes.
    """
    shown: list[RejectedCell] = []

    def rejected(cell: RejectedCell) -> None:
        if len(shown) < _SHOWN:
            shown.append(cell)
        aside.rejected(file.kind, file.path, cell)

    def flagged(flag: Flag) -> None:
        aside.flagged(file.kind, file.path, flag)

    with stream_list(
        file.path, kind=file.kind, vocabulary=VOCABULARY, mapping=file.mapping or None, sheet=file.sheet
    ) as stream:
        refuse_too_large(file.path, stream.expected_rows, persons_before)
        persons = PersonColumns.of(stream.persons(rejected=rejected, flagged=flagged, tell=tell))
        return _traced(file, persons, stream, shown)


def _traced(file: ListToRead, persons: PersonColumns, stream: ListStream, shown: list[RejectedCell]) -> TracedList:
    return TracedList(
        file=file,
        persons=persons,
        digest=file_digest(file.path),
        mapping=stream.mapping,
        unsure=stream.unsure,
        unmapped=stream.unmapped,
        notes=stream.notes(),
        rows_read=stream.rows_read,
        rows_rejected=stream.rows_rejected,
        flagged=stream.flagged,
        first_rejected=shown,
    )
