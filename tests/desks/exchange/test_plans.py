"""Promises of planning at the desk: the command's bytes, one reason a person, nothing stored when no plan exists."""

from itertools import permutations
from pathlib import Path

import pytest

from cast import actor_with
from desks.exchange.given import EQUAL_HEADS, FROM_KARST, TOO_MANY, asked, planned, saved_terms, terms_text, write_lists
from homeward.base.errors import InputError, RefusedError
from homeward.desks.exchange.documents import lines_of
from homeward.desks.exchange.models import PlanLine, PlanRecord, TermsVersion
from homeward.desks.exchange.package import plan_exchange, requested, search_all
from homeward.desks.exchange.queries import comparison_visible_to
from homeward.desks.exchange.readings import read_terms_text
from homeward.desks.exchange.tasks import KIND, plan_the_exchange
from homeward.desks.register.models import Person
from homeward.desks.tracing.models import Pair, SearchRun
from homeward.engine.planning import Plan
from homeward.engine.sealing import read_strict
from homeward.node.exchange_run.intake import ListFile, by_party, read_lists
from homeward.office.jobs.actions import start_job
from homeward.office.jobs.models import Job
from homeward.office.jobs.runs import Run
from homeward.office.journal.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]


def planned_by_the_command(folder: Path, terms: str) -> Plan:
    """The same lists and terms without a register: read, matched and planned as `./homeward exchange` does."""
    sides = by_party(read_lists([ListFile(*each) for each in write_lists(folder)]))
    asked_for = {(each.seeker, each.holder): requested(each.matches.pairs, ()) for each in search_all(sides)}
    return plan_exchange(sides, asked_for, read_terms_text(terms))[1]


def test_the_desk_gives_the_same_bytes_as_the_command_on_the_same_lists(tmp_path):
    record = planned(saved_terms(EQUAL_HEADS))
    by_command = planned_by_the_command(tmp_path, terms_text(EQUAL_HEADS))
    assert bytes(record.document) == by_command.data
    assert record.hash == by_command.hash
    assert record.persons > 4


def test_a_confirmed_pair_asks_for_a_person_and_a_rejected_one_does_not(tmp_path):
    version = saved_terms()
    before = set(planned(version).lines.filter(code="not requested").values_list("unit_id", flat=True))
    assert before == {"NORTH/NH-009"}
    held = Person.objects.get(list_id="NH-005")
    Pair.objects.filter(held_id=held.pk).update(state=Pair.State.REJECTED)
    record = planned(version)
    after = set(record.lines.filter(code="not requested").values_list("unit_id", flat=True))
    assert after == {"NORTH/NH-005", "NORTH/NH-009"}
    Pair.objects.filter(held_id=held.pk).update(state=Pair.State.CONFIRMED, band="review")
    assert not planned(version).lines.filter(code="not requested", unit_id="NORTH/NH-005").exists()


def test_planning_twice_gives_the_same_bytes_in_two_records():
    version = saved_terms(EQUAL_HEADS)
    one, other = planned(version), planned(version)
    assert one.number != other.number
    assert bytes(one.document) == bytes(other.document)


def test_every_person_held_has_exactly_one_reason_line():
    record = planned(saved_terms(EQUAL_HEADS))
    held = Person.objects.filter(kind="held")
    assert sorted(record.lines.values_list("person_id", flat=True)) == sorted(held.values_list("pk", flat=True))
    lines = lines_of(read_strict(bytes(record.document)), read_strict(bytes(record.units)))
    assert [line.unit_id for line in lines] == list(record.lines.values_list("unit_id", flat=True))
    assert all(line.code for line in lines)
    assert sum(group["persons"] for group in record.summary["reasons"]) == len(lines)


def test_whoever_declines_or_is_unfit_reads_as_not_on_this_transport_everywhere_in_the_record():
    record = planned(saved_terms())
    for unit_id in ("NORTH/NH-002", "SOUTH/SH-003"):
        line = record.lines.get(unit_id=unit_id)
        assert (line.in_package, line.code, line.detail) == (False, "not on this transport", {})
    kept = bytes(record.document) + bytes(record.units) + bytes(record.run_record) + str(record.summary).encode()
    for word in (b"declined", b"not fit", b"held back", b"wish to return"):
        assert word not in kept


def test_article_109_goes_beside_the_exchange():
    record = planned(saved_terms('kind = "equal-heads"\nheads = 0'))
    going = record.lines.filter(in_package=True)
    assert [(line.unit_id, line.code) for line in going] == [("NORTH/NH-001", "mandatory (art. 109)")]


def test_impossible_terms_are_told_in_words_and_nothing_is_stored():
    job = asked(saved_terms(EQUAL_HEADS, TOO_MANY))
    assert job.state == Job.State.FAILED
    assert "clause 2 (equal heads, exactly 50 each way)" in job.message
    assert "clause 1" in job.message or "cannot be met" in job.message
    assert "NORTH to SOUTH: 9 listed" in job.cure
    assert not PlanRecord.objects.exists()
    assert not JournalEntry.objects.filter(kind="exchange.make_plan").exists()


def test_one_changed_clause_moves_the_plan_and_the_comparison_says_who_and_why():
    everybody = planned(saved_terms(EQUAL_HEADS.replace("4", "6")))
    karst = planned(saved_terms(EQUAL_HEADS.replace("4", "6"), FROM_KARST))
    found = comparison_visible_to(viewer=actor_with("list_officer"), before=everybody.number, after=karst.number)
    gone = {change.row.line.unit_id: (change.before.code, change.after.code) for change in found.going_out}
    assert gone["SOUTH/SH-004"][1] == "captured elsewhere"
    ways = {(way["from"], way["exchanged"]) for way in karst.summary["directions"]}
    assert ways == {("NORTH", 5), ("SOUTH", 5)}
    assert found.going_out_count == found.coming_in_count == 1
    assert all(change.row.card.name for change in (*found.going_out, *found.coming_in))
    assert karst.hash != everybody.hash


def test_nobody_is_planned_before_the_searches_were_made():
    version = saved_terms(EQUAL_HEADS)
    Pair.objects.all().delete()
    SearchRun.objects.filter(seeker="NORTH").delete()
    job = asked(version)
    assert job.state == Job.State.FAILED
    assert "NORTH" in job.message
    assert "tracing" in job.cure.lower()
    assert not PlanLine.objects.exists()


def test_a_list_without_anybodys_wish_is_refused_with_both_cures():
    Person.objects.filter(kind="held", party="SOUTH").update(willingness="")
    job = asked(saved_terms(EQUAL_HEADS))
    assert job.state == Job.State.FAILED
    assert "SOUTH" in job.message
    assert "ask-later" in job.cure
    provisional = planned(saved_terms(EQUAL_HEADS, willingness="ask-later"))
    assert provisional.summary["obstacles"] == ["PROVISIONAL"]


def test_terms_for_other_parties_are_refused_before_anything_is_solved():
    text = terms_text(EQUAL_HEADS).replace('"SOUTH"', '"WESTLAND"')
    version = TermsVersion.objects.get(number=saved_terms(EQUAL_HEADS).number)
    TermsVersion.objects.filter(pk=version.pk).update(text=text)
    job = asked(version)
    assert job.state == Job.State.FAILED
    assert "not what was saved" in job.message


@pytest.mark.parametrize("role", ["registrar", "tracing_officer", "decision_maker", "auditor"])
def test_only_a_list_officer_may_plan(role):
    version = saved_terms(EQUAL_HEADS)
    with pytest.raises(RefusedError):
        start_job(actor=actor_with(role), kind=KIND, arguments={"terms": str(version.number)})
    assert not PlanRecord.objects.exists()


def test_a_version_that_does_not_exist_is_said_so():
    version = saved_terms(EQUAL_HEADS)
    version.number = 77
    assert "no version" in asked(version).message.lower()


def test_two_persons_who_share_an_id_are_refused_by_name_of_the_id():
    Person.objects.filter(list_id="NH-005").update(list_id="NH-006", listed_by_id=False)
    job = asked(saved_terms(EQUAL_HEADS))
    assert job.state == Job.State.FAILED
    assert "NH-006" in job.message
    with pytest.raises(InputError):
        comparison_visible_to(viewer=actor_with("list_officer"), before=1, after=2)


def test_both_ways_are_asked():
    record = planned(saved_terms())
    assert {(line.holder, line.destination) for line in record.lines.all()} == set(permutations(("NORTH", "SOUTH"), 2))
    wanted = {line.unit_id: line.home_id for line in record.lines.all()}
    assert wanted["NORTH/NH-009"] == ""
    assert Person.objects.get(pk=wanted["NORTH/NH-005"]).list_id == "NM-005"


def test_work_that_was_killed_after_storing_and_runs_again_finds_its_plan():
    officer = actor_with("list_officer")
    job = Job.objects.create(kind=KIND, arguments={"terms": str(saved_terms(EQUAL_HEADS).number)}, asked_by="x")
    run = Run(job, officer)
    assert plan_the_exchange(run) == plan_the_exchange(run) == ["1"]
    assert PlanRecord.objects.count() == 1
