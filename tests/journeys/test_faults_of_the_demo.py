"""The demonstration is killed, run twice and met by a used port; a real node is never touched."""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from homeward.node.home import build_node

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.xdist_group("demo")


def demo(home: Path, *more: str) -> subprocess.Popen[str]:
    return run(home, "demo", *more)


def run(home: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "HOMEWARD_HOME": str(home), "DATABASE_URL": ""}
    environment.pop("HOMEWARD_NODE_DIR", None)
    command = [sys.executable, "-u", "-m", "homeward", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate()
    return process.returncode, out, err


def table_and_hash(out: str) -> tuple[list[str], str]:
    rows = [line for line in out.splitlines() if line.startswith("│")]
    return rows, re.search(r"plan {2}([0-9a-f]{64})", out)[1]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("demo") / "home"
    code, _, err = finished(demo(place, "--no-serve"))
    assert code == 0, err
    return place


def leftovers(home: Path) -> list[str]:
    return [path.name for path in (home / "nodes").iterdir() if "building" in path.name or "replaced" in path.name]


def test_a_second_run_gives_the_same_table_hash_and_plan_bytes(home: Path):
    before = (home / "demo-results" / "plan.json").read_bytes()
    first = finished(demo(home, "--no-serve"))
    second = finished(demo(home, "--no-serve"))
    assert first[0] == second[0] == 0
    assert table_and_hash(first[1]) == table_and_hash(second[1])
    assert (home / "demo-results" / "plan.json").read_bytes() == before


def test_the_node_plans_the_same_bytes_as_the_command(home: Path):
    code, out, err = finished(run(home, "verify", "journal"))
    assert code == 0, err
    assert "is whole" in out
    words = [sys.executable, "-c", _PRINT_HASH]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "HOMEWARD_NODE_DIR": str(home / "nodes" / "demo"),
        "DJANGO_SETTINGS_MODULE": "homeward.node.settings",
        "DATABASE_URL": "",
    }
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    _, again, _ = finished(run(home, "verify", "plan", str(home / "demo-results")))
    assert done.stdout.strip() in again


_PRINT_HASH = """
import django
django.setup()
from homeward.desks.exchange.models import PlanRecord
print(PlanRecord.objects.get().hash)
"""


def test_killed_while_the_node_is_built_a_rerun_and_verify_are_clean(tmp_path: Path, home: Path):
    place = tmp_path / "home"
    shutil.copytree(home, place)
    chance = random.Random(118)
    for _ in range(5):
        with demo(place, "--no-serve") as process:
            for line in process.stdout:
                if "Printing the papers" in line:
                    break
            try:
                process.wait(timeout=chance.uniform(0.1, 4.0))
            except subprocess.TimeoutExpired:
                process.kill()
            process.communicate()
        assert process.returncode in (0, -signal.SIGKILL)
        # The old node or the new one, whole either way.
        assert finished(run(place, "verify", "journal"))[0] == 0
    assert finished(demo(place, "--no-serve"))[0] == 0
    assert finished(run(place, "verify", "journal"))[0] == 0
    assert leftovers(place) == []


def test_a_used_port_is_told_before_any_work(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, out, err = finished(demo(tmp_path / "home", "--port", str(port)))
    assert code == 2
    assert f"Port {port} is in use." in err
    assert "--port" in err
    assert "done:" not in out
    assert not (tmp_path / "home").exists()


def test_a_real_node_of_that_name_is_refused(tmp_path: Path):
    place = tmp_path / "home"
    real = build_node("demo", place, demo=False, role="party", fill=lambda folder: None)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in real.path.rglob("*"))
    code, _, err = finished(demo(place, "--no-serve"))
    assert code == 5
    assert "not marked demo" in err
    assert sorted((path.name, path.stat().st_mtime_ns) for path in real.path.rglob("*")) == before


def test_one_changed_byte_of_the_journal_is_found(tmp_path: Path, home: Path):
    place = tmp_path / "home"
    shutil.copytree(home, place)
    done = subprocess.run(
        [sys.executable, "-c", _TAMPER, str(place / "nodes" / "demo" / "db.sqlite3")],
        capture_output=True,
        text=True,
        check=True,
    )
    code, _, err = finished(run(place, "verify", "journal"))
    assert code == 4
    assert f"Journal entry {done.stdout.strip()} was changed" in err


_TAMPER = """
import sqlite3, sys
link = sqlite3.connect(sys.argv[1])
for (name,) in link.execute("select name from sqlite_master where type = 'trigger'").fetchall():
    link.execute(f'drop trigger "{name}"')
seq, body = link.execute("select seq, body from journal order by seq limit 1 offset 7").fetchone()
link.execute("update journal set body = ? where seq = ?", (body[:-9] + bytes([body[-9] ^ 1]) + body[-8:], seq))
link.commit()
print(seq)
"""
