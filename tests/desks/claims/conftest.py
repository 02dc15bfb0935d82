"""The committed public tables, loaded; two invented parties for statements."""

import pytest

from cast import actor_with
from homeward.desks.claims.actions import load_public_tables
from homeward.office.journal.rights import THE_NODE
from homeward.office.parties.actions import admit_party


@pytest.fixture
def loaded(db: None) -> None:
    load_public_tables(actor=actor_with("claims_editor"))


@pytest.fixture
def parties(db: None) -> None:
    for code, name in (("NORTH", "Northland"), ("SOUTH", "Southland")):
        admit_party(actor=THE_NODE, code=code, role="party", names={"en": name})
