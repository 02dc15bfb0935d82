"""Promises of the frozen manifest: from an approved plan alone, immutable, with a reserve in lot order."""

import pytest

from cast import actor_with
from desks.exchange.given import EQUAL_HEADS, planned, saved_terms
from desks.handover.given import NORTHWARD, SOUTHWARD, approved_plan, frozen_day
from homeward.base.errors import ConflictError, RefusedError, TamperedError
from homeward.desks.exchange.checking import recomputed
from homeward.desks.exchange.manifests import list_id as printed_list_id
from homeward.desks.exchange.manifests import person_code as printed_code
from homeward.desks.handover.actions import check_off, draw_up_protocol, freeze_manifest, sign_paper
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.documents import read_manifest
from homeward.desks.handover.models import Handover
from homeward.engine.planning.lottery import lot
from homeward.engine.sealing import canonical_bytes, digest, read_strict
from homeward.office.journal.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]


def test_the_manifest_holds_both_directions_in_seat_order_with_the_codes_of_the_printed_list():
    record = approved_plan()
    handover = freeze_manifest(actor=actor_with("decision_maker"), plan_number=record.number)
    document, plan = read_manifest(bytes(handover.document), handover.hash), recomputed(record)
    assert canonical_bytes(document) == bytes(handover.document)
    for part in document["directions"]:
        way = (part["from"], part["to"])
        assert part["list"] == printed_list_id(plan, way)
        assert [seat["code"] for seat in part["seats"]] == [printed_code(plan, unit) for unit in plan.seats(way)]
        assert [spare["order"] for spare in part["spares"]] == [1, 2, 3, 4]
        assert all(seat["details"]["name"] and seat["details"]["other_name"] for seat in part["seats"])


def test_the_reserve_is_next_in_lot_order_and_holds_nobody_whom_the_gate_kept_back():
    record = approved_plan()
    handover = freeze_manifest(actor=actor_with("decision_maker"), plan_number=record.number)
    key = bytes.fromhex(read_strict(bytes(record.document))["draw"]["key"])
    units = {line.person_id: line for line in record.lines.all()}
    for way in (NORTHWARD, SOUTHWARD):
        reserve = [units[line.person_id] for line in handover.lines.filter(what="reserve", holder=way[0])]
        assert all(not line.in_package and "class" in line.detail for line in reserve)
        classes: dict[int, list[bytes]] = {}
        for line in reserve:
            classes.setdefault(line.detail["class"], []).append(lot(key, line.unit_id))
        assert all(lots == sorted(lots) for lots in classes.values())
    kept_back = {"NORTH/NH-002", "NORTH/NH-004", "NORTH/NH-009", "SOUTH/SH-003"}
    assert handover.lines.filter(what="reserve").exists()
    assert not kept_back & {units[line.person_id].unit_id for line in handover.lines.filter(what="reserve")}


def test_a_plan_that_nobody_approved_is_not_frozen():
    record = planned(saved_terms(EQUAL_HEADS))
    with pytest.raises(ConflictError):
        freeze_manifest(actor=actor_with("decision_maker"), plan_number=record.number)
    assert not Handover.objects.exists()


def test_a_plan_whose_bytes_were_altered_is_not_frozen():
    record = approved_plan()
    record.document = bytes(record.document).replace(b'"seat":1}', b'"seat":9}', 1)
    record.save()
    with pytest.raises(TamperedError):
        freeze_manifest(actor=actor_with("decision_maker"), plan_number=record.number)
    record.hash = digest(bytes(record.document))
    record.save()
    with pytest.raises(TamperedError):
        freeze_manifest(actor=actor_with("decision_maker"), plan_number=record.number)


@pytest.mark.parametrize("role", ["list_officer", "handover_crew", "auditor", "registrar"])
def test_other_roles_freeze_nothing(role):
    record = approved_plan()
    with pytest.raises(RefusedError):
        freeze_manifest(actor=actor_with(role), plan_number=record.number)


def test_freezing_twice_by_one_person_is_one_manifest_and_by_another_a_conflict():
    record, actor = approved_plan(), actor_with("decision_maker")
    first = freeze_manifest(actor=actor, plan_number=record.number)
    assert freeze_manifest(actor=actor, plan_number=record.number).pk == first.pk
    with pytest.raises(ConflictError):
        freeze_manifest(actor=actor_with("decision_maker"), plan_number=record.number)
    assert Handover.objects.count() == 1


def test_nothing_is_checked_before_two_parties_and_the_witness_signed_the_list():
    day = frozen_day()
    line = day.lines()[0]
    for actor, stands_for in ((day.north, "NORTH"), (day.south, "SOUTH")):
        sign_paper(actor=actor, handover_id=day.key, what="manifest", stands_for=stands_for)
        with pytest.raises(ConflictError):
            check_off(actor=day.holder_crew, handover_id=day.key, person_code=line.code, kind=c.BOARDED)
    sign_paper(actor=day.neutral, handover_id=day.key, what="manifest", stands_for="witness")
    day.tick(line, c.BOARDED)


def test_three_different_people_sign_and_each_line_once():
    day = frozen_day()
    sign_paper(actor=day.north, handover_id=day.key, what="manifest", stands_for="NORTH")
    again = sign_paper(actor=day.north, handover_id=day.key, what="manifest", stands_for="NORTH")
    assert again.paper.signatures.count() == 1
    with pytest.raises(RefusedError):
        sign_paper(actor=day.north, handover_id=day.key, what="manifest", stands_for="SOUTH")
    with pytest.raises(RefusedError):
        sign_paper(actor=day.south, handover_id=day.key, what="manifest", stands_for="witness")
    with pytest.raises(ConflictError):
        sign_paper(actor=day.south, handover_id=day.key, what="manifest", stands_for="NORTH")
    with pytest.raises(RefusedError):
        sign_paper(actor=day.holder_crew, handover_id=day.key, what="manifest", stands_for="SOUTH")


def test_one_changed_byte_of_the_frozen_list_stops_the_closing(given_day):
    day = given_day
    day.cross(*day.lines(), *day.lines(way=NORTHWARD))
    handover = Handover.objects.get(pk=day.key)
    Handover.objects.filter(pk=day.key).update(document=bytes(handover.document).replace(b"NORTH", b"NORTX", 1))
    with pytest.raises(TamperedError):
        draw_up_protocol(actor=day.north, handover_id=day.key, place="Ford")


def test_the_journal_tells_hash_and_counts_and_no_name():
    day = frozen_day()
    entry = JournalEntry.objects.get(kind="handover.freeze_manifest")
    facts = read_strict(bytes(entry.body))["facts"]
    assert facts["hash"] == Handover.objects.get(pk=day.key).hash
    assert facts["persons"] == len(day.lines()) + len(day.lines(way=NORTHWARD))
