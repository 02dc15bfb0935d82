"""A convoy of invented people, and the officers who meet it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from cast import client_of, officer_with
from homeward.desks.reception.actions import expect_person, open_convoy, record_arrival
from homeward.desks.reception.models import Arrival, Convoy
from homeward.office.accounts.models import Officer
from homeward.office.compartments.keys import found_recovery


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "compartments"
    found_recovery(folder)
    with override_settings(COMPARTMENT_KEYS=folder, FILES_DIR=tmp_path):
        yield folder


@pytest.fixture
def coordinator(db: None) -> Officer:
    return officer_with("reception_coordinator", name="Oleh Verba")


@pytest.fixture
def medic(db: None) -> Officer:
    return officer_with("medical_officer", name="Lina Haddad")


@pytest.fixture
def psychologist(db: None) -> Officer:
    return officer_with("psychologist", name="Nadia Salem")


@pytest.fixture
def convoy(coordinator: Officer) -> Convoy:
    return open_convoy(actor=coordinator.as_actor(), place="Harbour hall")


@pytest.fixture
def expected(coordinator: Officer, convoy: Convoy) -> Arrival:
    return expect_person(
        actor=coordinator.as_actor(),
        convoy_id=convoy.pk,
        name="Зоряненко Микола",
        number="HW-00042-5",
        bed="infirmary",
        escort="stretcher",
    )


@pytest.fixture
def arrived(coordinator: Officer, expected: Arrival) -> Arrival:
    return record_arrival(actor=coordinator.as_actor(), arrival_id=expected.pk)


@pytest.fixture
def desk(coordinator: Officer) -> Client:
    return client_of(coordinator)
