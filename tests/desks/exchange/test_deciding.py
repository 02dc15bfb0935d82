"""Promises of the decision and of the papers: two people, checked bytes, every paper in the journal."""

import hashlib
import json

import pytest

from cast import actor_with, officer_with
from desks.exchange.given import EQUAL_HEADS, planned, saved_terms
from homeward.base.errors import ConflictError, InputError, RefusedError, TamperedError
from homeward.desks.exchange.actions import SamePersonError, approve_plan, print_manifest, withdraw_plan
from homeward.desks.exchange.checking import PlanAlteredError, check
from homeward.desks.exchange.models import PlanLine, PlanRecord
from homeward.desks.exchange.papers import manifest_paper
from homeward.engine.sealing import canonical_bytes, digest, read_strict
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]
State = PlanRecord.State


def last_facts() -> dict:
    return json.loads(bytes(JournalEntry.objects.order_by("-seq")[0].body))["facts"]


def paper_of(actor: Actor, record: PlanRecord, holder: str = "NORTH"):
    return manifest_paper(
        viewer=actor, record=record, holder=holder, destination="SOUTH" if holder == "NORTH" else "NORTH"
    )


def test_another_person_approves_and_the_journal_holds_plan_hash_and_count():
    record = planned(saved_terms(EQUAL_HEADS))
    decider = actor_with("decision_maker")
    approved = approve_plan(actor=decider, number=record.number, persons=record.persons)
    assert (approved.state, approved.approved_by) == (State.APPROVED, decider.officer_id)
    assert last_facts() == {"plan": 1, "hash": record.hash, "persons": record.persons}


def test_who_made_the_plan_does_not_approve_it_even_with_both_roles():
    both = officer_with("list_officer", "decision_maker").as_actor()
    record = planned(saved_terms(EQUAL_HEADS), both)
    with pytest.raises(SamePersonError):
        approve_plan(actor=both, number=record.number, persons=record.persons)
    assert PlanRecord.objects.get().state == State.MADE


@pytest.mark.parametrize("role", ["list_officer", "auditor", "registrar", "tracing_officer"])
def test_no_other_role_approves(role):
    record = planned(saved_terms(EQUAL_HEADS))
    with pytest.raises(RefusedError):
        approve_plan(actor=actor_with(role), number=record.number, persons=record.persons)


def test_a_wrong_count_approves_nothing():
    record = planned(saved_terms(EQUAL_HEADS))
    with pytest.raises(InputError):
        approve_plan(actor=actor_with("decision_maker"), number=record.number, persons=record.persons + 1)
    assert PlanRecord.objects.get().state == State.MADE


def test_a_plan_drawn_with_a_trial_key_cannot_be_approved():
    record = planned(saved_terms(EQUAL_HEADS, key=""))
    assert record.summary["obstacles"] == ["TRIAL"]
    with pytest.raises(ConflictError):
        approve_plan(actor=actor_with("decision_maker"), number=record.number, persons=record.persons)


def test_a_withdrawn_plan_stays_readable_and_nothing_is_printed_from_it():
    officer = actor_with("list_officer")
    record = planned(saved_terms(EQUAL_HEADS))
    paper = paper_of(officer, record)
    withdraw_plan(actor=officer, number=record.number, why="LISTS_CHANGED")
    record = PlanRecord.objects.get()
    assert (record.state, record.withdrawn_why) == (State.WITHDRAWN, "LISTS_CHANGED")
    assert record.lines.count() == 16
    with pytest.raises(ConflictError):
        paper_of(officer, record)
    with pytest.raises(ConflictError):
        print_manifest(actor=officer, number=record.number, paper=paper)
    with pytest.raises(ConflictError):
        withdraw_plan(actor=officer, number=record.number, why="MISTAKE")


def test_an_approved_plan_is_withdrawn_by_who_may_approve_and_a_reason_is_needed():
    record = planned(saved_terms(EQUAL_HEADS))
    decider = actor_with("decision_maker")
    approve_plan(actor=decider, number=record.number, persons=record.persons)
    with pytest.raises(RefusedError):
        withdraw_plan(actor=actor_with("list_officer"), number=record.number, why="MISTAKE")
    with pytest.raises(InputError):
        withdraw_plan(actor=decider, number=record.number, why="because")
    withdraw_plan(actor=decider, number=record.number, why="NOT_AGREED")
    assert last_facts()["why"] == "NOT_AGREED"


def test_a_printed_manifest_repeats_its_bytes_and_the_journal_keeps_its_hash():
    officer = actor_with("list_officer")
    record = planned(saved_terms(EQUAL_HEADS))
    paper = print_manifest(actor=officer, number=record.number, paper=paper_of(officer, record))
    assert paper.content.startswith(b"%PDF")
    assert paper.persons == 5
    facts = last_facts()
    assert facts["sha256"] == hashlib.sha256(paper.content).hexdigest()
    assert (facts["plan"], facts["persons"], facts["list"]) == (1, 5, paper.list_id)
    assert paper_of(officer, record).content == paper.content


def test_only_a_list_officer_prints():
    record = planned(saved_terms(EQUAL_HEADS))
    with pytest.raises(RefusedError):
        paper_of(actor_with("decision_maker"), record)


def test_an_untouched_plan_checks_clean():
    planned(saved_terms(EQUAL_HEADS))
    check(PlanRecord.objects.get())
    planned(saved_terms(EQUAL_HEADS, key="", title="Trial"))
    check(PlanRecord.objects.get(number=2))


def _swap_two_persons(record: PlanRecord) -> None:
    """Somebody who stays takes the last seat, and the hash is made to fit."""
    document = read_strict(bytes(record.document))
    seat, stay = document["package"][0]["seats"][-1], document["stay"][0]
    seat["id"], stay["id"] = stay["id"], seat["id"]
    data = canonical_bytes(document)
    PlanRecord.objects.update(document=data, hash=digest(data))


def _say_another_hash(record: PlanRecord) -> None:
    PlanRecord.objects.update(hash="0" * 64)


def _one_seat_more_in_the_figures(record: PlanRecord) -> None:
    record.summary["directions"][0]["exchanged"] += 1
    record.save(update_fields=["summary"])


def _let_a_line_tell_another_reason(record: PlanRecord) -> None:
    PlanLine.objects.filter(unit_id="NORTH/NH-004").update(code="not requested", detail={})


def _hold_somebody_a_year_longer(record: PlanRecord) -> None:
    units = read_strict(bytes(record.units))
    next(unit for unit in units if unit["status"] == "FREE")["months_held"] += 12
    PlanRecord.objects.update(units=canonical_bytes(units))


def _break_the_document(record: PlanRecord) -> None:
    PlanRecord.objects.update(document=bytes(record.document)[:-2])


def _drop_a_line(record: PlanRecord) -> None:
    record.lines.last().delete()


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (_swap_two_persons, "package"),
        (_say_another_hash, "hash"),
        (_one_seat_more_in_the_figures, "summary"),
        (_let_a_line_tell_another_reason, "NORTH/NH-004"),
        (_hold_somebody_a_year_longer, "inputs_digest"),
        (_break_the_document, "document"),
        (_drop_a_line, "line"),
    ],
)
def test_a_tampered_plan_is_found_and_the_place_is_named(tamper, place):
    record = planned(saved_terms(EQUAL_HEADS))
    tamper(record)
    with pytest.raises(TamperedError, match=place):
        check(PlanRecord.objects.get())


@pytest.mark.parametrize("tamper", [_swap_two_persons, _hold_somebody_a_year_longer, _break_the_document])
def test_nothing_is_printed_from_a_tampered_plan(tamper):
    record = planned(saved_terms(EQUAL_HEADS))
    tamper(record)
    with pytest.raises(TamperedError):
        paper_of(actor_with("list_officer"), PlanRecord.objects.get())


def test_terms_inputs_and_plan_changed_together_are_still_told_by_the_journal():
    planned(saved_terms(EQUAL_HEADS))
    other = planned(saved_terms(EQUAL_HEADS.replace("4", "3")))
    columns = ("terms_id", "document", "hash", "units", "run_record", "summary")
    PlanRecord.objects.filter(number=1).update(**{name: getattr(other, name) for name in columns})
    forged = PlanRecord.objects.get(number=1)
    with pytest.raises(PlanAlteredError, match="journal"):
        check(forged)
    with pytest.raises(PlanAlteredError, match="journal"):
        paper_of(actor_with("list_officer"), forged)
