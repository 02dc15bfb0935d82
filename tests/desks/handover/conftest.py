"""A folder for uploaded files, since tests run without a node, and a handover whose list is signed by three."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from desks.exchange.given import registered_and_searched
from desks.handover.given import GivenDay, signed_day


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> Iterator[Path]:
    with override_settings(FILES_DIR=tmp_path):
        yield tmp_path


@pytest.fixture
def searched(db: None) -> None:
    registered_and_searched()


@pytest.fixture
def given_day(searched: None) -> GivenDay:
    return signed_day()
