"""Trap: archives that unpack to far more than they are, entity tricks, macros, files that are something else."""

import zipfile

import pytest

from homeward.base.errors import HomewardError, SheetError
from homeward.engine.sheets import Limits, archive

ROWS = [["Surname"], ["Bereza"]]


def rewritten(path, target, change):
    """A copy of a workbook whose parts went through `change(name, data)`."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(name, change(name, source.read(name)))
        for name, data in change(None, None) or ():
            out.writestr(name, data)
    return target


def test_an_archive_bomb_is_refused_before_it_is_unpacked(read, workbook_list, tmp_path):
    def bomb(name, data):
        return data if name else [("xl/worksheets/sheet9.xml", b"<a>" + b"0" * (archive.RATIO_MATTERS_FROM + 1))]

    with pytest.raises(SheetError, match="unpacks to"):
        read(rewritten(workbook_list(ROWS), tmp_path / "bomb.xlsx", bomb))


def test_a_workbook_under_another_name_is_read_all_the_same(read, workbook_list):
    named = workbook_list(ROWS)
    renamed = named.rename(named.with_suffix(".csv"))
    assert [person.surname for person in read(renamed).persons] == ["Bereza"]


def test_a_workbook_of_too_many_parts_is_refused(read, workbook_list, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    with pytest.raises(SheetError, match="parts"):
        read(workbook_list(ROWS))


def test_more_rows_or_columns_than_a_list_needs_are_refused(read, workbook_list, text_list):
    for path in (workbook_list([*ROWS, ["Dub"]]), text_list([*ROWS, ["Dub"]])):
        with pytest.raises(SheetError, match="more than 2 rows"):
            read(path, limits=Limits(rows=2))
    with pytest.raises(SheetError, match="columns"):
        read(text_list([["Surname"] * 300], name="wide.csv"))


def test_a_file_that_is_too_large_is_refused_unread(read, text_list):
    with pytest.raises(SheetError, match="larger than"):
        read(text_list(ROWS), limits=Limits(file_bytes=4))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entity_expansion_is_refused_in_every_part_however_far_down(read, workbook_list, tmp_path, part):
    far_down = b"<!-- " + b"x" * 9000 + b" -->"
    laughs = b'<?xml version="1.0"?>' + far_down + b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>'

    def entities(name, data):
        return None if name is None else laughs + data.split(b"?>", 1)[-1] if name == part else data

    with pytest.raises(SheetError, match="never need"):
        read(rewritten(workbook_list(ROWS), tmp_path / "laughs.xlsx", entities))


def test_entities_hidden_in_another_encoding_are_refused(read, workbook_list, tmp_path):
    def recoded(name, data):
        if name != "xl/worksheets/sheet1.xml":
            return data
        return ('<?xml version="1.0" encoding="UTF-16"?>' + data.decode().split("?>", 1)[-1]).encode("utf-16")

    with pytest.raises(SheetError):
        read(rewritten(workbook_list(ROWS), tmp_path / "utf16.xlsx", recoded))


def test_macros_are_refused_by_name_and_by_content(read, workbook_list, tmp_path):
    path = workbook_list(ROWS)
    named = path.rename(tmp_path / "list.xlsm")
    with pytest.raises(SheetError, match="macros"):
        read(named)

    def macro(name, data):
        return data if name else [("xl/vbaProject.bin", b"code")]

    with pytest.raises(SheetError, match="macros"):
        read(rewritten(named, tmp_path / "innocent.xlsx", macro))


@pytest.mark.parametrize(
    ("start", "error", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, SheetError, ".xls"),
        (b"%PDF-1.7 ...", SheetError, "PDF"),
        (b"PAR1....PAR1", SheetError, "Parquet"),
        (b"PK\x03\x04 but no more", SheetError, "workbook"),
        (bytes(range(256)) * 8, SheetError, "table"),
        (b"", SheetError, "empty"),
    ],
)
def test_other_kinds_of_file_are_refused_with_a_cure(read, tmp_path, start, error, word):
    path = tmp_path / "list.dat"
    path.write_bytes(start)
    with pytest.raises(error, match=word) as caught:
        read(path)
    assert caught.value.cure


def test_a_cut_off_workbook_is_refused_wherever_it_was_cut(read, workbook_list, tmp_path):
    whole = workbook_list(ROWS).read_bytes()
    for end in range(1, len(whole), max(1, len(whole) // 23)):
        cut = tmp_path / "cut.xlsx"
        cut.write_bytes(whole[:end])
        with pytest.raises(HomewardError):
            read(cut)


def test_a_missing_file_is_refused_with_its_path(read, tmp_path):
    with pytest.raises(SheetError, match=r"absent\.csv"):
        read(tmp_path / "absent.csv")
    with pytest.raises(SheetError):
        read(tmp_path)
