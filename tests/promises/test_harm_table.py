"""docs/reference/harm-tests.md tells the truth: every harm has a row, its tests exist, and none is left out."""

import ast
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "reference" / "harm-tests.md"
HARMS = range(1, 32)
STATES = ("kept", "in part", "open")
_ROW = re.compile(r"^\| H-(\d+) \| ([^|]+) \| ([^|]+) \| (.+) \|$")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_NUMBERED = re.compile(r"test((?:_h\d+)+)_")


def rows() -> dict[int, tuple[str, str]]:
    """Number -> (state, the last cell)."""
    found = [_ROW.match(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    told = [(int(row[1]), (row[3], row[4])) for row in found if row]
    assert len(told) == len(dict(told)), "a number stands twice"
    return dict(told)


@cache
def functions_of(file: str) -> Mapping[str, str]:
    """Name of each test function of a file -> its docstring."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    made = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))
    return {node.name: ast.get_docstring(node) or "" for node in made}


def numbers_of(name: str, words: str) -> set[int]:
    """The harms a test stands for: by its name, or by the beginning of its docstring."""
    named = _NUMBERED.match(name)
    told = re.match(r"H-(\d+)\b", words)
    found = {int(number) for number in re.findall(r"\d+", named[1])} if named else set()
    return found | ({int(told[1])} if told else set())


def test_every_harm_has_one_row():
    assert sorted(rows()) == list(HARMS)
    assert {state for state, _cell in rows().values()} <= set(STATES)


@pytest.mark.parametrize("number", HARMS)
def test_a_row_names_tests_of_its_number_or_says_why_it_is_open(number: int):
    state, cell = rows()[number]
    named = _TEST.findall(cell)
    if state == "open":
        assert not named
        assert re.fullmatch(r"open: \w.{15,}", cell)
        return
    assert named
    for file, name in named:
        assert name in functions_of(file), f"{file} has no {name}"
        assert number in numbers_of(name, functions_of(file)[name]), f"{name} is no test of H-{number}"


def test_no_test_of_a_harm_is_left_out_of_its_row():
    told = {(number, test) for number, (_state, cell) in rows().items() for test in _TEST.findall(cell)}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        file = path.relative_to(ROOT).as_posix()
        for name, words in functions_of(file).items():
            for number in numbers_of(name, words):
                assert (number, (file, name)) in told, f"{file}::{name} is not in the row of H-{number}"
