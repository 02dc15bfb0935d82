"""Databases for nodes that run beside the suite's own, on the server that the run is about."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import sql

from homeward.node.demo.cast import NODES


@contextmanager
def databases_of_the_nodes() -> Iterator[dict[str, str]]:
    """On PostgreSQL an empty database for each node, dropped afterwards; on SQLite each node brings its own file."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    made = {node.name: f"{node.name.replace('-', '_')}_{uuid4().hex}" for node in NODES}
    with psycopg.connect(url, autocommit=True) as server:
        for name in made.values():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield {node: f"{url.rsplit('/', 1)[0]}/{name}" for node, name in made.items()}
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            for name in made.values():
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
