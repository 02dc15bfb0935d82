"""Harm that other registers did, as promises of this one (H-7, H-8, H-9, H-15)."""

import csv
import io
import json
from itertools import permutations

import pytest

from cast import auditor, client_of, decision_maker, officer_with, registrar
from desks.register.given import ROWS, batch_of, csv_bytes, party
from homeward.desks.families.grading import verdict_of
from homeward.desks.register.actions import (
    add_evidence,
    correct_person,
    settle_value,
    undo_import,
)
from homeward.desks.register.models import Person
from homeward.desks.register.queries import knowledge_of, person_visible_to
from homeward.desks.register.queries.touched import touched_by
from homeward.office.accounts.models import EmergencyOpening
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry, Look

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    party()
    return registrar().as_actor()


def test_h07_an_import_names_every_record_it_touched_the_row_and_the_importer(actor):
    """H-7: given a mass import, when it ends, then the log names every record touched, the row it came from and the
    importer."""
    batch_of(actor)
    importer = registrar()
    changed = ("N-1", "Verbenko", "Mykola", "Petrovych", "08.03.1998", "soldier", "0012345", "3rd company")
    wrong = ("N-8", "Nobody", "Y", "", "31.02.1998", "", "", "")
    batch = batch_of(importer.as_actor(), csv_bytes([changed, ROWS[1], wrong, ("N-9", "Newcomer", *[""] * 6)]))
    client = client_of(auditor())
    entry = client.get("/journal/", {"kind": "register.commit_import"}).context["entries"][0]
    page = client.get(entry["rows"])
    rows = list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"))))[1:]
    known = {person.list_id: person.pk for person in Person.objects.all()}
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("2", "conflict", known["N-1"]),
        ("3", "same", known["N-2"]),
        ("4", "rejected", ""),
        ("5", "new", known["N-9"]),
    ]
    assert {(row[4], row[5]) for row in rows} == {(importer.display_name, batch.committed_at.isoformat())}
    assert entry["who"] == importer.display_name
    assert "Newcomer" not in page.content.decode()


def test_h07_the_journal_entry_fixes_which_row_touched_which_record(actor):
    """H-7, kept: the rows are told again from the tables, and the entry holds their digest, so none can be moved."""
    batch = batch_of(actor)
    entry = json.loads(bytes(JournalEntry.objects.get(kind="register.commit_import").body))
    assert (entry["actor"], entry["subjects"]) == (actor.officer_id, [batch.pk])
    assert touched_by(viewer=actor, batch_id=batch.pk).digest == entry["facts"]["records"]
    undo_import(actor=actor, batch_id=batch.pk, reason="TRAINING")
    assert touched_by(viewer=actor, batch_id=batch.pk).digest == entry["facts"]["records"]
    Person.objects.filter(list_id="N-1").update(row=1)
    assert touched_by(viewer=actor, batch_id=batch.pk).digest != entry["facts"]["records"]


def test_h07_what_an_import_touched_is_for_who_imports_and_who_audits_and_is_a_look(actor):
    batch = batch_of(actor)
    for role in ("tracing_officer", "decision_maker", "administrator", "registrar", "auditor"):
        officer = officer_with(role)
        may = role in ("registrar", "auditor", "decision_maker")
        assert client_of(officer).get(f"/register/batches/{batch.pk}/records.csv").status_code == (200 if may else 403)
        assert Look.objects.filter(viewer=officer.pk, what="register.touched").count() == may
    assert client_of(auditor()).get("/register/batches/none/records.csv").status_code == 404


def test_h08_a_clerk_who_opens_a_record_and_changes_nothing_is_found_by_the_auditor(actor):
    """H-8: given a clerk who opens a record and changes nothing, when the auditor asks who saw it, then the read is
    there with time, role and purpose."""
    batch_of(actor)
    person, clerk, before = Person.objects.get(list_id="N-1"), officer_with("tracing_officer"), clock.now()
    assert client_of(clerk).get(f"/register/persons/{person.pk}/").status_code == 200
    looks = client_of(auditor()).get("/look-log/", {"party": "NORTH"}).context["looks"]
    seen = [look for look in looks if look["who"] == clerk.display_name]
    assert len(seen) == 1
    assert before <= seen[0]["at"] <= clock.now()
    assert (seen[0]["roles"], seen[0]["what"]) == ("tracing officer", "register.person")


def test_h08_where_no_role_opens_a_record_the_typed_purpose_stands_with_the_read(actor):
    """H-8, purpose: a role names the work a record is opened for; whoever comes without it gives a reason first."""
    batch_of(actor)
    person, helper, judge = Person.objects.get(list_id="N-1"), officer_with("psychologist"), decision_maker()
    browser, number = client_of(helper), person_visible_to(viewer=actor, person_id=person.pk).card.case_number
    browser.post("/emergency/", {"person": number, "reason": "life_at_risk", "hours": "2"})
    client_of(judge).post(f"/emergency/{EmergencyOpening.objects.get().pk}/", {"answer": "approve"})
    assert browser.get(f"/register/persons/{person.pk}/").status_code == 200
    looks = client_of(auditor()).get("/look-log/", {"party": "NORTH"}).context["looks"]
    reasons = [look["reason"] for look in looks if look["who"] == helper.display_name]
    assert reasons
    assert all("Life or health of the person is at risk" in reason for reason in reasons)


def two_missing(actor):
    batch_of(actor, kind="missing")
    return "N-1", "N-2"


GRADED = ("REPORTED_CAPTIVE", "CONFIRMED_BY_NEUTRAL", "RETRACTED", "PROBABLY_CAPTIVE")


@pytest.mark.parametrize("order", list(permutations(GRADED, 3)))
def test_h15_the_shown_status_follows_the_evidence_and_not_its_arrival(actor, order):
    """H-15: given two contradicting statuses from two sources, when the later arrives, then both stay, graded, and the
    shown status follows evidence rules, not arrival time."""
    shown = set()
    for list_id, arrival in zip(two_missing(actor), (order, tuple(reversed(order))), strict=True):
        person = Person.objects.get(list_id=list_id)
        for number, code in enumerate(arrival):
            add_evidence(actor=actor, person_id=person.pk, code=code, source=f"officer:{number}")
        record = person_visible_to(viewer=actor, person_id=person.pk)
        assert [(known.status.code, known.source) for known in record.evidence] == [
            (code, f"officer:{number}") for number, code in enumerate(arrival)
        ]
        assert all(known.ended_at is None for known in record.evidence)
        own = knowledge_of(viewer=actor, person_ids=[person.pk])[person.pk]
        told = verdict_of(proven=True, linked=True, own=own, other=[])
        shown.add((tuple(status.code for status in record.card.statuses), told.kind, told.grade))
    assert len(shown) == 1


def test_h15_news_of_a_death_and_of_life_stand_side_by_side_whichever_came_last(actor):
    """H-15 at its gravest: neither word hides the other, and the family hears neither from a page."""
    orders = (("DEATH_CLAIMED", "CONFIRMED_BY_NEUTRAL"), ("CONFIRMED_BY_NEUTRAL", "DEATH_CLAIMED"))
    for list_id, arrival in zip(two_missing(actor), orders, strict=True):
        person = Person.objects.get(list_id=list_id)
        for number, code in enumerate(arrival):
            add_evidence(actor=actor, person_id=person.pk, code=code, source=f"officer:{number}")
        card = person_visible_to(viewer=actor, person_id=person.pk).card
        assert [status.code for status in card.statuses] == ["CONFIRMED_BY_NEUTRAL", "DEATH_CLAIMED"]
        own = knowledge_of(viewer=actor, person_ids=[person.pk])[person.pk]
        assert verdict_of(proven=True, linked=True, own=own, other=[]).kind == "person"


def written_down(person_id: str) -> dict:
    return Person.objects.filter(pk=person_id).values().get()


def test_h09_a_wrongly_settled_conflict_is_undone_and_the_history_shows_both_decisions_and_reasons(actor):
    """H-9: given a wrong merge, when it is undone, then both records are whole again and the history shows both
    decisions and reasons. Here two lists told of one person, the wrong value was taken, and an officer put it right."""
    batch_of(actor)
    person = Person.objects.get(list_id="N-1")
    before = written_down(person.pk)
    batch_of(actor, csv_bytes([("N-1", "Berezenko", *ROWS[0][2:])]))
    row = person.later_rows.get()
    settle_value(actor=actor, person_id=person.pk, field="surname", source=f"row:{row.pk}", word="later")
    assert written_down(person.pk)["surname"] == "Berezenko"
    other = registrar().as_actor()
    values = {"surname": "Verbenko"}
    correct_person(actor=other, person_id=person.pk, seen=2, values=values, reason="DOCUMENT_SEEN")
    after = written_down(person.pk)
    assert {name for name in after if after[name] != before[name]} == {"version"}
    row.refresh_from_db()
    assert (row.values["surname"], row.settled["surname"]["word"]) == ("Berezenko", "later")
    facts = {fact.name: fact for fact in person_visible_to(viewer=actor, person_id=person.pk).facts}
    told = [(value.value, value.reason, value.state) for value in facts["surname"].values]
    assert told == [
        ("Verbenko", "DOCUMENT_SEEN", ""),
        ("Berezenko", "LATER_LIST", "earlier"),
        ("Verbenko", "", "earlier"),
    ]
    decisions = [(change.by, change.reason) for change in person.corrections.order_by("version")]
    assert decisions == [(actor.officer_id, "LATER_LIST"), (other.officer_id, "DOCUMENT_SEEN")]


def test_h09_when_the_list_that_was_wrong_is_undone_the_record_is_whole_and_says_what_was_done(actor):
    """H-9 by the other way: the batch whose value was taken is undone as a whole."""
    batch_of(actor)
    person = Person.objects.get(list_id="N-1")
    before = written_down(person.pk)
    later = batch_of(actor, csv_bytes([("N-1", "Berezenko", *ROWS[0][2:])]))
    source = f"row:{person.later_rows.get().pk}"
    settle_value(actor=actor, person_id=person.pk, field="surname", source=source, word="later")
    undo_import(actor=actor, batch_id=later.pk, reason="WITHDRAWN_BY_SOURCE")
    after = written_down(person.pk)
    assert {name for name in after if after[name] != before[name]} == {"version"}
    reasons = [change.reason for change in person.corrections.order_by("version")]
    assert reasons == ["LATER_LIST", "BATCH_UNDONE"]
    later.refresh_from_db()
    assert (later.undone_by, later.undone_why) == (actor.officer_id, "WITHDRAWN_BY_SOURCE")
