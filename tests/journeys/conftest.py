"""One demonstration node with one Chromium for all tests that click, on the database that the run is about."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from homeward.node.commands.test import GET_CHROMIUM, chromium
from homeward.node.picturing.browser import Front
from homeward.node.picturing.staging import staged_front

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    """The node's pages. Of module scope: Chromium's event loop must be gone before other tests use the database."""
    if chromium() is None:
        if os.environ.get("HOMEWARD_REQUIRE_ALL"):
            pytest.fail(GET_CHROMIUM)
        pytest.skip(GET_CHROMIUM)
    with _own_database(), staged_front(EXAMPLES) as served:
        yield served


@contextmanager
def _own_database() -> Iterator[None]:
    """A node finds PostgreSQL by DATABASE_URL: there it gets a database of its own, dropped afterwards."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield
        return
    name = f"homeward_pages_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    os.environ["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/{name}"
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = url
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
