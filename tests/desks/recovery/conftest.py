"""Regions in a row, places in them, and people who have come."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from cast import client_of, officer_with
from homeward.desks.reception.actions import expect_person, open_convoy
from homeward.desks.reception.models import Arrival
from homeward.desks.recovery.actions import keep_place, keep_region, open_case
from homeward.desks.recovery.actions.cases import Needs
from homeward.desks.recovery.models import Case, Place, Region
from homeward.office.accounts.models import Officer


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    with override_settings(COMPARTMENT_KEYS=tmp_path / "compartments", FILES_DIR=tmp_path):
        yield tmp_path


@pytest.fixture
def coordinator(db: None) -> Officer:
    return officer_with("reception_coordinator", name="Oleh Verba")


@pytest.fixture
def desk(coordinator: Officer) -> Client:
    return client_of(coordinator)


@pytest.fixture
def regions(coordinator: Officer) -> dict[str, Region]:
    """Coast lies beside Plain, and Plain beside Hills."""
    actor = coordinator.as_actor()
    coast = keep_region(actor=actor, name="Coast")
    plain = keep_region(actor=actor, name="Plain", neighbours=[coast.pk])
    hills = keep_region(actor=actor, name="Hills", neighbours=[plain.pk])
    return {"coast": coast, "plain": plain, "hills": hills}


@pytest.fixture
def places(coordinator: Officer, regions: dict[str, Region]) -> dict[str, Place]:
    def place(name: str, region: str, kinds: list[str], beds: int) -> Place:
        return keep_place(
            actor=coordinator.as_actor(),
            name=name,
            region_id=regions[region].pk,
            kinds=kinds,
            beds=beds,
            languages="Ukrainian, English",
        )

    return {
        "coast": place("Lighthouse house", "coast", ["prosthetics", "physio"], 2),
        "hills": place("Hill clinic", "hills", ["prosthetics"], 1),
        "plain": place("Plain hospital", "plain", ["eye"], 9),
    }


@pytest.fixture
def people(coordinator: Officer) -> list[Arrival]:
    actor = coordinator.as_actor()
    convoy = open_convoy(actor=actor, place="Harbour hall")
    named = (("Зоряненко Микола", "HW-00042-5"), ("Per Lindqvist", ""), ("نور حداد", "HW-00007-7"))
    return [
        expect_person(actor=actor, convoy_id=convoy.pk, name=name, number=number, is_here=True)
        for name, number in named
    ]


@pytest.fixture
def case(coordinator: Officer, people: list[Arrival], regions: dict[str, Region]) -> Case:
    return taken_in(coordinator, people[0], regions["coast"].pk)


def taken_in(officer: Officer, arrival: Arrival, region: str) -> Case:
    needs = Needs(needs=["prosthetics"], wish="near_family", family_region=region, languages="Ukrainian")
    return open_case(actor=officer.as_actor(), arrival_id=arrival.pk, needs=needs)
