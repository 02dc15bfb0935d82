"""Promises of proposals: recomputed whole before anything is stored, under this node's own persons."""

import copy
import json
from dataclasses import replace

import pytest

from cast import actor_with
from desks.exchange.given import EQUAL_HEADS, planned, saved_terms
from homeward.base.errors import ConflictError, InputError, NewerFormatError, RefusedError, TamperedError
from homeward.desks.exchange.actions import UnknownPersonsError, take_proposal, withdraw_plan
from homeward.desks.exchange.checking import check
from homeward.desks.exchange.lists import offer_document, request_document
from homeward.desks.exchange.models import ListVersion, PlanRecord, TermsVersion
from homeward.desks.exchange.queries import compared_with_own_lists, proposal_document
from homeward.desks.register.actions import undo_import
from homeward.desks.register.models import Batch, Person
from homeward.engine.sealing import canonical_bytes, digest
from homeward.office.journal.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]
FROM = "a" * 64


@pytest.fixture
def document() -> dict:
    """The proposal of a plan made on another node: nothing of it lies here any more."""
    record = planned(saved_terms(EQUAL_HEADS))
    told = proposal_document(viewer=actor_with("intermediary_desk"), plan_number=record.number)
    PlanRecord.objects.all().delete()
    TermsVersion.objects.all().delete()
    return json.loads(canonical_bytes(told))


def taken(document: dict) -> PlanRecord:
    return take_proposal(actor=actor_with("list_officer"), document=document, came_from=FROM)


def stored_list(kind: str, document: dict) -> ListVersion:
    data = canonical_bytes(document)
    return ListVersion.objects.create(
        kind=kind,
        party=document["party"],
        other=document["to"],
        number=document["number"],
        document=data,
        digest=digest(data),
        rows=len(document["rows"]),
        by="x",
    )


def test_a_taken_proposal_is_the_plan_with_this_nodes_persons_and_checks_clean(document):
    record = taken(document)
    assert record.came_from == FROM
    assert record.job_id == f"proposal-{record.hash}"
    assert record.hash == digest(canonical_bytes(document["plan"]))
    assert record.lines.count() == len(document["units"]) == 16
    line = record.lines.get(unit_id="SOUTH/SH-002")
    assert line.person_id == Person.objects.get(party="SOUTH", kind="held", list_id="SH-002").pk
    assert line.home_id == ""
    check(PlanRecord.objects.get())
    facts = json.loads(bytes(JournalEntry.objects.order_by("-seq")[0].body))["facts"]
    assert (facts["hash"], facts["came_from"]) == (record.hash, FROM)


def test_the_same_proposal_twice_is_the_same_record(document):
    first, entries = taken(document), JournalEntry.objects.count()
    officer = actor_with("list_officer")
    assert take_proposal(actor=officer, document=document, came_from="b" * 64) == first
    assert (PlanRecord.objects.count(), TermsVersion.objects.count()) == (1, 1)
    # Making the officer is the one entry.
    assert JournalEntry.objects.count() == entries + 1


def test_the_home_record_is_that_of_this_nodes_own_last_request(document):
    missing = Person.objects.filter(party="NORTH", kind="missing").order_by("number")[0]
    for number, asked in ((1, {"SH-001": "nobody", "SH-002": missing.list_id}), (2, {"SH-001": missing.list_id})):
        stored_list("request", request_document(party="NORTH", to="SOUTH", number=number, asked=asked))
    record = taken(document)
    assert record.lines.get(unit_id="SOUTH/SH-001").home_id == missing.pk
    assert record.lines.exclude(home_id="").count() == 1


def test_persons_unknown_here_are_counted_and_nothing_is_stored(document):
    batch = Batch.objects.get(party="SOUTH", kind="held")
    undo_import(actor=actor_with("registrar"), batch_id=batch.pk, reason="WRONG_FILE")
    with pytest.raises(UnknownPersonsError) as caught:
        taken(document)
    assert caught.value.count == 7
    assert "7 persons" in caught.value.message
    assert "Import" in caught.value.cure
    assert not PlanRecord.objects.exists()
    assert not TermsVersion.objects.exists()


def _other_terms(told: dict) -> None:
    told["terms_text"] = told["terms_text"].replace("up_to = 4", "up_to = 3")


def _other_terms_in_both(told: dict) -> None:
    _other_terms(told)
    told["terms"]["clauses"][0]["up_to"] = 3


def _one_year_longer(told: dict) -> None:
    next(unit for unit in told["units"] if unit["status"] == "FREE")["months_held"] += 12


def _a_person_less(told: dict) -> None:
    told["units"].pop()


def _another_key(told: dict) -> None:
    told["plan"]["draw"]["key"] = "f" * 64


def _swapped(told: dict) -> None:
    seat, stay = told["plan"]["package"][0]["seats"][-1], told["plan"]["stay"][0]
    seat["id"], stay["id"] = stay["id"], seat["id"]


def _one_more_in_the_counts(told: dict) -> None:
    told["plan"]["counts"][0]["exchanged"] += 1


def _a_remark(told: dict) -> None:
    told["plan"]["remark"] = "signed"


def _units_out_of_order(told: dict) -> None:
    told["units"].reverse()


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (_other_terms, "terms"),
        (_other_terms_in_both, "terms"),
        (_one_year_longer, "inputs_digest"),
        (_a_person_less, "inputs_digest"),
        (_another_key, "draw.key"),
        (_swapped, "package"),
        (_one_more_in_the_counts, "counts"),
        (_a_remark, "remark"),
        (_units_out_of_order, "units"),
    ],
)
def test_whatever_differs_is_named_and_nothing_is_stored(document, spoil, where):
    told = copy.deepcopy(document)
    spoil(told)
    with pytest.raises(TamperedError, match=where):
        taken(told)
    assert not PlanRecord.objects.exists()
    assert not TermsVersion.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"note": "x"}, InputError),
        ({"format": 2}, NewerFormatError),
        ({"format": True}, InputError),
        ({"type": "homeward.offer"}, InputError),
        ({"terms_text": 1}, InputError),
        ({"terms_text": "a = "}, InputError),
        ({"units": [1]}, InputError),
        ({"plan": []}, TamperedError),
        ({"plan": {"x": 1.5}}, InputError),
    ],
)
def test_what_is_no_proposal_of_this_format_is_refused(document, changes, error):
    with pytest.raises(error):
        taken(document | changes)
    assert not PlanRecord.objects.exists()


@pytest.mark.parametrize("role", ["decision_maker", "registrar", "auditor"])
def test_only_who_writes_lists_takes_a_proposal(document, role):
    with pytest.raises(RefusedError):
        take_proposal(actor=actor_with(role), document=document, came_from=FROM)


def test_a_withdrawn_plan_is_proposed_to_nobody():
    record = planned(saved_terms(EQUAL_HEADS))
    officer = actor_with("list_officer")
    withdraw_plan(actor=officer, number=record.number, why="MISTAKE")
    with pytest.raises(ConflictError):
        proposal_document(viewer=officer, plan_number=record.number)


def test_a_proposal_is_compared_with_what_this_node_offered_and_asked_for(document):
    record, officer = taken(document), actor_with("list_officer")
    assert compared_with_own_lists(viewer=officer, plan_number=record.number).lists == []
    north = [person.as_listed() for person in Person.objects.filter(party="NORTH", kind="held").order_by("list_id")]
    numbered = dict(Person.objects.filter(party="NORTH", kind="held").values_list("pk", "list_id"))
    offered = [_under(person, numbered[person.id]) for person in north]
    asked = {unit["id"].partition("/")[2]: unit["id"] for unit in document["units"] if unit["holder"] == "SOUTH"}
    stored_list("offer", offer_document(party="NORTH", to="SOUTH", number=1, persons=offered))
    stored_list("request", request_document(party="NORTH", to="SOUTH", number=1, asked=asked))
    same = compared_with_own_lists(viewer=officer, plan_number=record.number)
    assert same.lists == [("offer", 1, "SOUTH"), ("request", 1, "SOUTH")]
    assert same.counts == {}
    vetoed = [_under(offered[0], offered[0].id, region="Elsewhere"), _under(offered[4], "NH-999"), *offered[2:]]
    stored_list("offer", offer_document(party="NORTH", to="SOUTH", number=2, persons=vetoed))
    less = dict(list(asked.items())[2:])
    stored_list("request", request_document(party="NORTH", to="SOUTH", number=2, asked=less))
    counts = compared_with_own_lists(viewer=officer, plan_number=record.number).counts
    assert counts["TOLD_OTHERWISE"] == 1
    assert counts["LEFT_OUT"] == 1
    assert counts["NOT_OFFERED"] == 1
    assert counts["NOT_ASKED_FOR"] == 2


def _under(person, list_id: str, **changes):
    return replace(person, id=list_id, **changes)
