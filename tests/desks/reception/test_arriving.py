"""Reception that starts before arrival: needs are told, history is not."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from cast import actor_with, registrar
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.reception.actions import (
    cancel_leg,
    expect_handover,
    expect_person,
    give_seat,
    plan_leg,
    record_absence,
    record_arrival,
    record_departure,
    take_seat_back,
)
from homeward.desks.reception.models import Arrival, Convoy, Seat
from homeward.desks.reception.needs import needs_of
from homeward.desks.reception.queries import (
    arrival_visible_to,
    board_visible_to,
    expected_visible_to,
    figures_visible_to,
    find_expected,
    leg_visible_to,
    received_person,
    received_persons,
)
from homeward.desks.reception.sources import plug_in
from homeward.desks.register.actions import commit_import, propose_import
from homeward.desks.register.queries import listed_persons
from homeward.office.accounts.models import Officer
from homeward.office.journal.models import Look
from homeward.office.journal.rights import THE_NODE, Actor
from homeward.office.parties.actions import admit_party

pytestmark = pytest.mark.django_db
LIST = """id,surname,given name,birth date,category
S/1,Vermeer,Anton,07.03.1998,seriously wounded
S/2,Lindqvist,Per,12.11.1985,
"""
MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def crossed() -> Iterator[list[str]]:
    """Who crossed at handover H-1, as the handover desk would tell."""
    admit_party(actor=THE_NODE, code="SOUTH", role="counterparty", names={"en": "Bureau of South"})
    actor = registrar().as_actor()
    batch = propose_import(actor=actor, file_name="l.csv", content=LIST.encode(), party="SOUTH", kind="held")
    commit_import(actor=actor, batch_id=batch.pk)
    ids = [person.id for person in listed_persons(viewer=actor, party="SOUTH", kind="held")]

    def source(*, viewer: Actor, handover_id: str, destination: str = "") -> list[str]:
        return ids if (handover_id, destination) == ("H-1", "NORTH") else []

    before = plug_in(source)
    yield ids
    plug_in(before)


def test_everybody_who_crossed_is_expected_with_the_needs_of_their_list(
    crossed: list[str], coordinator: Officer
) -> None:
    actor = coordinator.as_actor()
    convoy = expect_handover(actor=actor, handover_id="H-1", destination="NORTH", place="Harbour hall")
    view = expected_visible_to(viewer=actor, convoy_id=convoy.pk)
    assert {row.person_id for row in view.rows} == set(crossed)
    assert (view.beds["infirmary"], view.escorts["stretcher"], view.beds["general"]) == (1, 1, 1)
    with pytest.raises(ConflictError):
        expect_handover(actor=actor, handover_id="H-1", destination="NORTH", place="Harbour hall")
    with pytest.raises(InputError):
        expect_handover(actor=actor, handover_id="H-2", destination="NORTH", place="Harbour hall")
    assert Convoy.objects.count() == 1


def test_an_unknown_handover_is_told_by_the_handover_desk(coordinator: Officer) -> None:
    with pytest.raises(InputError):
        expect_handover(actor=coordinator.as_actor(), handover_id="H-1", destination="NORTH", place="Harbour hall")
    assert not Convoy.objects.exists()


def test_needs_lean_to_the_safe_side() -> None:
    assert needs_of(("SERIOUSLY_SICK", "OFFICERS")) == ("infirmary", "stretcher")
    assert needs_of(("PREGNANT",)) == ("single", "helper")
    assert needs_of(()) == ("general", "none")


def test_p12_before_arrival_the_team_reads_needs_and_is_refused_the_rest(
    expected: Arrival, coordinator: Officer, psychologist: Officer
) -> None:
    for officer in (coordinator, psychologist):
        view = expected_visible_to(viewer=officer.as_actor(), convoy_id=expected.convoy_id)
        assert (view.beds["infirmary"], view.escorts["stretcher"]) == (1, 1)
        with pytest.raises(RefusedError):
            arrival_visible_to(viewer=officer.as_actor(), arrival_id=expected.pk)
        assert received_persons(viewer=officer.as_actor()) == []
        with pytest.raises(InputError):
            received_person(viewer=officer.as_actor(), arrival_id=expected.pk)


def test_a_number_finds_the_person_and_a_misread_one_finds_nobody(expected: Arrival, coordinator: Officer) -> None:
    viewer = coordinator.as_actor()
    for code in ("HW-00042-5", " hw-00042-5 ", expected.pk):
        assert find_expected(viewer=viewer, code=code) == expected
    for code in ("HW-00042-6", "42", "Зоряненко", "HW-00043-6"):
        with pytest.raises(InputError):
            find_expected(viewer=viewer, code=code)


def test_an_arrival_is_recorded_once(expected: Arrival, coordinator: Officer) -> None:
    actor = coordinator.as_actor()
    first = record_arrival(actor=actor, arrival_id=expected.pk)
    with pytest.raises(ConflictError):
        record_arrival(actor=actor, arrival_id=expected.pk)
    expected.refresh_from_db()
    assert expected.arrived_at == first.arrived_at
    assert [len(column) for column in board_visible_to(viewer=actor).values()] == [1, 0, 0, 0, 0]


def test_who_did_not_come_can_still_come_later(expected: Arrival, coordinator: Officer) -> None:
    actor = coordinator.as_actor()
    record_absence(actor=actor, arrival_id=expected.pk, why="hospital")
    with pytest.raises(ConflictError):
        record_absence(actor=actor, arrival_id=expected.pk, why="hospital")
    assert figures_visible_to(viewer=actor).expected == 0
    assert record_arrival(actor=actor, arrival_id=expected.pk).state == "arrived"


def test_bad_entries_by_hand_are_refused(convoy: Convoy, expected: Arrival, coordinator: Officer) -> None:
    who = {"actor": coordinator.as_actor(), "convoy_id": convoy.pk}
    for bad in ({"name": ""}, {"name": "A", "number": "HW-00042-6"}, {"name": "A", "bed": "hammock"}):
        with pytest.raises(InputError):
            expect_person(**who, **bad)
    with pytest.raises(ConflictError):
        expect_person(**who, name="Somebody else", number="HW-00042-5")
    assert Arrival.objects.count() == 1


@pytest.mark.parametrize("role", ["registrar", "tracing_officer", "list_officer", "auditor", "handover_crew"])
def test_other_roles_see_and_change_nothing(expected: Arrival, role: str) -> None:
    stranger = actor_with(role)
    with pytest.raises(RefusedError):
        expected_visible_to(viewer=stranger, convoy_id=expected.convoy_id)
    with pytest.raises(RefusedError):
        board_visible_to(viewer=stranger)
    with pytest.raises(RefusedError):
        record_arrival(actor=stranger, arrival_id=expected.pk)


def test_opening_a_person_leaves_one_line_and_a_list_one(arrived: Arrival, coordinator: Officer) -> None:
    before = Look.objects.count()
    arrival_visible_to(viewer=coordinator.as_actor(), arrival_id=arrived.pk)
    board_visible_to(viewer=coordinator.as_actor())
    looks = list(Look.objects.order_by("pk").values_list("what", "subject"))[before:]
    assert looks == [("reception.person", arrived.pk), ("reception.board", "")]


def test_a_seat_is_given_once_and_never_beyond_the_last(convoy: Convoy, arrived: Arrival, coordinator: Officer) -> None:
    actor = coordinator.as_actor()
    leg = plan_leg(actor=actor, destination="Home port", departs_at=MORNING, seats=1, lying=1)
    other = expect_person(actor=actor, convoy_id=convoy.pk, name="Per Lindqvist", is_here=True)
    give_seat(actor=actor, leg_id=leg.pk, arrival_id=arrived.pk, kind="lying")
    for who, kind in ((arrived, "seat"), (other, "lying")):
        with pytest.raises(ConflictError):
            give_seat(actor=actor, leg_id=leg.pk, arrival_id=who.pk, kind=kind)
    take_seat_back(actor=actor, leg_id=leg.pk, arrival_id=arrived.pk)
    give_seat(actor=actor, leg_id=leg.pk, arrival_id=other.pk, kind="lying")
    assert leg_visible_to(viewer=actor, leg_id=leg.pk).free == {"seat": 1, "lying": 0}
    assert Seat.objects.count() == 2


def test_who_has_a_place_leaves_with_the_leg(convoy: Convoy, arrived: Arrival, coordinator: Officer) -> None:
    actor = coordinator.as_actor()
    leg = plan_leg(actor=actor, destination="Home port", departs_at=MORNING, seats=2)
    stays = expect_person(actor=actor, convoy_id=convoy.pk, name="Per Lindqvist", is_here=True)
    with pytest.raises(ConflictError):
        record_departure(actor=actor, leg_id=leg.pk)
    give_seat(actor=actor, leg_id=leg.pk, arrival_id=arrived.pk, kind="seat")
    assert record_departure(actor=actor, leg_id=leg.pk) == 1
    for late in (record_departure, cancel_leg):
        with pytest.raises(ConflictError):
            late(actor=actor, leg_id=leg.pk)
    arrived.refresh_from_db()
    stays.refresh_from_db()
    assert (arrived.state, stays.state) == ("left", "arrived")
    assert {person.arrival_id: person.has_left for person in received_persons(viewer=actor)} == {
        arrived.pk: True,
        stays.pk: False,
    }


def test_a_cancelled_leg_frees_its_places(arrived: Arrival, coordinator: Officer) -> None:
    actor = coordinator.as_actor()
    leg = plan_leg(actor=actor, destination="Home port", departs_at=MORNING, seats=1)
    give_seat(actor=actor, leg_id=leg.pk, arrival_id=arrived.pk, kind="seat")
    cancel_leg(actor=actor, leg_id=leg.pk)
    other = plan_leg(actor=actor, destination="Home port", departs_at=MORNING, seats=1)
    assert give_seat(actor=actor, leg_id=other.pk, arrival_id=arrived.pk, kind="seat").number == 1
    with pytest.raises(InputError):
        plan_leg(actor=actor, destination="Home port", departs_at=MORNING, seats=0)
