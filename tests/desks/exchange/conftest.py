"""A folder for uploaded files, since tests run without a node, and two invented parties' lists, searched both ways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from desks.exchange.given import registered_and_searched
from homeward.office.compartments.keys import found_recovery


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> Iterator[Path]:
    with override_settings(FILES_DIR=tmp_path):
        yield tmp_path


@pytest.fixture
def searched(db: None) -> None:
    registered_and_searched()


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    """A folder of keys with the recovery identities: sealed notes can be written."""
    with override_settings(COMPARTMENT_KEYS=tmp_path / "compartments"):
        found_recovery(tmp_path / "compartments")
        yield tmp_path / "compartments"
