"""Promises of explanations on the desk: one reason, the cost, the smallest move of limits, and nobody else named."""

import pytest

from cast import client_of, list_officer
from desks.exchange.given import EQUAL_HEADS, FROM_KARST, planned, saved_terms
from homeward.desks.exchange.checking import recomputed
from homeward.desks.exchange.clause_wording import clause_words
from homeward.desks.exchange.explaining_wording import OUTSIDE_THE_BARGAIN, explained, level_words, move_words
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.wording import LEVELS
from homeward.desks.register.models import Person
from homeward.engine.planning import Explanations
from homeward.engine.planning.explaining import _OUTSIDE_THE_BARGAIN
from homeward.engine.planning.objectives import UNITS
from homeward.engine.planning.relaxing import AT_LEAST, AT_MOST, Moved

pytestmark = pytest.mark.django_db
LINKED = 'kind = "at-most"\nside = "NORTH"\ncategory = "SERIOUSLY_WOUNDED"\ncount = 0'


@pytest.fixture
def plan(searched: None) -> PlanRecord:
    return planned(saved_terms(EQUAL_HEADS, FROM_KARST, LINKED))


def test_the_page_of_everybody_who_stays_names_nobody_else_and_says_what_would_bring_them_in(plan: PlanRecord):
    officer = client_of(list_officer())
    everybody = {line.unit_id: line for line in plan.lines.all()}
    surnames = dict(Person.objects.filter(kind="held").values_list("list_id", "surname"))
    ways = 0
    for line in everybody.values():
        if line.in_package:
            continue
        page = officer.get(f"/exchange/plans/{plan.number}/persons/{line.person_id}/?cost=1")
        told = page.content.decode()
        others = [each for each in everybody.values() if each.list_id != line.list_id]
        assert not [each.list_id for each in others if each.list_id in told]
        assert not [name for name in surnames.values() if name != surnames[line.list_id] and name in told]
        found = page.context["explained"]
        said = bool(page.context["outside"]) + bool(found)
        # Whoever is not on this transport is told nothing more, so that nothing can be guessed.
        assert said == (0 if line.code == "not on this transport" else 1), line.code
        ways += bool(found) and bool(found["moves"])
    assert ways


def test_limits_that_would_bring_a_person_in_are_those_of_the_engine_in_words(plan: PlanRecord):
    wounded = plan.lines.get(unit_id="NORTH/NH-003")
    found = Explanations(recomputed(plan)).of(wounded.unit_id)
    assert [(each.clause, each.after) for each in found.moves] == [(3, 1)]
    words = explained(found, plan.summary)["moves"]
    assert words == [
        "clause 3, at most so many of a category, such persons who go: at most 1 instead of 0",
    ]
    assert clause_words(plan.summary["terms"]["clauses"][2]).startswith("At most 0")


def test_a_limit_whose_row_would_name_units_is_told_by_its_number_and_kind_alone(plan: PlanRecord):
    moved = Moved(1, "link", "", AT_MOST, 0, 1)
    assert move_words(moved, plan.summary) == "clause 1, together or not at all: at most 1 instead of 0"
    row = Moved(1, "equal-heads", "heads NORTH to SOUTH", AT_LEAST, 3, 2)
    assert "from North home to South" in move_words(row, plan.summary)


def test_every_level_and_every_answer_of_the_engine_has_words():
    named = {UNITS[kind]: str(words) for kind, words in LEVELS.items() if kind in UNITS}
    assert {name: level_words(name) for name in named} == named
    assert level_words(f"{UNITS['fair-shares']}: sum of the 2 smallest").endswith("sum of the 2 smallest")
    assert set(OUTSIDE_THE_BARGAIN) == set(_OUTSIDE_THE_BARGAIN)
