"""The reference page of lists names every field, heading and word that the code knows."""

from pathlib import Path

import pytest

from homeward.engine.law import CATEGORIES, DECISIONS, WILLS
from homeward.engine.sheets import FIELDS

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "lists.md").read_text("utf-8")


@pytest.mark.parametrize("name", FIELDS)
def test_the_page_names_each_field_with_its_headings(name):
    field = FIELDS[name]
    assert f"| `{name}` | {' / '.join(field.titles)} |" in PAGE
    line = next(line for line in PAGE.splitlines() if line.startswith(f"- `{name}`: "))
    for words in (field.words, field.held, field.missing):
        assert ", ".join(words) in line


@pytest.mark.parametrize("entry", [*CATEGORIES.values(), *WILLS.values(), *DECISIONS.values()], ids=lambda e: e.code)
def test_the_page_names_each_word_of_the_closed_lists(entry):
    assert f"| `{entry.code}` | {', '.join(entry.words)} |" in PAGE


@pytest.mark.parametrize(
    "code", ["impossible-date", "unknown-word", "same-id", "repeated", "unreadable", "lost-digits", "total-line"]
)
def test_the_page_names_each_kind_of_rejection(code):
    assert f"| `{code}` |" in PAGE
