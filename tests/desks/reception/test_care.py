"""Triage, the first call home and the first care of the mind: flags for those who must know, words for nobody else."""

import logging

import pytest
from django.apps import apps
from django.core import serializers

from cast import client_of, officer_with
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.reception.actions import (
    close_call,
    give_triage,
    keep_appointment,
    record_attempt,
    record_wish,
    set_appointment,
    take_mind_step,
    take_on,
)
from homeward.desks.reception.actions.triage import Findings
from homeward.desks.reception.models import Arrival, CallTask, Triage
from homeward.desks.reception.queries import (
    arrival_visible_to,
    board_visible_to,
    food_visible_to,
    mind_steps_of,
    open_calls_visible_to,
)
from homeward.desks.reception.refeeding import Signs
from homeward.office.accounts.models import Officer
from homeward.office.compartments.actions import read_note
from homeward.office.compartments.models import SealedNote
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
MARKER = "MARKER-coughs-blood-at-night"
HUNGRY = Findings("urgent", Signs(intake="over_10"), isolation=True, injury=False)
TALK = {"language": "Ukrainian", "interpreter": "none needed"}


def triaged(officer: Officer, arrival: Arrival, seen: int = 0, findings: Findings = HUNGRY, **more: object) -> Arrival:
    treating = "medical_officer" in officer.roles
    given = {**TALK, **more}
    return give_triage(
        actor=officer.as_actor(), arrival_id=arrival.pk, treating=treating, seen=seen, findings=findings, **given
    )


def wished(officer: Officer, arrival: Arrival, wish: str, seen: str = "", **more: str) -> str:
    given = {**TALK, **more}
    return record_wish(actor=officer.as_actor(), arrival_id=arrival.pk, wish=wish, seen=seen, **given).pk


def test_the_board_and_the_kitchen_see_flags(arrived: Arrival, coordinator: Officer, psychologist: Officer) -> None:
    triaged(coordinator, arrived)
    column = board_visible_to(viewer=psychologist.as_actor())["urgent"]
    assert [(a.pk, a.refeeding, a.isolation, a.injury) for a in column] == [(arrived.pk, "at_risk", True, False)]
    assert [a.refeeding for a in food_visible_to(viewer=psychologist.as_actor())] == ["at_risk"]


def test_details_of_a_medical_officer_are_sealed_and_in_no_table_and_no_log(
    arrived: Arrival, medic: Officer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        triaged(medic, arrived, details=MARKER)
    note = SealedNote.objects.get(person_id=arrived.pk)
    assert read_note(actor=medic.as_actor("TREATMENT"), note_id=note.pk).words == MARKER
    rows = [serializers.serialize("json", model.objects.all()) for model in apps.get_models()]
    assert MARKER not in caplog.text + "".join(rows)
    assert MARKER.encode() not in bytes(note.sealed)


def test_a_coordinator_gives_flags_and_no_details(arrived: Arrival, coordinator: Officer) -> None:
    with pytest.raises(RefusedError):
        triaged(coordinator, arrived, details=MARKER)
    assert not Triage.objects.exists()
    assert not SealedNote.objects.exists()


def test_the_journal_tells_that_there_was_a_triage_and_not_what_it_found(arrived: Arrival, medic: Officer) -> None:
    triaged(medic, arrived)
    bodies = b"".join(bytes(entry.body) for entry in JournalEntry.objects.all())
    assert b"reception.give_triage" in bytes(bodies)
    for code in (b"at_risk", b"urgent", b"isolation", b"over_10"):
        assert code not in bodies


def test_a_form_sent_twice_or_begun_before_another_triage_changes_nothing(
    arrived: Arrival, medic: Officer, coordinator: Officer
) -> None:
    triaged(medic, arrived)
    with pytest.raises(ConflictError):
        triaged(coordinator, arrived, findings=Findings("routine", Signs(), False, False))
    assert Triage.objects.count() == 1
    again = triaged(coordinator, arrived, seen=1, findings=Findings("routine", Signs(), False, True, raised=True))
    assert (again.urgency, again.refeeding, again.isolation, again.injury) == ("routine", "at_risk", False, True)
    view = arrival_visible_to(viewer=medic.as_actor(), arrival_id=arrived.pk)
    assert [row.urgency for row in view.history] == ["routine", "urgent"]


@pytest.mark.parametrize("missing", ["language", "interpreter"])
def test_p14_no_talk_closes_without_language_and_interpreter(
    arrived: Arrival, coordinator: Officer, missing: str
) -> None:
    with pytest.raises(InputError):
        triaged(coordinator, arrived, **{missing: " "})
    with pytest.raises(InputError):
        wished(coordinator, arrived, "call", **{missing: ""})
    wished(coordinator, arrived, "call")
    task = CallTask.objects.get()
    record_attempt(actor=coordinator.as_actor(), task_id=task.pk, outcome="reached", seen=0)
    with pytest.raises(InputError):
        close_call(actor=coordinator.as_actor(), task_id=task.pk, **{**TALK, missing: ""})
    task.refresh_from_db()
    assert task.state == "open"
    done = close_call(actor=coordinator.as_actor(), task_id=task.pk, **TALK)
    assert (done.state, done.language, done.interpreter) == ("done", "Ukrainian", "none needed")


@pytest.mark.parametrize(("wish", "tasks"), [("call", 1), ("other", 1), ("later", 0), ("none", 0)])
def test_p12_only_who_wishes_to_reach_the_family_makes_a_call_task(
    arrived: Arrival, coordinator: Officer, wish: str, tasks: int
) -> None:
    wished(coordinator, arrived, wish)
    assert CallTask.objects.count() == tasks
    assert len(open_calls_visible_to(viewer=coordinator.as_actor())) == tasks


def test_a_wish_that_changes_drops_the_task(arrived: Arrival, coordinator: Officer) -> None:
    first = wished(coordinator, arrived, "call", contact="моя мати")
    with pytest.raises(ConflictError):
        wished(coordinator, arrived, "call")
    wished(coordinator, arrived, "none", seen=first)
    assert [task.state for task in CallTask.objects.all()] == ["dropped"]
    with pytest.raises(ConflictError):
        record_attempt(actor=coordinator.as_actor(), task_id=CallTask.objects.get().pk, outcome="reached", seen=0)


def test_a_call_ends_only_when_the_family_was_reached(arrived: Arrival, coordinator: Officer) -> None:
    wished(coordinator, arrived, "call")
    task, actor = CallTask.objects.get(), coordinator.as_actor()
    record_attempt(actor=actor, task_id=task.pk, outcome="no_answer", seen=0)
    with pytest.raises(ConflictError):
        record_attempt(actor=actor, task_id=task.pk, outcome="no_answer", seen=0)
    with pytest.raises(InputError):
        close_call(actor=actor, task_id=task.pk, **TALK)
    record_attempt(actor=actor, task_id=task.pk, outcome="reached", seen=1)
    close_call(actor=actor, task_id=task.pk, **TALK)
    with pytest.raises(ConflictError):
        close_call(actor=actor, task_id=task.pk, **TALK)


def test_two_people_cannot_take_the_same_person_on_unseen(
    arrived: Arrival, medic: Officer, coordinator: Officer
) -> None:
    take_on(actor=medic.as_actor(), arrival_id=arrived.pk, treating=True)
    with pytest.raises(ConflictError):
        take_on(actor=coordinator.as_actor(), arrival_id=arrived.pk, treating=False)
    take_on(actor=coordinator.as_actor(), arrival_id=arrived.pk, treating=False, seen_with=str(medic.pk))
    arrived.refresh_from_db()
    assert arrived.taken_by == str(coordinator.pk)


def test_the_coordinator_sees_the_appointment_and_no_note(
    arrived: Arrival, coordinator: Officer, psychologist: Officer
) -> None:
    who = {"actor": psychologist.as_actor(), "arrival_id": arrived.pk}
    set_appointment(**who)
    with pytest.raises(ConflictError):
        set_appointment(**who)
    browser = client_of(psychologist)
    assert browser.post(f"/reception/people/{arrived.pk}/notes/mind/", {"words": MARKER}).status_code == 302
    page = client_of(coordinator).get(f"/reception/people/{arrived.pk}/").content.decode()
    assert "Appointment within 24 h" in page
    for word in (MARKER, "notes/mind", "Sealed"):
        assert word not in page
    assert client_of(coordinator).get(f"/reception/people/{arrived.pk}/notes/mind/").status_code == 403
    keep_appointment(**who)
    with pytest.raises(ConflictError):
        keep_appointment(**who)
    assert (
        "Appointment within 24 h" not in client_of(coordinator).get(f"/reception/people/{arrived.pk}/").content.decode()
    )


def test_steps_of_first_aid_are_the_psychologists(
    arrived: Arrival, coordinator: Officer, psychologist: Officer
) -> None:
    for _twice in range(2):
        take_mind_step(actor=psychologist.as_actor(), arrival_id=arrived.pk, step="safety")
    assert mind_steps_of(viewer=psychologist.as_actor(), arrival_id=arrived.pk) == {"safety"}
    with pytest.raises(RefusedError):
        take_mind_step(actor=coordinator.as_actor(), arrival_id=arrived.pk, step="safety")
    with pytest.raises(RefusedError):
        mind_steps_of(viewer=coordinator.as_actor(), arrival_id=arrived.pk)


def test_nothing_is_done_about_who_is_not_here(expected: Arrival, medic: Officer, coordinator: Officer) -> None:
    with pytest.raises(ConflictError):
        triaged(medic, expected)
    with pytest.raises(ConflictError):
        wished(coordinator, expected, "call")


@pytest.mark.parametrize("role", ["registrar", "list_officer", "psychologist"])
def test_other_roles_give_no_triage_and_ask_no_wish(arrived: Arrival, role: str) -> None:
    stranger = officer_with(role)
    with pytest.raises(RefusedError):
        triaged(stranger, arrived)
    with pytest.raises(RefusedError):
        wished(stranger, arrived, "call")
