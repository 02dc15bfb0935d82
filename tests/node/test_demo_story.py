"""The demonstration's story on the database that the suite runs on, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from homeward.node.commands.demo import EXAMPLES, list_files_in
from homeward.node.demo.building import Listed, Script, build_demo
from homeward.node.exchange_run.run import Order, run_exchange
from homeward.node.serving import node_environment


@pytest.fixture
def database_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """On PostgreSQL a fresh database, dropped afterwards; on SQLite the node brings its own file."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield
        return
    name = f"story_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
        monkeypatch.setenv("DATABASE_URL", urlunsplit(urlsplit(url)._replace(path=f"/{name}")))
        yield
        link.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def inside(node: Path, program: str) -> str:
    words = [sys.executable, "-c", f"import django\ndjango.setup()\n{program}"]
    done = subprocess.run(words, env=node_environment(node), capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.usefixtures("database_of_its_own")
def test_the_story_ends_in_the_plan_of_the_command_and_in_a_whole_journal(tmp_path: Path):
    files = list_files_in(EXAMPLES)
    script = Script(tuple(Listed(each.party, each.kind, each.path) for each in files), EXAMPLES / "terms.toml")
    shares: list[float] = []
    node = build_demo(tmp_path / "home", script, shares.append)
    done = run_exchange(Order(files, EXAMPLES / "terms.toml", tmp_path / "out"), lambda step, share: None)
    planned = inside(
        node.path,
        "from homeward.desks.exchange.models import PlanRecord\n"
        "print(*PlanRecord.objects.values_list('hash', flat=True))",
    )
    assert planned == done.plan.hash
    told = inside(
        node.path,
        "from homeward.office.journal.verification import verify_journal\n"
        "from django.db import connection\nprint(verify_journal().size, connection.vendor)",
    )
    size, vendor = told.split()
    assert int(size) >= 40
    assert vendor == ("postgresql" if os.environ.get("DATABASE_URL") else "sqlite")
    assert shares == sorted(shares)
    assert len(shares) == 5
