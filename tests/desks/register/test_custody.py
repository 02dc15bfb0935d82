"""Promises of custody: steps by their days, cards within seven days, decisions and clocks, corrections that stay."""

from datetime import date, timedelta

import pytest

from cast import actor_with, registrar, tracing_officer
from desks.register.given import batch_of, csv_bytes, party
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.register.actions import (
    add_evidence,
    correct_custody,
    decide_art109,
    enable_capture_card,
    record_custody,
    record_custody_of_many,
    register_capture,
    register_group_capture,
)
from homeward.desks.register.limits import months_after
from homeward.desks.register.models import CaptureCard, Person
from homeward.desks.register.queries import (
    art109_counts,
    art109_queue,
    cards,
    custody_of,
    decisions_of,
    listed_persons,
    owed_card_counts,
    owed_cards,
)
from homeward.office.journal import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    party()
    return registrar().as_actor()


def today():
    return clock.now().date()


def ago(days):
    return today() - timedelta(days=days)


@pytest.fixture
def person(actor):
    return register_capture(actor=actor, party="NORTH", day=ago(30), identity={"surname": "Ostrov"})


def custody_code(actor, person):
    statuses = cards(viewer=actor, person_ids=[person.pk])[person.pk].statuses
    return [status.code for status in statuses if status.group == "custody"]


def test_the_status_is_the_latest_step_by_its_day_whenever_it_was_recorded(actor, person):
    record_custody(actor=actor, person_id=person.pk, code="CAMP", place_code="c-07", at=ago(10))
    record_custody(actor=actor, person_id=person.pk, code="EVACUATED", at=ago(25))
    assert custody_code(actor, person) == ["CAMP"]
    steps = custody_of(viewer=actor, person_id=person.pk)
    assert [step.status.code for step in steps] == ["IN_POWER", "EVACUATED", "CAMP"]
    assert steps[-1].place_code == "C-07"


def test_a_place_is_a_code_and_known_to_who_keeps_custody_alone(actor, person):
    with pytest.raises(InputError):
        record_custody(actor=actor, person_id=person.pk, code="CAMP", place_code="the old school", at=ago(1))
    record_custody(actor=actor, person_id=person.pk, code="CAMP", place_code="C-07", at=ago(1))
    seen = custody_of(viewer=tracing_officer().as_actor(), person_id=person.pk)
    assert [step.place_code for step in seen] == ["", ""]


def test_each_arrival_calls_for_a_capture_card_within_seven_days(actor, person):
    assert owed_card_counts(viewer=actor) == (0, 0)
    record_custody(actor=actor, person_id=person.pk, code="TRANSIT_CAMP", at=ago(8))
    record_custody(actor=actor, person_id=person.pk, code="HOSPITAL", at=ago(7))
    assert owed_card_counts(viewer=actor) == (2, 1)
    first, second = owed_cards(viewer=actor).rows
    assert (first.days, second.days) == (-1, 0)
    assert owed_cards(viewer=actor, limit=1).next_after == first.id
    assert [row.id for row in owed_cards(viewer=actor, after=first.id).rows] == [second.id]
    enable_capture_card(actor=actor, card_id=first.id, day=ago(2))
    assert owed_card_counts(viewer=actor) == (1, 0)
    with pytest.raises(ConflictError):
        enable_capture_card(actor=actor, card_id=first.id, day=ago(2))
    with pytest.raises(InputError):
        enable_capture_card(actor=actor, card_id=second.id, day=ago(9))


def test_a_corrected_arrival_moves_its_clock_and_both_stay(actor, person):
    step = record_custody(actor=actor, person_id=person.pk, code="CAMP", at=ago(20))
    correct_custody(actor=actor, event_id=step.pk, code="CAMP", place_code="C-1", at=ago(2), reason="WRONG_DAY")
    assert [row.due for row in owed_cards(viewer=actor).rows] == [today() + timedelta(days=5)]
    steps = custody_of(viewer=actor, person_id=person.pk)
    assert [(step.status.code, step.superseded) for step in steps] == [
        ("IN_POWER", False), ("CAMP", True), ("CAMP", False),
    ]  # fmt: skip
    with pytest.raises(ConflictError):
        correct_custody(actor=actor, event_id=step.pk, code="CAMP", at=ago(3), reason="WRONG_DAY")


def test_a_card_already_written_stays_written_when_its_arrival_is_corrected(actor, person):
    step = record_custody(actor=actor, person_id=person.pk, code="CAMP", at=ago(6))
    enable_capture_card(actor=actor, card_id=CaptureCard.objects.get().pk, day=ago(1))
    correct_custody(actor=actor, event_id=step.pk, code="HOSPITAL", at=ago(6), reason="WRONG_CODE")
    assert owed_card_counts(viewer=actor) == (0, 0)


def test_later_desks_record_the_steps_they_can_know_and_no_others(actor, person):
    crew = actor_with("handover_crew")
    record_custody_of_many(actor=crew, person_ids=[person.pk], code="HANDED_OVER", at=today(), source="handover:m1")
    assert custody_code(actor, person) == ["HANDED_OVER"]
    with pytest.raises(InputError):
        record_custody(actor=crew, person_id=person.pk, code="CAMP", at=today(), source="handover:m1")
    with pytest.raises(RefusedError):
        record_custody(actor=crew, person_id=person.pk, code="CAMP", at=today())
    with pytest.raises(InputError):
        record_custody_of_many(actor=actor, person_ids=[person.pk, "nobody"], code="CAMP", at=today())


@pytest.fixture
def doctor():
    return actor_with("medical_officer")


def test_the_queue_of_art_109_runs_the_clocks_of_telling_and_of_acting(actor, doctor, person):
    decide_art109(actor=doctor, person_id=person.pk, code="A", decided_on=ago(40))
    row = art109_queue(viewer=doctor).rows[0]
    assert (row.next_step, row.due, row.days_since) == ("tell", months_after(ago(40), 1), 40)
    assert art109_counts(viewer=doctor) == (1, 1)
    decide_art109(actor=doctor, person_id=person.pk, code="A", decided_on=ago(40), notified_on=ago(10))
    row = art109_queue(viewer=doctor).rows[0]
    assert (row.next_step, row.due) == ("act", months_after(ago(10), 3))
    assert art109_counts(viewer=doctor) == (1, 0)
    assert [made.superseded for made in decisions_of(viewer=doctor, person_id=person.pk)] == [False, True]


def test_who_went_home_leaves_the_queue_and_a_neutral_country_ends_only_a_b(actor, doctor):
    capture = register_group_capture(actor=actor, party="NORTH", count=3, day=ago(90))
    a, b, gone = capture.batch.persons.order_by("number")
    for one, code in ((a, "A"), (b, "B"), (gone, "A")):
        decide_art109(actor=doctor, person_id=one.pk, code=code, decided_on=ago(5))
    for one in (a, b):
        record_custody(actor=actor, person_id=one.pk, code="NEUTRAL_COUNTRY", at=ago(1))
    record_custody(actor=actor, person_id=gone.pk, code="HOME", at=ago(1))
    assert [row.person.id for row in art109_queue(viewer=doctor).rows] == [a.pk]


def test_decisions_of_lists_stand_apart_until_they_have_a_day(actor, doctor):
    header = ("ID", "Surname", "Medical decision")
    rows = (("N-1", "Ostrov", "A"), ("N-2", "Verba", ""))
    batch_of(actor, csv_bytes(rows, header))
    queue = art109_queue(viewer=doctor)
    assert (queue.rows, queue.undated_count) == ([], 1)
    decide_art109(actor=doctor, person_id=queue.undated[0].person.id, code="B", decided_on=ago(1), fit_to_travel="yes")
    assert art109_queue(viewer=doctor).undated_count == 0
    told = {one.surname: one for one in listed_persons(viewer=actor, party="NORTH", kind="held")}
    assert (told["Ostrov"].medical_decision, told["Ostrov"].fit_to_travel) == ("B", "yes")


def test_a_decision_is_a_medical_officers_and_the_queue_is_not_for_tracing(actor, person):
    with pytest.raises(RefusedError):
        decide_art109(actor=actor, person_id=person.pk, code="A", decided_on=today())
    with pytest.raises(RefusedError):
        art109_queue(viewer=tracing_officer().as_actor())
    assert art109_queue(viewer=actor).rows == []


def test_months_end_where_the_calendar_ends_them():
    assert months_after(date(2024, 11, 30), 3) == date(2025, 2, 28)
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)


def test_knowledge_of_a_person_is_unchanged_by_custody(actor, person):
    add_evidence(actor=actor, person_id=person.pk, code="CONFIRMED_BY_NEUTRAL", source="officer:x")
    record_custody(actor=actor, person_id=person.pk, code="CAMP", at=ago(1))
    codes = [status.code for status in cards(viewer=actor, person_ids=[person.pk])[person.pk].statuses]
    assert codes == ["CONFIRMED_BY_NEUTRAL", "CAMP"]
    assert Person.objects.get().version == 1
