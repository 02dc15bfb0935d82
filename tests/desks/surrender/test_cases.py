"""Promises of cases: a code alone carries them, clocks end them, details are destroyed, and nothing joins them."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from cast import actor_with, registrar
from desks.register.given import party
from homeward.base.clock import Clock
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.register.actions import register_group_capture
from homeward.desks.register.models import ExpectedArrival
from homeward.desks.surrender import clocks
from homeward.desks.surrender.actions import (
    MOST_WRONG_AN_HOUR,
    RefusedTextError,
    end_case,
    expect,
    note_contact,
    put_off,
    record_notice,
    run_clocks,
)
from homeward.desks.surrender.codes import KEY_FILE, IntakeClosedError
from homeward.desks.surrender.models import IntakeCase, WrongCodes
from homeward.desks.surrender.queries import case_visible_to, live_cases, overdue_count
from homeward.desks.surrender.tasks import run_clocks_of_the_node
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
START = datetime(2024, 8, 6, 12, 34, 56, tzinfo=UTC)
DAY = START.date()


class Moving(Clock):
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment

    def wait(self, **time: int) -> None:
        self.moment += timedelta(**time)


@pytest.fixture
def duty():
    return actor_with("surrender_duty_officer")


@pytest.fixture
def time():
    with clock.clock_set_to(Moving()) as moving:
        yield moving


def take(duty, **changed):
    told = {
        "size_class": "UP_TO_100", "first_day": DAY + timedelta(days=1), "last_day": DAY + timedelta(days=2),
        "wounded": True, "language": "ru", **changed,
    }  # fmt: skip
    return record_notice(actor=duty, **told)


def test_h29_a_notice_asks_for_no_name_and_gives_a_code_of_two_words_and_three_digits(duty, time, keys):
    made = take(duty)
    first, second, digits = made.code.split(" ")
    assert first.isalpha()
    assert second.isalpha()
    assert len(digits) == 3
    assert note_contact(actor=duty, code=f" {first.upper()}-{second} {digits}") == made.case_id
    fields = {field.name for field in IntakeCase._meta.get_fields()}
    assert fields == {
        "id", "code_digest", "salt", "size_class", "wounded", "language", "first_day", "last_day", "state",
        "opened_day", "last_seen", "expires_at", "put_off_until", "arrival_ref",
    }  # fmt: skip
    assert (keys / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_the_code_is_stored_and_journalled_nowhere(duty, time):
    made = take(duty)
    note_contact(actor=duty, code=made.code)
    stored = json.dumps(list(IntakeCase.objects.values()), default=str)
    journal = " ".join(bytes(body).decode() for body in JournalEntry.objects.values_list("body", flat=True))
    for word in made.code.split(" ")[:2]:
        assert word not in stored
        assert word not in journal
    assert made.case_id not in journal


def test_h29_words_with_a_name_or_a_number_are_refused_and_nothing_is_kept(duty, time):
    for words in ("My name is Ivan", "call 380501234567", "51.1923, 35.2712"):
        with pytest.raises(RefusedTextError) as refused:
            take(duty, words=words)
        assert refused.value.kinds
    assert not IntakeCase.objects.exists()
    take(duty, words="we are two, one wounded")
    assert "wounded" not in json.dumps([row for row in IntakeCase.objects.values("language", "salt", "arrival_ref")])


def test_a_wrong_code_is_counted_and_after_too_many_nobody_gets_an_answer(duty, time):
    made = take(duty)
    for _ in range(MOST_WRONG_AN_HOUR):
        assert note_contact(actor=duty, code="harbour kettle 000") == ""
    assert WrongCodes.objects.get().count == MOST_WRONG_AN_HOUR
    with pytest.raises(ConflictError):
        note_contact(actor=duty, code=made.code)
    time.wait(hours=1)
    assert note_contact(actor=duty, code=made.code) == made.case_id


def test_without_the_key_of_its_cases_the_desk_refuses_and_makes_no_other_key(duty, time, keys):
    take(duty)
    (keys / KEY_FILE).unlink()
    with pytest.raises(IntakeClosedError):
        take(duty)
    assert not (keys / KEY_FILE).exists()
    assert IntakeCase.objects.count() == 1


def test_the_register_learns_a_size_and_days_and_the_desk_reads_a_count_back(duty, time):
    made = take(duty)
    case = expect(actor=duty, case_id=made.case_id)
    arrival = ExpectedArrival.objects.get()
    assert (arrival.size_class, arrival.first_day, arrival.last_day) == ("UP_TO_100", case.first_day, case.last_day)
    with pytest.raises(ConflictError):
        expect(actor=duty, case_id=made.case_id)
    with pytest.raises(ConflictError):
        end_case(actor=duty, case_id=made.case_id, how="arrived")
    party()
    time.wait(days=1)
    clerk = registrar().as_actor()
    day = time.now().date()
    register_group_capture(actor=clerk, party="NORTH", count=24, day=day, arrival_id=arrival.pk)
    assert case_visible_to(viewer=duty, case_id=made.case_id).arrived == (24, day)
    assert end_case(actor=duty, case_id=made.case_id, how="arrived").state == "arrived"


def test_h28_nothing_outside_this_desk_holds_a_case_its_code_or_its_details(duty, time):
    made = take(duty)
    expect(actor=duty, case_id=made.case_id)
    party()
    arrival = ExpectedArrival.objects.get()
    clerk = registrar().as_actor()
    capture = register_group_capture(actor=clerk, party="NORTH", count=3, day=DAY, arrival_id=arrival.pk)
    case = IntakeCase.objects.get()
    secret = (made.case_id, case.code_digest, case.salt)
    tables = [name for name in connection.introspection.table_names() if not name.startswith("surrender_")]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]
            assert not any(word in str(rows) for word in secret), table
            if table != "register_expectedarrival":
                assert arrival.pk not in str(rows), table
    entries = [json.loads(bytes(one.body)) for one in JournalEntry.objects.all()]
    about = [entry for entry in entries if capture.pk in str(entry)]
    assert not any("arrival" in str(entry["facts"]) or "surrender" in str(entry) for entry in about)


def test_no_table_of_this_desk_refers_to_another_and_none_refers_to_it():
    for model in (IntakeCase, WrongCodes):
        assert not [field for field in model._meta.get_fields() if field.is_relation]


@pytest.mark.parametrize(
    ("steps", "hours"), [((), 72), (("contact",), 7 * 24), (("expect",), None), (("expect", "put_off"), 21 * 24)]
)
def test_a_case_that_nobody_looks_at_ends_by_its_clock(duty, time, steps, hours):
    made = take(duty)
    if "contact" in steps:
        note_contact(actor=duty, code=made.code)
    if "expect" in steps:
        expect(actor=duty, case_id=made.case_id)
    if "put_off" in steps:
        put_off(actor=duty, case_id=made.case_id)
    ends = IntakeCase.objects.get().expires_at
    after_window = datetime(2024, 8, 9, tzinfo=UTC) + timedelta(hours=48)
    assert ends == (clocks.hour_of(START) + timedelta(hours=hours) if hours else after_window)
    time.moment = ends
    assert not live_cases(viewer=duty).exists()
    with pytest.raises(InputError):
        end_case(actor=duty, case_id=made.case_id, how="withdrawn")
    run_clocks(actor=duty)
    assert IntakeCase.objects.get().state == "expired"


def test_h17_details_are_destroyed_by_the_clock_and_the_day_the_size_and_the_end_remain(duty, time):
    made = take(duty)
    expect(actor=duty, case_id=made.case_id)
    end_case(actor=duty, case_id=made.case_id, how="withdrawn")
    time.wait(hours=22)
    assert run_clocks(actor=duty) == 0
    time.wait(hours=2)
    assert overdue_count(viewer=duty) == 1
    assert run_clocks(actor=duty) == 1
    left = IntakeCase.objects.values().get()
    assert {name: value for name, value in left.items() if value not in ("", None)} == {
        "id": made.case_id, "size_class": "UP_TO_100", "state": "withdrawn", "opened_day": DAY,
    }  # fmt: skip
    assert note_contact(actor=duty, code=made.code) == ""


def test_an_arrival_keeps_its_details_for_three_days_to_check_the_count(duty, time):
    assert clocks.destroyed_at("arrived", START) - START == timedelta(hours=72)


def test_what_ran_out_while_the_node_was_off_is_destroyed_at_start(duty, time, settings):
    take(duty)
    time.wait(days=40)
    settings.SURRENDER = False
    assert run_clocks_of_the_node() == 1
    assert IntakeCase.objects.get().code_digest == ""
    assert WrongCodes.objects.count() == 0


def test_a_case_is_put_off_once(duty, time):
    made = take(duty)
    with pytest.raises(ConflictError):
        put_off(actor=duty, case_id=made.case_id)
    expect(actor=duty, case_id=made.case_id)
    put_off(actor=duty, case_id=made.case_id)
    with pytest.raises(ConflictError):
        put_off(actor=duty, case_id=made.case_id)


@given(
    state=st.sampled_from(clocks.LIVE),
    days=st.integers(0, 60),
    off=st.one_of(st.none(), st.integers(0, 60)),
)
@settings(max_examples=80)
def test_no_clock_reaches_beyond_thirty_days_without_contact(state, days, off):
    put = None if off is None else START + timedelta(days=off)
    ends = clocks.ends_at(state, last_seen=START, last_day=DAY + timedelta(days=days), put_off_until=put)
    assert START < ends <= START + clocks.CEILING


@pytest.mark.parametrize(
    "changed",
    [
        {"size_class": "24"}, {"language": "xx"}, {"last_day": DAY - timedelta(days=1)},
        {"first_day": DAY + timedelta(days=9), "last_day": DAY + timedelta(days=8)},
        {"first_day": DAY, "last_day": DAY + timedelta(days=40)},
        {"first_day": date(2025, 1, 1), "last_day": date(2025, 1, 2)},
    ],
)  # fmt: skip
def test_days_and_sizes_stay_coarse_and_near(duty, time, changed):
    with pytest.raises(InputError):
        take(duty, **changed)


def test_while_intake_is_off_nothing_is_taken(duty, time, settings, keys):
    settings.SURRENDER = False
    with pytest.raises(IntakeClosedError):
        take(duty)
    with pytest.raises(IntakeClosedError):
        live_cases(viewer=duty)
    assert not (keys / KEY_FILE).exists()


@pytest.mark.parametrize("role", ["registrar", "protection_officer", "auditor", "administrator", "tracing_officer"])
def test_no_other_role_reads_or_writes_here(time, role):
    other = actor_with(role)
    for attempt in (lambda: take(other), lambda: live_cases(viewer=other), lambda: run_clocks(actor=other)):
        with pytest.raises(RefusedError):
            attempt()
