"""Promises of captures: what may be asked, a number for everyone, an arrival closed by count and day."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cast import actor_with, auditor, registrar
from desks.register.given import batch_of, party
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.register.actions import (
    record_expected_arrival,
    register_capture,
    register_group_capture,
    report_missing,
    undo_import,
)
from homeward.desks.register.entering import coarse_place
from homeward.desks.register.models import Capture, CustodyEvent, Evidence, ExpectedArrival, Person
from homeward.desks.register.queries import (
    arrival_count,
    arrivals_visible_to,
    capture_visible_to,
    listed_persons,
    persons_visible_to,
)
from homeward.engine.law.identity import ASKED_BY_LAW
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
DAY = date(2024, 8, 6)


@pytest.fixture
def actor():
    party()
    return registrar().as_actor()


def group(actor, **changed):
    told = {"party": "NORTH", "count": 24, "day": DAY, "region": "Sudzha district", "place": "Kalyna", **changed}
    return register_group_capture(actor=actor, **told)


def test_a_person_who_says_nothing_is_registered_with_a_number(actor):
    person = register_capture(actor=actor, party="NORTH", day=DAY, identity={})
    assert person.list_id == "C00001-01"
    page = persons_visible_to(viewer=actor, text=person.list_id)
    assert [card.id for card in page.rows] == [person.pk]
    assert [status.code for status in page.rows[0].statuses] == ["CONFIRMED_BY_DETAINING_POWER", "IN_POWER"]


def test_the_name_is_kept_as_spoken_and_as_written_and_found_by_both(actor):
    told = {"surname": "Вербенко", "given_name": "Олег", "other_name": "Verbenko Oleh", "birth_date": "03.1998"}
    person = register_capture(actor=actor, party="NORTH", day=DAY, identity=told)
    assert (person.surname, person.other_name, person.birth_date) == ("Вербенко", "Verbenko Oleh", "1998-03")
    assert person.written["birth_date"] == "03.1998"
    for text in ("verbenko oleh", "вербенко"):
        assert persons_visible_to(viewer=actor, text=text).count == 1


@pytest.mark.parametrize("field", ["unit", "veto", "willingness", "region", "mode_of_capture", "circumstances"])
def test_nothing_is_asked_beyond_what_law_lets_one_ask(actor, field):
    with pytest.raises(InputError):
        register_capture(actor=actor, party="NORTH", day=DAY, identity={field: "anything"})
    assert not Person.objects.exists()


def test_twenty_four_people_of_one_unit_are_one_event_with_a_number_each(actor):
    told = [{"full_name": "Verbenko Oleh"}, {"full_name": "Ostrov Pavel", "rank": "captain"}, {"unidentified": "yes"}]
    capture = group(actor, unit="3rd company", persons=told)
    record = capture_visible_to(viewer=actor, capture_id=capture.pk)
    assert [card.list_id for card in record.persons] == [f"C00001-{line:02d}" for line in range(1, 25)]
    assert {(card.unit, card.event_place, card.region) for card in record.persons} == {
        ("3rd company", "Kalyna", "Sudzha district")
    }
    assert [card.name for card in record.persons[:4]] == ["Verbenko Oleh", "Ostrov Pavel", "C00001-03", "C00001-04"]
    assert list(Evidence.objects.filter(code="UNIDENTIFIED_LIVING").values_list("person__list_id", flat=True)) == [
        "C00001-03"
    ]
    assert CustodyEvent.objects.filter(code="IN_POWER", at=DAY).count() == 24


def test_a_form_sent_twice_registers_once(actor):
    first, second = (group(actor, form_key="one-form") for _ in range(2))
    assert first.pk == second.pk
    assert Person.objects.count() == 24


def test_more_persons_than_were_counted_are_refused_whole(actor):
    with pytest.raises(InputError):
        group(actor, count=1, persons=[{"rank": "soldier"}, {"rank": "captain"}])
    with pytest.raises(InputError):
        group(actor, day=clock.now().date() + timedelta(days=2))
    assert not Capture.objects.exists()


def test_a_group_closes_an_expected_arrival_by_its_count_and_its_day(actor):
    arrival = record_expected_arrival(actor=actor, size_class="UP_TO_100", first_day=DAY, last_day=DAY)
    assert arrival_count(viewer=actor, arrival_id=arrival) is None
    group(actor, arrival_id=arrival)
    assert arrival_count(viewer=actor, arrival_id=arrival) == (24, DAY)
    with pytest.raises(ConflictError):
        group(actor, arrival_id=arrival)
    assert Capture.objects.count() == 1


def test_h28_no_capture_no_person_and_no_journal_entry_refers_to_an_arrival(actor):
    duty = actor_with("surrender_duty_officer")
    arrival = record_expected_arrival(actor=duty, size_class="UP_TO_100", first_day=DAY, last_day=DAY, desk="surrender")
    group(actor, arrival_id=arrival)
    assert {field.name for field in ExpectedArrival._meta.get_fields()} == {
        "id", "size_class", "first_day", "last_day", "closed_count", "closed_day",
    }  # fmt: skip
    bodies = [bytes(body).decode() for body in JournalEntry.objects.values_list("body", flat=True)]
    assert not any(arrival in body for body in bodies)
    captured = [json.loads(body) for body in bodies if "register_group_capture" in body]
    assert set(captured[0]["facts"]) == {"capture", "party", "count", "batch"}
    told = json.dumps(list(Person.objects.values()) + list(Capture.objects.values()), default=str)
    assert arrival not in told
    assert not {"surrender", "mode"} & {word for word in told.lower().replace('"', " ").split()}


@pytest.mark.parametrize("model", [Person, Capture, CustodyEvent])
def test_h28_no_table_of_the_register_has_a_field_for_how_anybody_was_captured(model):
    names = " ".join(field.name for field in model._meta.get_fields())
    assert not any(word in names for word in ("mode", "circumstance", "surrender", "channel", "arrival", "notice"))


def test_the_duty_officer_expects_and_counts_and_reads_no_arrivals(actor):
    duty = actor_with("surrender_duty_officer")
    days = {"size_class": "ONE", "first_day": DAY, "last_day": DAY}
    with pytest.raises(RefusedError):
        record_expected_arrival(actor=duty, **days)
    arrival = record_expected_arrival(actor=duty, desk="surrender", **days)
    assert arrival_count(viewer=duty, arrival_id=arrival) is None
    with pytest.raises(RefusedError):
        arrivals_visible_to(viewer=duty)
    with pytest.raises(RefusedError):
        arrival_count(viewer=auditor().as_actor(), arrival_id=arrival)


@pytest.mark.parametrize("text", ["51.1923, 35.2712", "37U DQ 123", "grid 4412", "https://map", "9G8F+6X", "к. 12"])
def test_an_exact_position_is_no_place(text):
    with pytest.raises(InputError):
        coarse_place(text)


@given(st.text(alphabet="абвгдеéظمabc -'", max_size=30), st.text(alphabet="0123456789٠١٢+/@", min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_place_ever_keeps_a_figure(words, figures):
    try:
        kept = coarse_place(f"{words}{figures}")
    except InputError:
        return
    assert not any(letter.isdigit() for letter in kept)


def test_a_wrong_capture_is_undone_like_any_batch(actor):
    capture = group(actor)
    undo_import(actor=actor, batch_id=capture.batch_id, reason="TRAINING")
    assert persons_visible_to(viewer=actor).count == 0
    assert Person.objects.count() == 24


def test_captured_persons_stand_on_the_list_of_the_party_beside_imported_ones(actor):
    batch_of(actor)
    group(actor, count=2)
    assert len(listed_persons(viewer=actor, party="NORTH", kind="held")) == 6


def test_a_missing_person_is_reported_by_the_families_desk_with_an_identity_alone(actor):
    tracing = actor_with("tracing_officer")
    person = report_missing(actor=tracing, party="NORTH", identity={"birth_date": "1990"})
    assert (person.kind, person.birth_date, person.list_id[0]) == ("missing", "1990", "R")
    with pytest.raises(InputError):
        report_missing(actor=tracing, party="NORTH", identity={})
    with pytest.raises(RefusedError):
        report_missing(actor=actor, party="NORTH", identity={"birth_date": "1990"})


def test_law_asks_for_four_things():
    assert {
        "surname", "given_name", "patronymic", "full_name", "other_name", "rank", "birth_date", "service_number",
    } == ASKED_BY_LAW  # fmt: skip
