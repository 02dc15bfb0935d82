"""The three nodes, built once for all tests that click, on the database that the run is about."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from databases import databases_of_the_nodes
from homeward.node.commands.test import GET_CHROMIUM, chromium
from homeward.node.demo import cast
from homeward.node.demo.building import build_demo, existing_nodes
from homeward.node.picturing.browser import Front, Window
from homeward.node.picturing.staging import Staged, open_front, staged_nodes
from way_home import Journey, script

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def staged() -> Iterator[Staged]:
    """The nodes, served."""
    if chromium() is None:
        if os.environ.get("HOMEWARD_REQUIRE_ALL"):
            pytest.fail(GET_CHROMIUM)
        pytest.skip(GET_CHROMIUM)
    with databases_of_the_nodes() as databases, staged_nodes(EXAMPLES, databases=databases) as served:
        yield served


@pytest.fixture(scope="module")
def front(staged: Staged) -> Iterator[Front]:
    """The nodes' pages. Of module scope: Chromium's event loop must be gone before other tests use the database."""
    with open_front(staged) as opened:
        yield opened


@pytest.fixture
def window(front: Front) -> Iterator[Callable[..., Window]]:
    """Opens windows; at the end each must be free of faults."""
    opened: list[Window] = []

    def open_window(played: cast.Played | None = None, language: str = "en", **more: Any) -> Window:
        opened.append(front.window(played, language=language, **more))
        return opened[-1]

    yield open_window
    for each in opened:
        each.close()
    assert [fault for each in opened for fault in each.faults] == []


@pytest.fixture(scope="session")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    home = tmp_path_factory.mktemp("way-home")
    with databases_of_the_nodes() as databases:
        played = build_demo(home, script(), lambda _stage, _share: None, databases=databases)
        yield Journey(home, played, {node.name: node for node in existing_nodes(home)})
