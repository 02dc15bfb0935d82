"""Promises of named deviations: one code a fault, what it rests on, nothing repaired, nobody's will in it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import auditor, client_of, list_officer
from desks.exchange.given import EQUAL_HEADS, FROM_KARST, saved_terms, terms_text
from desks.exchange.rounds import a_request, all_taken, an_offer, held_at_the_neutral, ids_of, taken
from homeward.base.dates import HalfKnownDate
from homeward.desks.exchange.deviations import Known, Way, deviations
from homeward.desks.exchange.readings import read_terms_text

TERMS = read_terms_text(terms_text(EQUAL_HEADS, FROM_KARST))


def found(holder: str, changes: Any = None, known: Any = None, asked: Any = None) -> list[tuple[str, str, str]]:
    home = {"NORTH": "SOUTH", "SOUTH": "NORTH"}[holder]
    way = Way(holder, home, an_offer(holder, changes=changes), a_request(home, ids=asked), known or {})
    return [(each.id, each.code, each.evidence) for each in deviations(way, TERMS)]


def test_lists_that_fit_the_formula_deviate_nowhere():
    assert found("NORTH") == found("SOUTH") == []


@pytest.mark.parametrize(
    ("changes", "code", "evidence"),
    [
        ({"categories": ("CIVILIAN",)}, "CIVILIAN", "lists"),
        ({"categories": ("WOMEN",)}, "WRONG_CATEGORY", "birth date or sex"),
        ({"categories": ("UNDER_25",), "birth_date": HalfKnownDate(1970)}, "WRONG_CATEGORY", "birth date or sex"),
        ({"region": "Coast"}, "WRONG_CATEGORY", "clause"),
        ({"veto": "SECURITY"}, "VETOED", "lists"),
    ],
)
def test_each_fault_of_a_line_has_its_code_and_what_it_rests_on(changes: Any, code: str, evidence: str):
    assert found("SOUTH", {"SH-004": changes}) == [("SH-004", code, evidence)]


@pytest.mark.parametrize(
    ("statuses", "code", "evidence"),
    [
        ({"HOME", "RETURNED"}, "ALREADY_HOME", "HOME"),
        ({"RETURNED"}, "ALREADY_HOME", "RETURNED"),
        ({"DEATH_CLAIMED"}, "DECEASED_CLAIMED", "DEATH_CLAIMED"),
        ({"DEATH_CLAIMED", "IDENTIFIED_FORENSICALLY"}, "DECEASED_CLAIMED", "IDENTIFIED_FORENSICALLY"),
    ],
)
def test_what_the_register_knows_is_named_with_the_strength_of_its_evidence(statuses: Any, code: str, evidence: str):
    assert found("NORTH", known={"NH-002": Known(frozenset(statuses))}) == [("NH-002", code, evidence)]


def test_nobody_asked_for_unknown_to_the_holder_and_two_lines_of_one_person_are_named():
    told = found("NORTH", asked=[*ids_of("NORTH")[1:], "NH-777"])
    assert told == [("NH-001", "NOT_REQUESTED", "lists"), ("NH-777", "UNKNOWN_TO_HOLDER", "lists")]
    twice = {"NH-001": Known(service_number="NQ 7"), "NH-002": Known(service_number="nq7")}
    assert [(key, code) for key, code, _ in found("NORTH", known=twice)] == [
        ("NH-001", "DUPLICATE"), ("NH-002", "DUPLICATE"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["", "no", "yes"]), min_size=9, max_size=9))
def test_fitness_changes_no_deviation(fit: list[str]):
    assert found("NORTH", {key: {"fit_to_travel": each} for key, each in zip(ids_of("NORTH"), fit, strict=True)}) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("keys")
def test_the_page_of_the_formula_check_names_them_for_who_reads_the_register_and_counts_them_for_others():
    held_at_the_neutral()
    all_taken()
    taken(a_request("SOUTH", 2, ["NH-001", "NH-777"]))
    saved_terms(EQUAL_HEADS)
    page = client_of(list_officer()).get("/exchange/lists/formula/")
    assert ("NH-777", "unknown to the holder") in [(row["id"], row["words"]) for row in page.context["deviating"]]
    counted = client_of(auditor()).get("/exchange/lists/formula/")
    assert counted.context["deviating"] == []
    assert {row["words"]: row["count"] for row in counted.context["deviations"]} == {
        "nobody asked for": 8, "unknown to the holder": 1,
    }  # fmt: skip
