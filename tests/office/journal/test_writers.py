"""Eight processes write at once, and the chain does not fork."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from homeward.node.home import build_node

WRITERS, ACTS = 8, 12
_SOURCE = str(Path(__file__).parents[3] / "src")
_SET_UP = "import django; django.setup()\n"
MIGRATE = _SET_UP + "from django.core.management import call_command; call_command('migrate', verbosity=0)"
WRITE = (
    _SET_UP
    + f"""
import sys
from homeward.node.database import guard_connections
from homeward.office.journal.rights import THE_NODE
from homeward.office.parties.actions import admit_party
guard_connections()
for number in range({ACTS}):
    admit_party(actor=THE_NODE, code=f"W{{sys.argv[1]}}-{{number}}", role="party", names={{"en": "Invented"}})
"""
)
VERIFY = _SET_UP + "from homeward.office.journal.verification import verify_journal; print(verify_journal().size)"


def python(environment: dict[str, str], script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.strip()


@pytest.fixture
def database_url() -> Iterator[str]:
    """A PostgreSQL database of this test's own, where the run has a server; '' else."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"homeward_writers_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server.rsplit("/", 1)[0] + f"/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_eight_processes_that_write_at_once_do_not_fork_the_chain(tmp_path: Path, database_url: str) -> None:
    environment = {**os.environ, "PYTHONPATH": _SOURCE, "DJANGO_SETTINGS_MODULE": "homeward.node.settings"}
    environment["DATABASE_URL"] = database_url

    def fill(folder: Path) -> None:
        finished(python({**environment, "HOMEWARD_NODE_DIR": str(folder)}, MIGRATE))

    node = build_node("writers", tmp_path, demo=True, role="party", fill=fill)
    environment["HOMEWARD_NODE_DIR"] = str(node.path)
    for writer in [python(environment, WRITE, str(number)) for number in range(WRITERS)]:
        finished(writer)
    assert finished(python(environment, VERIFY)) == str(WRITERS * ACTS)
