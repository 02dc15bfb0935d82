"""The three nodes with one Chromium for all tests that click, on the database that the run is about."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from databases import databases_of_the_nodes
from homeward.node.commands.test import GET_CHROMIUM, chromium
from homeward.node.picturing.browser import Front
from homeward.node.picturing.staging import staged_front

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    """The nodes' pages. Of module scope: Chromium's event loop must be gone before other tests use the database."""
    if chromium() is None:
        if os.environ.get("HOMEWARD_REQUIRE_ALL"):
            pytest.fail(GET_CHROMIUM)
        pytest.skip(GET_CHROMIUM)
    with databases_of_the_nodes() as databases, staged_front(EXAMPLES, databases=databases) as served:
        yield served
