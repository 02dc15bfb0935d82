"""Between register and reception: identity and needs before arrival, no history; and arrival as a step of custody."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cast import client_of, officer_with, registrar
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, RefusedError
from homeward.desks.handover.custody import note_custody
from homeward.desks.reception.actions import expect_handover, record_absence, record_arrival
from homeward.desks.reception.models import Arrival, Convoy
from homeward.desks.reception.sources import plug_in
from homeward.desks.register.actions import commit_import, propose_import, record_custody
from homeward.desks.register.models import CustodyEvent
from homeward.desks.register.queries import (
    cards,
    custody_of,
    identity_cards,
    identity_visible_to,
    listed_persons,
    person_visible_to,
    persons_visible_to,
)
from homeward.office.accounts.models import Officer
from homeward.office.journal import clock
from homeward.office.journal.models import Look
from homeward.office.journal.rights import THE_NODE, Actor
from homeward.office.parties.actions import admit_party

pytestmark = pytest.mark.django_db
LIST = """id,surname,given name,birth date,rank,capture date,capture place,category
S/1,Vermeer,Anton,07.03.1998,corporal,05.06.2024,Old Quarry,seriously wounded
"""


@pytest.fixture
def returnee() -> Iterator[str]:
    """The register id of one person who crossed at handover H-1 and was held in a camp before."""
    admit_party(actor=THE_NODE, code="SOUTH", role="counterparty", names={"en": "Bureau of South"})
    actor = registrar().as_actor()
    batch = propose_import(actor=actor, file_name="l.csv", content=LIST.encode(), party="SOUTH", kind="held")
    commit_import(actor=actor, batch_id=batch.pk)
    [person] = listed_persons(viewer=actor, party="SOUTH", kind="held")
    record_custody(actor=actor, person_id=person.id, code="CAMP", at=clock.now().date() - timedelta(days=90))

    def source(*, viewer: Actor, handover_id: str, destination: str = "") -> list[str]:
        return [person.id]

    before = plug_in(source)
    yield person.id
    plug_in(before)


@pytest.fixture
def on_the_way(returnee: str, coordinator: Officer) -> Arrival:
    expect_handover(actor=coordinator.as_actor(), handover_id="H-1", destination="NORTH", place="Harbour hall")
    return Arrival.objects.get()


def codes(person_id: str) -> list[str]:
    return [step.status.code for step in custody_of(viewer=registrar().as_actor(), person_id=person_id)]


def status(person_id: str) -> list[str]:
    card = cards(viewer=registrar().as_actor(), person_ids=[person_id])[person_id]
    return [each.code for each in card.statuses if each.group == "custody"]


def test_p12_the_receiving_account_reads_bed_and_escort_and_is_refused_the_history(
    returnee: str, on_the_way: Arrival, coordinator: Officer
) -> None:
    desk = client_of(coordinator)
    page = desk.get(reverse("reception:convoy", args=[on_the_way.convoy_id])).content.decode()
    assert "bed in the infirmary" in page
    assert "stretcher" in page
    viewer = coordinator.as_actor()
    for read in (
        lambda: person_visible_to(viewer=viewer, person_id=returnee),
        lambda: custody_of(viewer=viewer, person_id=returnee),
        lambda: cards(viewer=viewer, person_ids=[returnee]),
        lambda: persons_visible_to(viewer=viewer),
    ):
        with pytest.raises(RefusedError):
            read()
    for name in ("list", "captures", "batches"):
        assert desk.get(reverse(f"register:{name}")).status_code == 403, name
    assert desk.get(reverse("register:person", args=[returnee])).status_code == 403


def test_p12_the_identity_card_tells_who_it_is_and_nothing_of_what_was(returnee: str, coordinator: Officer) -> None:
    page = client_of(coordinator).get(reverse("register:identity", args=[returnee]))
    html = page.content.decode()
    assert page.status_code == 200
    for told in ("Vermeer", "HW-", "corporal", "Bureau of South", coordinator.display_name):
        assert told in html
    for kept in ("Old Quarry", "2024-06-05", "in a camp", "wounded", "batch"):
        assert kept not in html.partition("<main")[2], kept
    assert Look.objects.filter(what="register.identity", subject=returnee).count() == 1


def test_p12_other_roles_need_the_right_for_the_card_too(returnee: str) -> None:
    for role in ("handover_crew", "psychologist", "auditor", "claims_editor"):
        with pytest.raises(RefusedError):
            identity_visible_to(viewer=officer_with(role).as_actor(), person_id=returnee)
        with pytest.raises(RefusedError):
            identity_cards(viewer=officer_with(role).as_actor(), person_ids=[returnee])


def test_nobody_s_card_is_no_page(coordinator: Officer) -> None:
    desk: Client = client_of(coordinator)
    assert desk.get(reverse("register:identity", args=["0" * 32])).status_code == 404


def test_an_arrival_is_a_step_of_custody_once(returnee: str, on_the_way: Arrival, coordinator: Officer) -> None:
    actor = coordinator.as_actor()
    record_absence(actor=actor, arrival_id=on_the_way.pk, why="hospital")
    assert codes(returnee) == ["CAMP"]
    record_arrival(actor=actor, arrival_id=on_the_way.pk)
    with pytest.raises(ConflictError):
        record_arrival(actor=actor, arrival_id=on_the_way.pk)
    assert codes(returnee) == ["CAMP", "IN_TRANSIT_STATE"]
    assert status(returnee) == ["IN_TRANSIT_STATE"]
    step = CustodyEvent.objects.get(code="IN_TRANSIT_STATE")
    assert (step.source, step.recorded_by) == ("reception:H-1", str(coordinator.pk))


def test_a_handover_closed_after_the_arrival_stands_before_it(
    returnee: str, on_the_way: Arrival, coordinator: Officer
) -> None:
    record_arrival(actor=coordinator.as_actor(), arrival_id=on_the_way.pk)
    crew = officer_with("handover_crew").as_actor()
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(days=1))):
        note_custody(actor=crew, handover_id="H-1", crossed=[returnee], back=[])
        assert codes(returnee) == ["CAMP", "HANDED_OVER", "IN_TRANSIT_STATE"]
        assert status(returnee) == ["IN_TRANSIT_STATE"]
        note_custody(actor=crew, handover_id="H-2", crossed=[returnee], back=[])
        assert status(returnee) == ["HANDED_OVER"]


def test_somebody_entered_by_hand_is_no_person_of_the_register(expected: Arrival, coordinator: Officer) -> None:
    record_arrival(actor=coordinator.as_actor(), arrival_id=expected.pk)
    assert not CustodyEvent.objects.exists()
    assert Convoy.objects.count() == 1
