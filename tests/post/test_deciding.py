"""What a person decides: on a held item with their own right, on a file in quarantine with a line in the journal."""

import json
from datetime import timedelta

import pytest

from cast import actor_with
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.register.actions import commit_import
from homeward.desks.register.models import Batch, Person
from homeward.engine.sealing import merkle
from homeward.engine.sealing.bundle import BundleRefusedError
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import THE_NODE
from homeward.post.deciding import accept_item, decline_item, set_aside, take_from_quarantine
from homeward.post.models import Arrival, OwedReceipt, Quarantined, ReceivedItem
from homeward.post.receiving import State, receive
from post.correspondent import ROW, Correspondent, a_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(north: Correspondent) -> ReceivedItem:
    rows = [{**ROW, "id": f"p-{number}", "surname": name} for number, name in enumerate(['O"Neil, jr', "=1+1", "Їжак"])]
    receive(north.bundle(north.item(a_list(rows=rows))), gate="stick")
    return ReceivedItem.objects.get()


def test_a_held_list_becomes_a_proposal_that_the_registrar_commits(held: ReceivedItem):
    registrar = actor_with("registrar")
    item = accept_item(actor=registrar, item_pk=held.pk)
    batch = Batch.objects.get(pk=item.result)
    assert (batch.state, batch.party, batch.kind, batch.proposed_by) == (
        "proposed", "NORTH", "held", registrar.officer_id,
    )  # fmt: skip
    assert Person.objects.count() == 0
    commit_import(actor=registrar, batch_id=batch.pk)
    people = Person.objects.order_by("number")
    assert [person.surname for person in people] == ['O"Neil, jr', "=1+1", "Їжак"]
    assert (people[0].birth_date, people[0].categories) == ("1998-03", ["CAPTURED_IN(KARST)", "WOMEN"])
    assert [person.list_id for person in people] == ["p-0", "p-1", "p-2"]


def test_the_sender_reads_held_and_then_taken(north: Correspondent, held: ReceivedItem):
    accept_item(actor=actor_with("registrar"), item_pk=held.pk)
    assert list(OwedReceipt.objects.values_list("item_id", "verdict")) == [
        (held.item_id, "held"),
        (held.item_id, "taken"),
    ]


def test_a_declined_item_is_refused_by_name(held: ReceivedItem):
    decline_item(actor=actor_with("registrar"), item_pk=held.pk)
    assert OwedReceipt.objects.filter(item_id=held.item_id, verdict="refused", reason="DECLINED").count() == 1
    with pytest.raises(ConflictError, match="decided on already"):
        accept_item(actor=actor_with("registrar"), item_pk=held.pk)
    assert Batch.objects.count() == 0


def test_only_who_imports_lists_decides_on_one(held: ReceivedItem):
    for role in ("intermediary_desk", "administrator", "auditor", "tracing_officer"):
        with pytest.raises(RefusedError):
            accept_item(actor=actor_with(role), item_pk=held.pk)
    with pytest.raises(RefusedError):
        decline_item(actor=THE_NODE, item_pk=held.pk)
    held.refresh_from_db()
    assert held.state == "held"


def test_what_the_sender_took_back_is_not_taken_any_more(north: Correspondent, held: ReceivedItem):
    retraction = {"item": held.item_id, "reason": "REPLACED"}
    receive(north.bundle(north.item(retraction, kind="post.retract")), gate="stick")
    with pytest.raises(ConflictError, match="taken this item back"):
        accept_item(actor=actor_with("registrar"), item_pk=held.pk)


def test_what_is_taken_back_after_it_was_taken_waits_for_a_person(north: Correspondent, held: ReceivedItem):
    accept_item(actor=actor_with("registrar"), item_pk=held.pk)
    retraction = {"item": held.item_id, "reason": "REPLACED"}
    receive(north.bundle(north.item(retraction, kind="post.retract")), gate="stick")
    waiting = ReceivedItem.objects.get(kind="post.retract")
    assert waiting.state == "held"
    assert ReceivedItem.objects.get(kind="exchange.list").state == "taken"
    accept_item(actor=actor_with("administrator"), item_pk=waiting.pk)
    assert OwedReceipt.objects.filter(item_id=waiting.item_id, verdict="taken").count() == 1


def test_a_failing_desk_leaves_the_item_held(held: ReceivedItem, monkeypatch: pytest.MonkeyPatch):
    def broken(**_: object) -> None:
        raise InputError("no such party")

    monkeypatch.setattr("homeward.post.kinds.person_list.map_columns", broken)
    with pytest.raises(InputError):
        accept_item(actor=actor_with("registrar"), item_pk=held.pk)
    held.refresh_from_db()
    assert (held.state, Batch.objects.count()) == ("held", 0)


def quarantined(data: bytes) -> Quarantined:
    assert receive(data, gate="stick").state is State.REFUSED
    return Quarantined.objects.latest("id")


def test_a_bundle_whose_time_is_over_is_taken_by_a_person_and_the_journal_says_why(north: Correspondent):
    data = north.bundle(north.item(a_list()))
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(days=3653))):
        found = quarantined(data)
        administrator = actor_with("administrator")
        take_from_quarantine(actor=administrator, quarantined_id=found.pk)
    assert Arrival.objects.get().state == "taken"
    bodies = [json.loads(bytes(entry.body)) for entry in JournalEntry.objects.order_by("-seq")[:2]]
    assert [body["kind"] for body in bodies] == ["post.take_from_quarantine", "post.take_bundle"]
    assert bodies[1]["facts"]["in_spite_of"] == ["EXPIRED"]
    assert bodies[0]["actor"] == administrator.officer_id
    with pytest.raises(ConflictError, match="already"):
        take_from_quarantine(actor=administrator, quarantined_id=found.pk)


def test_of_two_doubts_one_decision_waives_one(north: Correspondent):
    receive(north.bundle(), gate="stick")
    north.leaves = [merkle.leaf_hash(b"another")]
    data = north.bundle()
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(days=3653))):
        found = quarantined(data)
        with pytest.raises(BundleRefusedError) as caught:
            take_from_quarantine(actor=THE_NODE, quarantined_id=found.pk)
    assert caught.value.reason == "JOURNAL_FORKED"
    assert Arrival.objects.count() == 1


def test_an_accepted_head_is_the_new_beginning_and_the_old_one_stays(north: Correspondent):
    north.leaves.append(merkle.leaf_hash(b"1"))
    receive(north.bundle(), gate="stick")
    north.leaves = [merkle.leaf_hash(b"restored")]
    found = quarantined(north.bundle())
    take_from_quarantine(actor=THE_NODE, quarantined_id=found.pk)
    assert receive(north.bundle(), gate="stick").state is State.TAKEN
    heads = list(found.partner.seen_heads.order_by("id").values_list("size", "verdict"))
    assert heads == [(2, "first"), (1, "first"), (1, "same")]


def test_a_signed_bundle_that_nobody_can_read_is_passed_over_and_the_next_one_is_read(north: Correspondent):
    data = north.garbled(b'"seq":1', b'"seq":1,"seq":1')
    found = quarantined(data)
    set_aside(actor=actor_with("administrator"), quarantined_id=found.pk)
    assert Arrival.objects.get().state == "set_aside"
    north.seq, north.prev = 1, found.digest
    assert receive(north.bundle(), gate="stick").state is State.TAKEN
    assert receive(data, gate="stick").state is State.KNOWN


def test_what_is_not_in_its_turn_or_not_signed_is_not_passed_over(north: Correspondent):
    north.bundle()
    early = quarantined(north.bundle())
    noise = quarantined(b"noise")
    newer = quarantined(north.garbled(b'"version":1', b'"version":2'))
    for found in (early, noise, newer):
        with pytest.raises(ConflictError):
            set_aside(actor=THE_NODE, quarantined_id=found.pk)
        with pytest.raises(ConflictError):
            take_from_quarantine(actor=THE_NODE, quarantined_id=found.pk)
    assert Arrival.objects.count() == 0


def test_only_who_manages_the_post_decides_on_a_file(north: Correspondent):
    found = quarantined(b"noise")
    for role in ("intermediary_desk", "registrar", "auditor"):
        with pytest.raises(RefusedError):
            set_aside(actor=actor_with(role), quarantined_id=found.pk)
    with pytest.raises(InputError):
        set_aside(actor=THE_NODE, quarantined_id=10**6)
    with pytest.raises(InputError):
        accept_item(actor=actor_with("administrator"), item_pk=10**6)
