"""The lists taken in, searched, and officers of the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from cast import client_of, officer_with, tracing_officer
from desks.tracing.given import HELD, MISSING, take_in
from homeward.desks.tracing.actions import search
from homeward.desks.tracing.models import Pair, SearchRun
from homeward.office.accounts.models import Officer
from homeward.office.journal.rights import THE_NODE
from homeward.office.parties.actions import admit_party


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> Iterator[Path]:
    """A folder for uploaded files, since tests run without a node."""
    with override_settings(FILES_DIR=tmp_path):
        yield tmp_path


@pytest.fixture
def lists(db: None) -> None:
    for code, role in (("NORTH", "party"), ("SOUTH", "counterparty")):
        admit_party(actor=THE_NODE, code=code, role=role, names={"en": f"Bureau of {code.title()}"})
    take_in("NORTH", "missing", MISSING)
    take_in("SOUTH", "held", HELD)


@pytest.fixture
def first() -> Officer:
    return officer_with("tracing_officer", name="Mara Ostrow")


@pytest.fixture
def second() -> Officer:
    return officer_with("tracing_officer", name="Jonas Feld")


@pytest.fixture
def searched(lists: None) -> SearchRun:
    search(actor=tracing_officer().as_actor(), seeker="NORTH", holder="SOUTH")
    return SearchRun.objects.get()


@pytest.fixture
def pair(searched: SearchRun) -> Pair:
    """The first pair of the queue."""
    found = Pair.objects.order_by("place").first()
    assert found is not None
    return found


@pytest.fixture
def browser(first: Officer) -> Client:
    return client_of(first)
