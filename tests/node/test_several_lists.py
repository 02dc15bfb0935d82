"""Several lists of one party: joined without losing a row, whether they give ids or not."""

from pathlib import Path

import pytest

from homeward.base.errors import InputError
from homeward.desks.exchange.package import PartyLists
from homeward.node.exchange_run.intake import ListFile, by_party, read_lists


def north(tmp_path: Path, *texts: str) -> PartyLists:
    files = [ListFile("SOUTH", kind, _written(tmp_path, f"south-{kind}", "id,surname\nS1,Else\n"))
             for kind in ("held", "missing")]  # fmt: skip
    files.append(ListFile("NORTH", "missing", _written(tmp_path, "north", "id,surname\nM1,Else\n")))
    files += [ListFile("NORTH", "held", _written(tmp_path, f"held-{n}", text)) for n, text in enumerate(texts)]
    return by_party(read_lists(files))[0]


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_lists_without_ids_keep_all_their_rows(tmp_path: Path):
    held = north(tmp_path, "surname,given name\nKoval,Oleh\nBondar,Petro\n", "surname,given name\nMelnyk,Ivan\n").held
    assert [(person.id, person.surname) for person in held] == [
        ("row-2", "Koval"), ("row-3", "Bondar"), ("list-2-row-2", "Melnyk"),
    ]  # fmt: skip


def test_rows_that_read_alike_in_two_lists_without_ids_are_both_kept(tmp_path: Path):
    texts = "surname,given name\nKoval,Oleh\n", "surname,given name\nKoval,Oleh\nMelnyk,Ivan\n"
    assert [person.id for person in north(tmp_path, *texts).held] == ["row-2", "list-2-row-2", "list-2-row-3"]


def test_the_same_list_given_twice_counts_once(tmp_path: Path):
    text = "id,surname\nH1,Koval\n,Melnyk\n"
    assert [person.id for person in north(tmp_path, text, text).held] == ["H1", "row-3"]


def test_one_id_for_two_persons_in_two_lists_is_refused_with_file_and_row(tmp_path: Path):
    with pytest.raises(InputError, match=r"held-1\.csv, row 2: the id H1"):
        north(tmp_path, "id,surname\nH1,Koval\n", "id,surname\nH1,Melnyk\n")
