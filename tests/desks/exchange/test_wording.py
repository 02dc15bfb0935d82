"""Promises of wording: the desk says what the engine says, and has words for every code the engine can give."""

import tomllib
from pathlib import Path

import pytest

from desks.exchange.given import EQUAL_HEADS, FROM_KARST, terms_text
from homeward.desks.exchange.clause_wording import TITLES, clause_words, ledger
from homeward.desks.exchange.readings import read_terms_text
from homeward.desks.exchange.wording import (
    CATEGORY_TITLES,
    LEVELS,
    REASONS,
    category_title,
    level_value,
    objective_words,
    reason_words,
)
from homeward.engine.law.categories import CATEGORIES
from homeward.engine.planning import read_terms
from homeward.engine.planning.clauses.reading import kinds
from homeward.engine.planning.objectives import _SECOND as LEVEL_KINDS
from homeward.engine.planning.reasons import WORDS
from homeward.engine.planning.traits import NOT_BARGAINED

# Sentences name parties, whose names stand in the database.
pytestmark = pytest.mark.django_db


def test_every_reason_of_the_engine_is_said_in_the_engine_s_own_english():
    assert {code: str(words) for code, (_title, words) in REASONS.items()} == WORDS


def test_every_category_that_terms_may_name_has_a_title():
    assert set(CATEGORY_TITLES) == set(CATEGORIES) - NOT_BARGAINED
    assert category_title("DEFENDERS_OF(Old Port)") == "defenders of a place (Old Port)"


def test_a_reason_tells_its_figures_and_a_veto_with_braces_breaks_nothing():
    assert "lot 3 of 9" in reason_words("lot", {"class": 1, "lot": 3, "of": 9, "places": 2})
    assert reason_words("veto by holder", {"veto": "{odd}"}).endswith("reason class {odd}.")


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ('kind = "equal-heads"', "as many persons one way as the other."),
        ('kind = "equal-heads"\nheads = 7', "exactly 7 persons each way."),
        ('kind = "seats"\nfrom = "NORTH"\nto = "SOUTH"\nseats = 9', "9 seats from NORTH to SOUTH"),
        ('kind = "at-least"\nside = "SOUTH"\ncategory = "WOMEN"\ncount = 2', "At least 2 among those held by SOUTH"),
        ('kind = "at-most"\nside = "NORTH"\ncategory = "OFFICERS"\ncount = 3', "At most 3 among those held by NORTH"),
    ],
)
def test_each_kind_of_clause_is_a_sentence(clause, words):
    document = read_terms_text(terms_text(clause)).document()
    assert words in clause_words(document["clauses"][0])


def test_the_ledger_tells_each_row_of_a_clause_apart():
    terms = read_terms_text(terms_text(FROM_KARST, EQUAL_HEADS)).document()
    rows = [{"clause": 2, "row": "", "lo": 0, "hi": 0, "value": 0, "tight": True} for _ in range(3)]
    what = [row["what"] for row in ledger(rows, terms)]
    assert what == ["difference between the two ways", "from NORTH home to SOUTH", "from SOUTH home to NORTH"]


EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "terms").glob("*.toml"))


def test_every_kind_of_clause_and_level_has_words_and_every_terms_file_of_history_is_said_in_them():
    assert set(TITLES) == set(kinds(2))
    assert set(LEVELS) - {"lottery"} | {"categories-home"} == set(LEVEL_KINDS)
    assert EXAMPLES
    for path in EXAMPLES:
        document = read_terms(tomllib.loads(path.read_text(encoding="utf-8"))).document()
        assert all(clause_words(clause) for clause in document["clauses"]), path.name
        assert all(objective_words(level) for level in document["objectives"]), path.name


def test_a_level_told_party_by_party_shows_each_step():
    assert level_value({"kind": "fair-shares", "values": [200, 700]}) == "200, 700"
    assert level_value({"kind": "persons-home", "value": 0}) == "0"
