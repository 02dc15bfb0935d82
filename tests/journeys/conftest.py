"""The three nodes with one Chromium for all tests that click, on the database that the run is about."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from homeward.node.commands.test import GET_CHROMIUM, chromium
from homeward.node.demo.cast import STAGES
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


@contextmanager
def databases_of_the_nodes() -> Iterator[dict[str, str]]:
    """On PostgreSQL an empty database for each node, dropped afterwards; on SQLite each node brings its own file."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    made = {stage.name: f"{stage.name.replace('-', '_')}_{uuid4().hex}" for stage in STAGES}
    with psycopg.connect(url, autocommit=True) as server:
        for name in made.values():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield {node: f"{url.rsplit('/', 1)[0]}/{name}" for node, name in made.items()}
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            for name in made.values():
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
