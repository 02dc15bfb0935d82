"""`./homeward trace … --explain ID ID` says why two persons are a pair, and why two others are none."""

import re
from pathlib import Path

import pytest

from homeward.node.commands import main

HEAD = "id,surname,given name,patronymic,birth date,unit\n"
LEFT = HEAD + "M1,Коваль,Микола,Петрович,07.03.1990,93 бригада\nM2,Мельник,Олег,Іванович,01.02.1985,\n"
RIGHT = HEAD + (
    "H1,Koval,Nikolay,Petrovich,1990-03-07,93 brigade\nH2,Мельник,Олег,Иванович,01.02.1985,\n"
    "H3,Мельник,Сергей,Иванович,05.06.1987,\n=H4,Zhuk,Ada,,,\n"
)


@pytest.fixture
def explain(tmp_path: Path, capsys):
    """Explains two ids of two small lists; gives what was printed, or the refusal."""
    left, right = tmp_path / "missing.csv", tmp_path / "held.csv"
    left.write_text(LEFT, encoding="utf-8")
    right.write_text(RIGHT, encoding="utf-8")

    def _explain(one: str, other: str, *, code: int = 0) -> str:
        found = main(["trace", str(left), str(right), "--out", str(tmp_path / "out"), "--explain", one, other])
        told = capsys.readouterr()
        assert found == code
        assert not (tmp_path / "out").exists()
        return told.err if code else told.out

    return _explain


def test_a_pair_is_explained_with_weights_that_add_up(explain):
    told = explain("M1", "H1")
    assert "Коваль Микола Петрович" in told
    assert "(Микола / Nikolay)" in told
    weights = [float(found) for found in re.findall(r"^\s+([+-]\d+\.\d{3})", told, re.MULTILINE)]
    assert weights[-1] == pytest.approx(sum(weights[:-1]), abs=1e-9)
    assert "Two people must each compare" in told


def test_a_pair_that_was_not_proposed_says_why_and_who_was(explain):
    told = explain("M2", "H3")
    assert told.splitlines()[3].startswith("Not proposed")
    assert "H2  Мельник Олег Иванович" in told
    assert "compared and set aside" in told


def test_two_who_share_nothing_are_explained_too(explain):
    told = explain("M1", "=H4")
    assert "Not proposed" in told
    assert "all together" in told


@pytest.mark.parametrize(
    ("one", "other", "word"), [("H1", "M1", "the list of persons held has it"), ("M1", "X", "'X'")]
)
def test_an_id_that_the_list_lacks_is_said_with_the_order_of_ids(explain, one, other, word):
    told = explain(one, other, code=2)
    assert word in told
    assert "missing person first" in told
