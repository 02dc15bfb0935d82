"""Tables of this desk as files: safe cells, and a mark by which spreadsheets know the letters."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from homeward.engine.sheets import safe_cell


def csv_file(name: str, header: Sequence[str], rows: Iterable[Iterable[str]]) -> HttpResponse:
    """A CSV to download."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(safe_cell(cell) for cell in row)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
