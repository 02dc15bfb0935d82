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

from homeward.node.demo import cast
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


def told(out: str) -> tuple[list[str], list[str]]:
    """Rows of both closing tables, and the hashes of both plans."""
    rows = [line for line in out.splitlines() if line.startswith("│")]
    return rows, re.findall(r"plan +([0-9a-f]{64})", out)


NODES = [node.name for node in cast.NODES]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    place = tmp_path_factory.mktemp("demo") / "home"
    code, out, err = finished(demo(place, "--no-serve", "--until", "exchange"))
    assert code == 0, err
    return place, out


@pytest.fixture
def home(first_run: tuple[Path, str]) -> Path:
    return first_run[0]


def leftovers(home: Path) -> list[str]:
    return [path.name for path in (home / "nodes").iterdir() if "building" in path.name or "replaced" in path.name]


def whole(home: Path) -> bool:
    """Every node that is there has a whole journal."""
    return all(
        finished(run(home, "verify", "journal", "--node", name))[0] == 0
        for name in NODES
        if (home / "nodes" / name).exists()
    )


def test_a_second_run_gives_the_same_tables_and_plans(first_run: tuple[Path, str]):
    place, out = first_run
    before = (place / "demo-results" / "plan.json").read_bytes()
    code, again, err = finished(demo(place, "--no-serve", "--until", "exchange", "--fresh"))
    assert code == 0, err
    assert told(again) == told(out)
    assert len(told(out)[1]) == 2
    assert (place / "demo-results" / "plan.json").read_bytes() == before
    assert finished(run(place, "verify", "plan", str(place / "demo-results")))[0] == 0


def test_a_story_that_ends_early_says_what_it_came_to_and_no_more(tmp_path: Path):
    code, out, err = finished(demo(tmp_path / "home", "--no-serve", "--until", "tracing"))
    assert code == 0, err
    rows = told(out)[0]
    assert [row for row in rows if "matched" in row and "NORTH" in row]
    assert not [row for row in rows if "handed over" in row or "placed" in row]


def test_killed_while_the_nodes_are_built_a_rerun_and_verify_are_clean(tmp_path: Path, home: Path):
    place = tmp_path / "home"
    shutil.copytree(home, place)
    chance = random.Random(118)
    for _ in range(3):
        with demo(place, "--no-serve", "--until", "surrender") as process:
            for line in process.stdout:
                if "Printing the papers" in line:
                    break
            try:
                process.wait(timeout=chance.uniform(0.1, 9.0))
            except subprocess.TimeoutExpired:
                process.kill()
            process.communicate()
        assert process.returncode in (0, -signal.SIGKILL)
        # Of each node the old one or the new one, whole either way.
        assert whole(place)
    assert finished(demo(place, "--no-serve", "--until", "surrender"))[0] == 0
    assert whole(place)
    assert leftovers(place) == []


@pytest.mark.parametrize(
    "words",
    [("--no-serve", "--open", "tracing"), ("--until", "register", "--open", "tracing")],
    ids=lambda told: told[0],
)
def test_a_page_that_could_not_open_is_told_before_any_work(tmp_path: Path, words: tuple[str, ...]):
    code, out, err = finished(demo(tmp_path / "home", *words))
    assert code == 2
    assert "What to do" in err
    assert "done:" not in out
    assert not (tmp_path / "home").exists()


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
    real = build_node("demo-neutral", place, demo=False, role="party", fill=lambda folder: None)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in real.path.rglob("*"))
    code, _, err = finished(demo(place, "--no-serve"))
    assert code == 5
    assert "not marked demo" in err
    assert sorted((path.name, path.stat().st_mtime_ns) for path in real.path.rglob("*")) == before


def test_one_changed_byte_of_the_journal_is_found(tmp_path: Path, home: Path):
    place = tmp_path / "home"
    shutil.copytree(home, place)
    done = subprocess.run(
        [sys.executable, "-c", _TAMPER, str(place / "nodes" / "demo-south" / "db.sqlite3")],
        capture_output=True,
        text=True,
        check=True,
    )
    code, _, err = finished(run(place, "verify", "journal", "--node", "demo-south"))
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
