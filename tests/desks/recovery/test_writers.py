"""Six processes accept six referrals to a place with two beds, at once: two get a bed."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from homeward.node.home import build_node

BEDS, PEOPLE = 2, 6
_SOURCE = str(Path(__file__).parents[3] / "src")
_SET_UP = """
import sys
import django; django.setup()
from homeward.office.accounts.actions import create_officer
from homeward.office.accounts.models import Officer
from homeward.office.journal.rights import THE_NODE
from homeward.desks.reception.actions import expect_person, open_convoy
from homeward.desks.recovery.actions import *
from homeward.desks.recovery.actions.cases import Needs
from homeward.desks.recovery.models import Referral
from homeward.base.errors import ConflictError
"""
FILL = (
    _SET_UP
    + f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
officer = create_officer(actor=THE_NODE, username="oleh", display_name="Oleh Verba", password="kettle-harbour-eleven",
                         roles=["reception_coordinator"])
who = {{"actor": officer.as_actor()}}
region = keep_region(**who, name="Coast")
place = keep_place(**who, name="Hill clinic", region_id=region.pk, kinds=["eye"], beds={BEDS})
convoy = open_convoy(**who, place="Harbour hall")
for number in range({PEOPLE}):
    arrival = expect_person(**who, convoy_id=convoy.pk, name=f"Person {{number}}", is_here=True)
    case = open_case(**who, arrival_id=arrival.pk, needs=Needs(needs=["eye"]))
    send_referral(**who, case_id=case.pk, place_id=place.pk)
"""
)
ACCEPT = (
    _SET_UP
    + """
from homeward.node.database import guard_connections
guard_connections()
referral = Referral.objects.order_by("pk")[int(sys.argv[1])]
try:
    print(accept_referral(actor=Officer.objects.get().as_actor(), referral_id=referral.pk).bed)
except ConflictError:
    print("full")
"""
)


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
    name = f"homeward_beds_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server.rsplit("/", 1)[0] + f"/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_no_bed_is_reserved_twice_when_everybody_accepts_at_once(tmp_path: Path, database_url: str) -> None:
    environment = {**os.environ, "PYTHONPATH": _SOURCE, "DJANGO_SETTINGS_MODULE": "homeward.node.settings"}
    environment["DATABASE_URL"] = database_url

    def fill(folder: Path) -> None:
        finished(python({**environment, "HOMEWARD_NODE_DIR": str(folder)}, FILL))

    node = build_node("beds", tmp_path, demo=True, role="party", fill=fill)
    environment["HOMEWARD_NODE_DIR"] = str(node.path)
    answers = [finished(process) for process in [python(environment, ACCEPT, str(n)) for n in range(PEOPLE)]]
    assert sorted(answers) == ["1", "2", *["full"] * (PEOPLE - BEDS)]
