"""Promises of changing one term: the engine's own answer, case numbers for who may see them, nothing kept."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cast import actor_with, auditor, client_of, list_officer
from desks.exchange.given import EQUAL_HEADS, FROM_KARST, asked, planned, saved_terms, terms_text
from homeward.base.scripts import clean
from homeward.desks.exchange.actions import save_terms
from homeward.desks.exchange.models import PlanRecord, TermsVersion
from homeward.desks.exchange.one_change import Change, changed_terms, numbers_of
from homeward.desks.exchange.one_change import terms_text as written
from homeward.desks.exchange.readings import read_terms_text
from homeward.desks.exchange.what_if import answer_what_if
from homeward.desks.register.models import Person
from homeward.engine.planning import read_terms
from homeward.office.jobs.models import Job

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "terms").glob("*.toml"))
UP_TO = "clauses/1/up_to"


# --- terms with one change ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_terms_written_by_the_desk_are_read_back_as_the_same_terms(path: Path):
    terms = read_terms(tomllib.loads(path.read_text(encoding="utf-8")))
    again = read_terms(tomllib.loads(written(terms)))
    assert (again.digest(), again.draw_key) == (terms.digest(), terms.draw_key)


@given(
    title=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(clean),
    key=st.sampled_from(["", "00" * 32]),
)
def test_any_title_and_the_draw_key_survive_being_written(title: str, key: str):
    terms = read_terms_text(terms_text(EQUAL_HEADS, key=key))
    titled = read_terms(terms.document() | {"title": title} | ({"draw_key": key} if key else {}))
    assert read_terms(tomllib.loads(written(titled))) == titled


@settings(max_examples=40)
@given(path=st.sampled_from(EXAMPLES), data=st.data())
def test_one_number_typed_anew_changes_that_number_alone(path: Path, data: st.DataObject):
    terms = read_terms(tomllib.loads(path.read_text(encoding="utf-8")))
    found = numbers_of(terms.document())
    if not found:
        return
    number = data.draw(st.sampled_from(found))
    same = changed_terms(terms, Change(number.key, number.value))
    assert same.document() == terms.document()


def test_two_wishes_change_places_and_the_draw_key_stays():
    terms = read_terms_text(terms_text(EQUAL_HEADS))
    changed = changed_terms(terms, Change(order=1))
    assert [wish.kind for wish in changed.objectives] == ["months-in-captivity", "persons-home"]
    assert changed.draw_key == terms.draw_key


# --- the answer -----------------------------------------------------------------------------------------------------


@pytest.fixture
def plan(searched: None) -> PlanRecord:
    return planned(saved_terms(EQUAL_HEADS, FROM_KARST))


@pytest.mark.django_db
def test_the_answer_is_what_a_plan_under_the_changed_terms_says_and_nothing_is_kept(plan: PlanRecord):
    before = (PlanRecord.objects.count(), TermsVersion.objects.count())
    answer = answer_what_if(plan, Change(UP_TO, 2), time_limit=30)
    assert (PlanRecord.objects.count(), TermsVersion.objects.count()) == before
    later = planned(saved_terms('kind = "equal-heads"\nup_to = 2', FROM_KARST, title="Invented"))
    going = {one.unit_id: one.in_package for one in plan.lines.all()}
    moved = {one.unit_id: one.code for one in later.lines.all() if one.in_package != going[one.unit_id]}
    assert moved
    assert {each["unit"]: each["after"]["code"] for each in answer["moved"]} == moved
    assert answer["levels"] == later.summary["levels"]


@pytest.mark.django_db
def test_counts_by_category_add_up_to_those_who_move(plan: PlanRecord):
    answer = answer_what_if(plan, Change(UP_TO, 1), time_limit=30)
    out = [each for each in answer["moved"] if each["to"] == "out"]
    assert sum(row["out"] for row in answer["counts"]) >= len(out) == 6
    assert not any(row["in"] for row in answer["counts"])


# --- the page -------------------------------------------------------------------------------------------------------


def address(plan: PlanRecord, query: str = "") -> str:
    return f"/exchange/plans/{plan.number}/what-if/{query}"


@pytest.mark.django_db
def test_an_officer_sees_case_numbers_and_no_names_and_writes_the_change_as_terms(plan: PlanRecord):
    officer = client_of(list_officer())
    assert "See who would move" in officer.get(address(plan)).content.decode()
    page = officer.get(address(plan, f"?term={UP_TO}&value=2"))
    told = page.content.decode()
    assert page.status_code == 200
    assert page.context["out_count"] == 4
    assert len(page.context["moves"][1]["rows"]) == 4
    assert not [person.surname for person in Person.objects.all() if person.surname and person.surname in told]
    text = officer.get(page.context["write_url"]).context["form"].initial["text"]
    assert read_terms_text(text).document()["clauses"][0]["up_to"] == 2
    assert TermsVersion.objects.count() == 1


@pytest.mark.django_db
def test_who_may_not_read_the_register_sees_counts_alone(plan: PlanRecord):
    page = client_of(auditor()).get(address(plan, f"?term={UP_TO}&value=2"))
    assert page.context["out_count"] == 4
    assert not page.context["moves"][0]["rows"]
    assert not page.context["moves"][1]["rows"]
    assert "NH-0" not in page.content.decode()
    assert page.context["write_url"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["?term=clauses/9/up_to&value=2", "?term=clauses/1/up_to&value=x", "?order=7", "?order=²"]
)
def test_a_term_that_is_not_there_is_said_so(plan: PlanRecord, query: str):
    assert client_of(list_officer()).get(address(plan, query)).status_code == 400


@pytest.mark.django_db
def test_a_change_that_no_package_satisfies_names_the_clauses(searched: None):
    least = 'kind = "at-least"\nside = "NORTH"\ncategory = "SERIOUSLY_WOUNDED"\ncount = 1'
    plan = planned(saved_terms(least))
    page = client_of(list_officer()).get(address(plan, "?term=clauses/1/count&value=9"))
    assert page.status_code == 200
    assert "With this change there is no plan" in page.content.decode()


LATER = (
    terms_text('kind = "heads"\nratio = [1, 1]\ntolerance = 1', 'kind = "all-for-all"\ncategory = "WOMEN"')
    .replace("format = 1", "format = 2", 1)
    .replace(
        'kind = "months-in-captivity"', 'kind = "fair-shares"\n[[objectives]]\nkind = "months-in-captivity"\nbonus = 3'
    )
)


@pytest.mark.django_db
def test_terms_of_the_later_format_are_shown_planned_and_changed(searched: None):
    plan = planned(save_terms(actor=actor_with("list_officer"), text=LATER))
    officer = client_of(list_officer())
    page = officer.get(f"/exchange/plans/{plan.number}/").content.decode()
    assert "Tolerance: 1." in page
    assert "the smallest share first" in page
    assert "3 more for each round passed over" in page
    for there in ("terms/1/", "lists/formula/", "plans/compare/?before=1&after=1"):
        assert officer.get(f"/exchange/{there}").status_code == 200, there
    found = officer.get(address(plan, "?term=clauses/1/tolerance&value=0"))
    assert found.context["out_count"] == 1


@pytest.mark.django_db
def test_terms_of_three_parties_make_no_plan_here_and_the_cure_is_said(searched: None):
    text = LATER.replace('["NORTH", "SOUTH"]', '["NORTH", "SOUTH", "EAST"]').replace(
        'kind = "heads"', 'kind = "heads"\nbetween = ["NORTH", "SOUTH"]'
    )
    text = text.replace('kind = "all-for-all"', 'kind = "all-for-all"\nbetween = ["NORTH", "SOUTH"]')
    job = asked(save_terms(actor=actor_with("list_officer"), text=text))
    assert job.state == Job.State.FAILED
    assert not PlanRecord.objects.exists()
    assert client_of(list_officer()).get("/exchange/lists/formula/").status_code == 200
