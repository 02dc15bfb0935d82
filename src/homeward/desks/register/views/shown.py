"""Pieces that several pages show: rejected rows in words, files to download, party names."""

import csv
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.base.errors import HomewardError
from homeward.desks.register.words import rejection_words
from homeward.engine.sheets import RejectedCell, safe_cell, write_rejected
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import parties_visible_to


def errors_of(error: HomewardError) -> list[str]:
    """An error for the summary on top of a page: what happened and the cure."""
    return [str(error)]


def party_names(viewer: Actor) -> dict[str, str]:
    """Party code -> its name in the page's language."""
    language = get_language() or "en"
    return {party.code: party.name_in(language) for party in parties_visible_to(viewer=viewer)}


def rejected_in_words(cells: Iterable[Any]) -> list[dict[str, Any]]:
    """Rejected cells (of a dry run or of a batch) for the table, in the page's language."""
    told = []
    for cell in cells:
        reason, cure = rejection_words(cell.code, cell.reason, cell.cure)
        told.append({"row": cell.row, "column": cell.column, "value": cell.value, "reason": reason, "cure": cure})
    return told


def rejected_file(cells: Sequence[Any], number: int) -> HttpResponse:
    """Only the bad rows, as they were written, with reason and cure beside them: mended, the file is read again."""
    rows = [
        RejectedCell(
            cell.row,
            cell.column,
            cell.value,
            *rejection_words(cell.code, cell.reason, cell.cure),
            cell.written,
            cell.code,
        )
        for cell in cells
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rejected.csv"
        write_rejected(path, rows)
        return _csv(path.read_bytes(), f"rejected-rows-{number}.csv")


def table_file(header: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """A CSV whose cells no spreadsheet runs as formulas."""
    response = _csv(b"\xef\xbb\xbf", name)
    writer = csv.writer(response)
    writer.writerow([safe_cell(text) for text in header])
    writer.writerows([safe_cell(text) for text in row] for row in rows)
    return response


def _csv(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def steps(at: int) -> list[Mapping[str, Any]]:
    """The wizard's steps, the present one marked."""
    titles = (_("Upload"), _("Columns"), _("Dry run"), _("Commit"))
    return [{"title": title, "active": index == at, "done": index < at} for index, title in enumerate(titles)]
