"""Plans from versions of lists and from interviews: nobody travels who did not say yes last, and nobody learns why."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cast import actor_with, auditor, client_of, neutral_interviewer
from desks.exchange.given import EQUAL_HEADS, planned, saved_terms
from desks.exchange.given import asked as job_of
from desks.exchange.rounds import (
    a_request,
    all_taken,
    an_offer,
    asked,
    everybody_asked,
    held_at_the_neutral,
    ids_of,
    offered,
    person_id,
    taken,
)
from engine.planning.invented import NORTH, OTHER, lists, terms_tables
from homeward.base.errors import NoPlanError, TamperedError
from homeward.desks.exchange.actions import draw_up_offer, draw_up_request
from homeward.desks.exchange.checking import PlanAlteredError, check, units_of
from homeward.desks.exchange.interviews import as_interviewed, on_transport
from homeward.desks.exchange.made_from import first_difference
from homeward.desks.exchange.models import Interview, ListVersion, PlanRecord
from homeward.desks.exchange.queries import lines_visible_to
from homeward.desks.exchange.queries.lines import Filter
from homeward.desks.exchange.readings import terms_of
from homeward.desks.exchange.sources import changed_since, sources_for
from homeward.desks.register.models import Batch, Person
from homeward.engine.law.willingness import DOES_NOT_WISH, UNABLE, UNDECIDED, WILLS, WISHES_TO_RETURN
from homeward.engine.planning import gate, plan, read_terms
from homeward.engine.sealing import canonical_bytes, digest, read_strict
from homeward.office.jobs.models import Job
from homeward.office.journal.models import JournalEntry

# --- P-4, without a database ------------------------------------------------------------------------------------------

_talks = st.lists(st.sampled_from(sorted(WILLS)), max_size=4)


@settings(max_examples=60, deadline=None)
@given(terms_tables, lists(), st.lists(_talks, min_size=10, max_size=10))
def test_no_plan_ever_holds_a_person_whose_last_answer_is_not_yes_or_who_was_never_asked(
    table: dict[str, Any], people: Any, talks: list[list[str]]
):
    """P-4: whatever a list claims of the will, whatever was said before, whoever is gravely ill."""
    terms = read_terms({**table, "willingness": "list-column"})
    said = {row.id: answers for (row, _holder, _wanted), answers in zip(people, talks, strict=False)}
    words = {key: on_transport(answers[-1]) for key, answers in said.items() if answers}
    units = [
        gate(
            as_interviewed(replace(row, willingness=""), row.id, words),
            holder=holder, destination=OTHER[holder], requested=wanted, terms=terms,
        )
        for row, holder, wanted in people
    ]  # fmt: skip
    try:
        found = plan(terms, units, draw_key=b"k" * 32, time_limit=None)
    except NoPlanError:
        return
    going = {reason for unit_id, told in found.reasons.items() if told.in_package for reason in [unit_id]}
    for unit_id in going:
        answers = said[unit_id.partition("/")[2]]
        assert answers
        assert answers[-1] == WISHES_TO_RETURN


@given(st.sampled_from(sorted(set(WILLS) - {WISHES_TO_RETURN})), st.sampled_from(["", *sorted(WILLS)]), st.booleans())
def test_the_last_word_on_this_node_stands_before_the_list_and_all_refusals_are_one_unit(
    answer: str, listed: str, ill: bool
):
    for willingness in ("list-column", "ask-later"):
        terms = read_terms({**_TABLE, "willingness": willingness})
        person = offered("P-1", willingness=listed, medical_decision="A" if ill else "", fit_to_travel="yes")
        units = {
            gate(
                as_interviewed(person, "id", {"id": on_transport(each)}),
                holder=NORTH, destination=OTHER[NORTH], requested=True, terms=terms,
            )
            for each in (answer, DOES_NOT_WISH, UNABLE)
        }  # fmt: skip
        [unit] = units
        assert (unit.status, unit.code, unit.exact) == ("NOT_NOW", "not on this transport", "not on this transport")


_TABLE = {
    "format": 1, "title": "Invented", "parties": ["NORTH", "SOUTH"], "reference_date": "2024-08-24",
    "clauses": [], "objectives": [{"kind": "persons-home"}],
}  # fmt: skip


# --- at the neutral ---------------------------------------------------------------------------------------------------


@pytest.fixture
def neutral(db: None, keys: Any) -> None:
    held_at_the_neutral()
    all_taken()


def codes(record: PlanRecord) -> dict[str, str]:
    return dict(record.lines.values_list("unit_id", "code"))


def desk() -> Any:
    return actor_with("intermediary_desk")


def test_the_neutral_plans_from_the_last_versions_without_any_missing_list_or_search(neutral: None):
    everybody_asked()
    record = planned(saved_terms(EQUAL_HEADS), desk())
    assert {(way["from"], way["listed"], way["exchanged"]) for way in record.summary["directions"]} == {
        ("NORTH", 9, 4), ("SOUTH", 7, 4),
    }  # fmt: skip
    assert [(each["kind"], each["party"], each["number"]) for each in record.summary["lists"]] == [
        ("offer", "NORTH", 1), ("offer", "SOUTH", 1), ("request", "NORTH", 1), ("request", "SOUTH", 1),
    ]  # fmt: skip
    assert {each["digest"] for each in record.summary["lists"]} == set(
        ListVersion.objects.values_list("digest", flat=True)
    )
    assert record.summary["interviews"] == 16
    assert record.lines.get(unit_id="NORTH/NH-001").person_id == person_id("NH-001")
    assert set(record.lines.values_list("home_id", flat=True)) == {""}
    check(record)


def test_a_new_version_moves_the_plan_and_the_record_tells_which_one(neutral: None):
    everybody_asked()
    terms = saved_terms(EQUAL_HEADS)
    first = planned(terms, desk())
    taken(a_request("SOUTH", 2, ids_of("NORTH")[:2]))
    taken(an_offer("NORTH", 2, changes={"NH-001": {"veto": "SECURITY"}}))
    second = planned(terms, desk())
    told = codes(second)
    assert told["NORTH/NH-001"] == "veto by holder"
    assert told["NORTH/NH-009"] == "not requested"
    assert {each["number"] for each in second.summary["lists"]} == {1, 2}
    check(first)
    check(second)
    assert changed_since(viewer=desk(), terms=terms_of(terms), units=units_of(second)) == 0
    assert changed_since(viewer=desk(), terms=terms_of(terms), units=units_of(first)) == 8


def test_the_plans_page_names_its_versions_and_leads_to_the_formula_check_of_that_round(neutral: None):
    everybody_asked()
    record = planned(saved_terms(EQUAL_HEADS), desk())
    taken(an_offer("NORTH", 2, ids=["NH-001"]))
    browser = client_of(auditor())
    made_from = browser.get(f"/exchange/plans/{record.number}/check/").context["made_from"]
    assert [each["number"] for each in made_from["lists"]] == [1, 1, 1, 1]
    assert made_from["interviews"] == 16
    page = browser.get(made_from["formula_url"])
    assert [way["offer"] for way in page.context["ways"]] == [1, 1]
    assert browser.get(made_from["lists"][0]["url"]).status_code == 200


def test_an_offer_of_persons_whom_the_register_does_not_know_is_told_with_its_count_and_cure(neutral: None):
    taken(an_offer("NORTH", 2, ids=["NH-001", "NH-801", "NH-802"]))
    job = job_of(saved_terms(EQUAL_HEADS), desk())
    assert job.state == Job.State.FAILED
    assert "2 persons" in job.message
    assert "Take in that party's list of persons first" in job.cure


def test_nothing_is_planned_before_anybody_was_asked_and_the_cure_names_the_interviewer(neutral: None):
    job = job_of(saved_terms(EQUAL_HEADS), desk())
    assert job.state == Job.State.FAILED
    assert "asked" in job.message
    assert "interviewer" in job.cure
    provisional = planned(saved_terms(EQUAL_HEADS, willingness="ask-later"), desk())
    assert provisional.summary["obstacles"] == ["PROVISIONAL"]


def test_a_plan_holds_nobody_who_declined_was_undecided_unable_or_never_asked(neutral: None):
    who = everybody_asked()
    for list_id, answer in (("NH-001", DOES_NOT_WISH), ("NH-002", UNDECIDED), ("SH-001", UNABLE)):
        asked(who, list_id, answer)
    Interview.objects.filter(person_id=person_id("SH-002")).delete()
    told = codes(planned(saved_terms(), desk()))
    kept = {unit_id for unit_id, code in told.items() if code == "not on this transport"}
    assert kept == {"NORTH/NH-001", "NORTH/NH-002", "SOUTH/SH-001", "SOUTH/SH-002"}
    asked(who, "NH-001")
    assert codes(planned(saved_terms(EQUAL_HEADS), desk()))["NORTH/NH-001"] != "not on this transport"


def test_different_refusals_and_unfitness_are_one_and_the_same_everywhere_but_with_the_interviewer(neutral: None):
    who = everybody_asked()
    taken(an_offer("NORTH", 2, changes={"NH-003": {"fit_to_travel": "no"}}))
    asked(who, "NH-001", DOES_NOT_WISH)
    asked(who, "NH-002", "WISHES_THIRD_STATE")
    Interview.objects.filter(person_id=person_id("NH-004")).delete()
    record = planned(saved_terms(), desk())
    page = lines_visible_to(viewer=actor_with("auditor"), plan=record, chosen=Filter(code="not on this transport"))
    lines = {row.line.unit_id: (row.line.in_package, row.line.code, row.line.detail) for row in page.rows}
    assert set(lines) == {f"NORTH/NH-00{number}" for number in range(1, 5)}
    assert len({str(told) for told in lines.values()}) == 1
    units = {unit["id"]: unit for unit in read_strict(bytes(record.units))}
    alike = [{**units[unit_id], "id": ""} for unit_id in lines]
    assert all(unit == alike[0] for unit in alike)
    stored = bytes(record.document) + bytes(record.units) + bytes(record.run_record) + str(record.summary).encode()
    stored += b"".join(bytes(entry.body) for entry in JournalEntry.objects.all())
    for word in (b"declined", b"third", b"THIRD", b"held back", b"not fit", b"on_transport", b"NOT_THIS_TIME"):
        assert word not in stored


def test_article_109_needs_fitness_and_a_yes_here_too(neutral: None):
    who = everybody_asked()
    changes = {"NH-001": {"medical_decision": "A", "fit_to_travel": "yes"}, "NH-002": {"medical_decision": "A"}}
    taken(an_offer("NORTH", 2, changes=changes))
    terms = saved_terms('kind = "equal-heads"\nheads = 0')
    record = planned(terms, desk())
    assert list(record.lines.filter(in_package=True).values_list("unit_id", flat=True)) == ["NORTH/NH-001"]
    asked(who, "NH-001", DOES_NOT_WISH)
    assert not planned(terms, desk()).lines.filter(in_package=True).exists()


# --- the check stays a check -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "altered",
    [
        {"interviews": 15},
        {"lists": []},
        {"lists": "digest"},
        {"lists": "number"},
    ],
)
def test_a_summary_that_names_other_lists_or_interviews_than_the_journal_is_found(
    neutral: None, altered: dict[str, Any]
):
    everybody_asked()
    record = planned(saved_terms(EQUAL_HEADS), desk())
    summary = dict(record.summary)
    if isinstance(altered.get("lists"), str):
        first, *others = summary["lists"]
        changed = {"digest": "0" * 64, "number": 2}[altered["lists"]]
        altered = {"lists": [{**first, altered["lists"]: changed}, *others]}
    PlanRecord.objects.filter(pk=record.pk).update(summary=summary | altered)
    record.refresh_from_db()
    with pytest.raises(PlanAlteredError, match="lists"):
        check(record)


def test_units_that_are_not_what_the_lists_say_are_found_though_every_digest_was_mended(neutral: None):
    """Somebody with the whole database swaps a list: the units still tell the old one."""
    everybody_asked()
    record = planned(saved_terms(EQUAL_HEADS), desk())
    assert first_difference(record, units_of(record)) == ""
    data = canonical_bytes(an_offer("NORTH", changes={"NH-005": {"veto": "SECURITY"}}))
    ListVersion.objects.filter(kind="offer", party="NORTH").update(document=data, digest=digest(data))
    mended = [
        {**each, "digest": digest(data)} if (each["kind"], each["party"]) == ("offer", "NORTH") else each
        for each in record.summary["lists"]
    ]
    record.summary = record.summary | {"lists": mended}
    assert first_difference(record, units_of(record)) == "units (NORTH/NH-005)"
    ListVersion.objects.filter(kind="offer", party="NORTH").update(document=b"{}")
    with pytest.raises(TamperedError):
        first_difference(record, units_of(record))


def test_a_list_swapped_without_mending_stops_the_check_and_the_next_plan(neutral: None):
    everybody_asked()
    record = planned(saved_terms(EQUAL_HEADS), desk())
    other = canonical_bytes(an_offer("NORTH", ids=["NH-001"]))
    ListVersion.objects.filter(kind="offer", party="NORTH").update(document=other)
    with pytest.raises(TamperedError):
        check(record)
    assert "not what was stored" in job_of(record.terms, desk()).message


# --- a single node ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("searched", "keys")
@pytest.mark.django_db
def test_lists_drawn_up_on_a_single_node_and_a_yes_of_everybody_give_the_bytes_of_register_and_tracing():
    terms = saved_terms(EQUAL_HEADS)
    Person.objects.filter(kind="held").update(willingness=WISHES_TO_RETURN)
    before = planned(terms)
    assert before.summary["lists"] == []
    assert before.summary["interviews"] == 0
    officer = actor_with("list_officer")
    for party, other in OTHER.items():
        draw_up_offer(actor=officer, party=party, to=other)
        draw_up_request(actor=officer, party=party, to=other)
    everybody_asked()
    after = planned(terms)
    assert bytes(after.document) == bytes(before.document)
    assert dict(after.lines.values_list("unit_id", "home_id")) == dict(before.lines.values_list("unit_id", "home_id"))
    assert len(after.summary["lists"]) == 4
    check(before)
    check(after)


@pytest.mark.usefixtures("searched", "keys")
@pytest.mark.django_db
def test_an_interview_on_this_node_stands_before_what_the_register_list_says():
    who = neutral_interviewer().as_actor()
    asked(who, "NH-005", UNDECIDED)
    asked(who, "NH-002")
    record = planned(saved_terms())
    told = codes(record)
    assert told["NORTH/NH-005"] == "not on this transport"
    assert told["NORTH/NH-002"] != "not on this transport"
    assert record.summary["interviews"] == 2


@pytest.mark.usefixtures("searched", "keys")
@pytest.mark.django_db
def test_an_offer_alone_narrows_who_is_held_and_tracing_still_asks():
    everybody_asked()
    officer = actor_with("list_officer")
    taken(an_offer("NORTH", ids=ids_of("NORTH")[4:]), officer)
    terms = saved_terms()
    found = sources_for(viewer=officer, terms=terms_of(terms))
    assert {person.id for side in found.sides if side.party == "NORTH" for person in side.held} == set(
        ids_of("NORTH")[4:]
    )
    told = codes(planned(terms))
    assert told["NORTH/NH-009"] == "not requested"
    assert "NORTH/NH-001" not in told
    assert Batch.objects.exists()
