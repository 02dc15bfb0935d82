"""A place by need and wish, a bed that two people never share, and dates for a year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from cast import actor_with
from desks.recovery.conftest import taken_in
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.reception.models import Arrival
from homeward.desks.recovery.actions import (
    accept_referral,
    change_needs,
    close_place,
    keep_place,
    open_case,
    record_follow_up,
    refuse_referral,
    send_referral,
    take_referral_back,
)
from homeward.desks.recovery.actions.cases import Needs
from homeward.desks.recovery.calendar import calendar_file
from homeward.desks.recovery.models import Case, Place, Referral, Region
from homeward.desks.recovery.queries import (
    calendar_visible_to,
    case_visible_to,
    cases_visible_to,
    due_visible_to,
    places_visible_to,
    without_case,
)
from homeward.office.accounts.models import Officer
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
Places, Regions = dict[str, Place], dict[str, Region]


def asked(officer: Officer, case: Case, place: Place) -> Referral:
    return send_referral(actor=officer.as_actor(), case_id=case.pk, place_id=place.pk)


def placed(officer: Officer, case: Case, place: Place) -> Referral:
    return accept_referral(actor=officer.as_actor(), referral_id=asked(officer, case, place).pk)


def proposed(officer: Officer, case: Case) -> list[str]:
    return [place.name for place, _why in case_visible_to(viewer=officer.as_actor(), case_id=case.pk).proposals]


def free_beds(officer: Officer, place: Place) -> int:
    return next(view.free for view in places_visible_to(viewer=officer.as_actor()) if view.place.pk == place.pk)


def test_places_are_proposed_by_need_and_wish(coordinator: Officer, case: Case, places: Places) -> None:
    assert proposed(coordinator, case) == ["Lighthouse house", "Hill clinic"]


def test_an_accepted_referral_reserves_a_bed_and_a_full_place_is_proposed_no_more(
    coordinator: Officer, case: Case, people: list[Arrival], places: Places, regions: Regions
) -> None:
    hills = places["hills"]
    assert placed(coordinator, case, hills).bed == 1
    case.refresh_from_db()
    assert (case.state, free_beds(coordinator, hills)) == ("placed", 0)
    other = taken_in(coordinator, people[1], regions["hills"].pk)
    assert proposed(coordinator, other) == ["Lighthouse house"]
    with pytest.raises(ConflictError):
        asked(coordinator, other, hills)


def test_the_last_bed_goes_to_the_first_who_accepts(
    coordinator: Officer, case: Case, people: list[Arrival], places: Places, regions: Regions
) -> None:
    other = taken_in(coordinator, people[1], regions["hills"].pk)
    first, second = (asked(coordinator, found, places["hills"]) for found in (case, other))
    accept_referral(actor=coordinator.as_actor(), referral_id=second.pk)
    with pytest.raises(ConflictError):
        accept_referral(actor=coordinator.as_actor(), referral_id=first.pk)
    first.refresh_from_db()
    assert (first.state, first.bed) == ("sent", None)
    assert JournalEntry.objects.filter(kind="recovery.accept_referral").count() == 1


def test_the_database_itself_refuses_two_people_in_one_bed(
    coordinator: Officer, case: Case, people: list[Arrival], places: Places, regions: Regions
) -> None:
    placed(coordinator, case, places["hills"])
    other = taken_in(coordinator, people[1], regions["hills"].pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(case=other, place=places["hills"], state="accepted", bed=1, sent_by="x")


def test_a_bed_given_back_is_free_and_places_are_proposed_again(
    coordinator: Officer, case: Case, places: Places
) -> None:
    referral = placed(coordinator, case, places["hills"])
    take_referral_back(actor=coordinator.as_actor(), referral_id=referral.pk, why="person")
    case.refresh_from_db()
    assert (free_beds(coordinator, places["hills"]), case.state, case.reopened_why) == (1, "placing", "taken_back")
    with pytest.raises(ConflictError):
        take_referral_back(actor=coordinator.as_actor(), referral_id=referral.pk, why="person")
    with pytest.raises(ConflictError):
        accept_referral(actor=coordinator.as_actor(), referral_id=referral.pk)
    assert "Hill clinic" in proposed(coordinator, case)


def test_a_refusal_has_a_reason_and_the_place_is_not_proposed_for_the_same_needs(
    coordinator: Officer, case: Case, places: Places
) -> None:
    referral, actor = asked(coordinator, case, places["coast"]), coordinator.as_actor()
    with pytest.raises(InputError):
        refuse_referral(actor=actor, referral_id=referral.pk, why="full of us")
    refuse_referral(actor=actor, referral_id=referral.pk, why="no_care")
    for late in (
        lambda: refuse_referral(actor=actor, referral_id=referral.pk, why="no_care"),
        lambda: accept_referral(actor=actor, referral_id=referral.pk),
    ):
        with pytest.raises(ConflictError):
            late()
    assert proposed(coordinator, case) == ["Hill clinic"]


def test_one_place_is_asked_at_a_time_and_a_form_sent_twice_asks_once(
    coordinator: Officer, case: Case, places: Places
) -> None:
    asked(coordinator, case, places["coast"])
    for place in ("coast", "hills"):
        with pytest.raises(ConflictError):
            asked(coordinator, case, places[place])
    assert proposed(coordinator, case) == []


def test_the_family_moved_so_the_next_place_is_offered_and_the_old_bed_stays_until_then(
    coordinator: Officer, case: Case, places: Places, regions: Regions
) -> None:
    placed(coordinator, case, places["coast"])
    needs = Needs(["prosthetics"], "near_family", "", regions["hills"].pk, "Ukrainian")
    changed = change_needs(actor=coordinator.as_actor(), case_id=case.pk, needs=needs, seen=1)
    assert (changed.state, changed.reopened_why) == ("placing", "moved")
    assert proposed(coordinator, case) == ["Hill clinic"]
    assert free_beds(coordinator, places["coast"]) == 1
    placed(coordinator, case, places["hills"])
    assert free_beds(coordinator, places["coast"]) == 2
    states = set(Referral.objects.values_list("place__name", "state"))
    assert states == {("Lighthouse house", "ended"), ("Hill clinic", "accepted")}
    with pytest.raises(ConflictError):
        change_needs(actor=coordinator.as_actor(), case_id=case.pk, needs=needs, seen=1)


def test_nothing_new_reopens_nothing(coordinator: Officer, case: Case, places: Places, regions: Regions) -> None:
    placed(coordinator, case, places["coast"])
    same = Needs(["prosthetics"], "near_family", "", regions["coast"].pk, "Ukrainian, English")
    changed = change_needs(actor=coordinator.as_actor(), case_id=case.pk, needs=same, seen=1)
    assert (changed.state, changed.languages) == ("placed", ["Ukrainian", "English"])


def test_a_wish_that_names_no_region_is_asked_for(coordinator: Officer, people: list[Arrival], db: None) -> None:
    for wish in ("near_family", "in_region", "on the moon"):
        with pytest.raises(InputError):
            open_case(actor=coordinator.as_actor(), arrival_id=people[0].pk, needs=Needs(wish=wish))
    with pytest.raises(InputError):
        open_case(actor=coordinator.as_actor(), arrival_id=people[0].pk, needs=Needs(needs=["shell shock"]))
    with pytest.raises(InputError):
        open_case(actor=coordinator.as_actor(), arrival_id="nobody", needs=Needs())
    assert not Case.objects.exists()


def test_a_person_is_taken_in_once(coordinator: Officer, case: Case, people: list[Arrival]) -> None:
    with pytest.raises(ConflictError):
        open_case(actor=coordinator.as_actor(), arrival_id=people[0].pk, needs=Needs())
    waiting = [received.arrival_id for received in without_case(viewer=coordinator.as_actor())]
    assert set(waiting) == {people[1].pk, people[2].pk}
    assert [found.name for found, _place in cases_visible_to(viewer=coordinator.as_actor())] == [case.name]


def test_beds_are_not_cut_below_those_in_use_and_a_closed_place_is_proposed_to_nobody(
    coordinator: Officer, case: Case, places: Places, regions: Regions
) -> None:
    placed(coordinator, case, places["coast"])
    actor, coast = coordinator.as_actor(), places["coast"]
    place = {"region_id": regions["coast"].pk, "kinds": ["prosthetics"]}
    with pytest.raises(ConflictError):
        keep_place(actor=actor, name=coast.name, beds=0, place_id=coast.pk, **place)
    with pytest.raises(ConflictError):
        keep_place(actor=actor, name="Hill clinic", beds=1, **place)
    close_place(actor=actor, place_id=places["hills"].pk)
    with pytest.raises(ConflictError):
        close_place(actor=actor, place_id=places["hills"].pk)
    with pytest.raises(ConflictError):
        asked(coordinator, case, places["hills"])


def test_dates_run_for_a_year_and_stand_on_the_list_from_their_day_on(coordinator: Officer, case: Case) -> None:
    days = list(case.follow_ups.values_list("day", "due"))
    assert days == [(day, case.returned_on + timedelta(days=day)) for day in (1, 7, 30, 90, 180, 365)]
    viewer, week = coordinator.as_actor(), case.returned_on + timedelta(days=7)
    assert due_visible_to(viewer=viewer, today=case.returned_on) == ([], 0)
    (first, second), total = due_visible_to(viewer=viewer, today=week)
    assert total == 2
    assert due_visible_to(viewer=viewer, today=week, limit=1) == ([first], 2)
    record_follow_up(actor=viewer, follow_up_id=first.pk, outcome="done")
    record_follow_up(actor=viewer, follow_up_id=second.pk, outcome="missed")
    for found, outcome in ((first, "done"), (first, "missed"), (second, "missed")):
        with pytest.raises(ConflictError):
            record_follow_up(actor=viewer, follow_up_id=found.pk, outcome=outcome)
    record_follow_up(actor=viewer, follow_up_id=second.pk, outcome="done")
    assert due_visible_to(viewer=viewer, today=week) == ([], 0)
    with pytest.raises(InputError):
        record_follow_up(actor=viewer, follow_up_id=first.pk, outcome="perhaps")


def test_the_calendar_file_holds_case_numbers_and_no_name(coordinator: Officer, case: Case, places: Places) -> None:
    placed(coordinator, case, places["coast"])
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    data = calendar_visible_to(viewer=coordinator.as_actor(), made_at=moment, case_id=case.pk)
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        case.returned_on + timedelta(days=d) for d in (1, 7, 30, 90, 180, 365)
    ]
    assert str(events[0]["summary"]) == "HW-00042-5: day 1"
    for word in ("Зоряненко", "Микола", "Lighthouse", "prosthetics", "Coast"):
        assert word.encode() not in data
    assert data == calendar_visible_to(viewer=coordinator.as_actor(), made_at=moment)
    with pytest.raises(InputError):
        calendar_visible_to(viewer=coordinator.as_actor(), made_at=moment, case_id="nobody")


def test_the_same_dates_give_the_same_file() -> None:
    moment, events = datetime(2026, 3, 1, tzinfo=UTC), [("a1", "HW-00042-5: day 1", date(2026, 3, 2))]
    files = {calendar_file(events, title="Follow-up", made_at=moment) for _twice in range(2)}
    assert len(files) == 1
    assert b"DTSTART;VALUE=DATE:20260302" in files.pop()


@pytest.mark.parametrize("role", ["registrar", "medical_officer", "list_officer", "tracing_officer", "auditor"])
def test_other_roles_see_and_change_nothing(case: Case, places: Places, role: str) -> None:
    stranger = actor_with(role)
    with pytest.raises(RefusedError):
        case_visible_to(viewer=stranger, case_id=case.pk)
    with pytest.raises(RefusedError):
        due_visible_to(viewer=stranger, today=date(2030, 1, 1))
    with pytest.raises(RefusedError):
        send_referral(actor=stranger, case_id=case.pk, place_id=places["coast"].pk)


def test_the_psychologist_reads_and_changes_nothing(case: Case, places: Places) -> None:
    psychologist = actor_with("psychologist")
    assert case_visible_to(viewer=psychologist, case_id=case.pk).case == case
    with pytest.raises(RefusedError):
        send_referral(actor=psychologist, case_id=case.pk, place_id=places["coast"].pk)


def test_the_journal_tells_no_need_and_no_wish(coordinator: Officer, case: Case, places: Places) -> None:
    bodies = b"".join(
        bytes(entry.body)
        for entry in JournalEntry.objects.filter(kind__in=("recovery.open_case", "recovery.change_needs"))
    )
    assert case.pk.encode() in bodies
    assert b"prosthetics" not in bodies
    assert b"near_family" not in bodies
