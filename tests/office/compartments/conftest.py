"""A folder of keys with recovery identities, and two people on every ward."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from cast import officer_with
from homeward.office.accounts.models import Officer
from homeward.office.compartments.keys import found_recovery
from office.compartments.given import new_interviewer


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    with override_settings(COMPARTMENT_KEYS=tmp_path / "compartments"):
        yield tmp_path / "compartments"


@pytest.fixture
def recovery(keys: Path) -> dict[str, str]:
    """Compartment -> secret recovery identity, kept away from the node."""
    return found_recovery(keys)


@pytest.fixture
def medic(db: None, recovery: dict[str, str]) -> Officer:
    return officer_with("medical_officer", name="Lina Haddad")


@pytest.fixture
def other_medic(db: None) -> Officer:
    return officer_with("medical_officer", name="Tomas Brandt")


@pytest.fixture
def psychologist(db: None, recovery: dict[str, str]) -> Officer:
    return officer_with("psychologist", name="Nadia Salem")


@pytest.fixture
def interviewer(db: None, recovery: dict[str, str]) -> Officer:
    return new_interviewer("first")
