"""Small list files, written the way bureaux write them."""

import csv
import io

import openpyxl
import pytest

from homeward.engine.law import read_categories, read_decision, read_willingness
from homeward.engine.sheets import Vocabulary, read_list

VOCABULARY = Vocabulary(read_categories, read_willingness, read_decision)


@pytest.fixture(scope="session")
def vocabulary():
    return VOCABULARY


@pytest.fixture
def read():
    """Reads a list file with the law room's words."""

    def _read(path, kind="held", **options):
        return read_list(path, kind=kind, vocabulary=VOCABULARY, **options)

    return _read


@pytest.fixture
def text_list(tmp_path):
    """Writes rows as a text table and gives its path."""

    def _write(rows, *, encoding="utf-8", delimiter=";", name="list.csv"):
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=delimiter).writerows(rows)
        path = tmp_path / name
        path.write_bytes(buffer.getvalue().encode(encoding))
        return path

    return _write


@pytest.fixture
def workbook_list(tmp_path):
    """Writes rows as the only sheet of a workbook, lets `change(workbook)` alter it, and gives its path."""

    def _write(rows, *, change=None, name="list.xlsx"):
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append(row)
        if change:
            change(workbook)
        path = tmp_path / name
        workbook.save(path)
        return path

    return _write
