"""Two real nodes, each with its own folder, keys and database; commands are processes, and only `.hwb` files cross."""

import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WORKING = Path(__file__).parent / "working_node.py"
PASSWORD = "kettle-harbour-eleven"
NAMES = ["Їжак Олег", 'O"Neil, jr', "Коваль Ірина"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Machine:
    """One home with nodes in it, driven from the command line."""

    def __init__(self, place: Path) -> None:
        self.place, self.stick = place, place / "stick"
        self.stick.mkdir()
        self.environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        self.environment.update(HOMEWARD_HOME=str(place), PYTHONPATH=str(ROOT / "src"), COLUMNS="500")
        (place / "password").write_text(PASSWORD + "\n")

    def start(self, *words: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "homeward", *map(str, words)]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, env=self.environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True
        )

    def run(self, *words: object, code: int = 0) -> str:
        process = self.start(*words)
        out, errors = process.communicate(timeout=120)
        assert process.returncode == code, out + errors
        return out + errors

    def inside(self, name: str, *words: object) -> Any:
        environment = {
            **self.environment,
            "HOMEWARD_NODE_DIR": str(self.node(name)),
            "DJANGO_SETTINGS_MODULE": "homeward.node.settings",
        }
        command = [sys.executable, str(WORKING), *map(str, words)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def node(self, name: str) -> Path:
        return self.place / "nodes" / name

    def sql(self, name: str, statement: str, *values: object) -> object:
        with closing(sqlite3.connect(self.node(name) / "db.sqlite3")) as database:
            row = database.execute(statement, values).fetchone()
            database.commit()
        return row[0] if row else None

    def words(self, name: str) -> list[str]:
        told = self.run("partner", "show", self.place / f"{name}.card")
        return told.split("eight words: ")[1].split()

    def files(self) -> list[Path]:
        return sorted(self.stick.glob("*.hwb"))

    def empty(self) -> None:
        for path in self.stick.iterdir():
            path.unlink()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    machine = Machine(tmp_path_factory.mktemp("home"))
    for name in ("north", "south"):
        told = machine.run("init", name, "--role", "bureau", "--password-file", machine.place / "password")
        assert "eight words: " in told
        machine.run("partner", "card", "--node", name, "--out", machine.place / f"{name}.card")
    for name, other in (("north", "south"), ("south", "north")):
        machine.run("partner", "add", machine.place / f"{other}.card", "--node", name, "--words", *machine.words(other))
    rows = [f'p-{number},"{name.replace(chr(34), chr(34) * 2)}"' for number, name in enumerate(NAMES)]
    (machine.place / "held.csv").write_text("id,full name\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert machine.inside("north", "register", machine.place / "held.csv", "NORTH", "held") == len(NAMES)
    return machine.place


@pytest.fixture
def machine(built: Path, tmp_path: Path) -> Machine:
    """The two nodes as they were built, copied for one test."""
    subprocess.run(["cp", "-r", str(built) + "/.", str(tmp_path)], check=True)
    (tmp_path / "stick").rmdir()
    return Machine(tmp_path)


def test_a_list_crosses_by_stick_is_committed_by_a_registrar_and_answered(machine: Machine):
    machine.inside("north", "send", "south", "NORTH", "held")
    assert "1 sealed, 1 written" in machine.run("post", "send", machine.stick, "--node", "north")
    content = machine.files()[0].read_bytes()
    assert "Коваль".encode() not in content
    assert b"north" not in content
    assert "1 taken" in machine.run("post", "take", machine.stick, "--node", "south")
    assert machine.inside("south", "accept") == [3]
    assert machine.inside("south", "state")["names"] == NAMES
    machine.empty()
    machine.run("post", "send", machine.stick, "--node", "south")
    machine.run("post", "take", machine.stick, "--node", "north")
    assert machine.inside("north", "state")["sent"] == ["taken"]
    status = machine.run("post", "status", "--node", "north")
    assert "south: sent 1, acknowledged 1, received 1" in status
    for name in ("north", "south"):
        assert "is whole" in machine.run("verify", "journal", "--node", name)


def test_what_is_taken_back_is_marked_over_there_and_both_nodes_keep_seeing_it(machine: Machine):
    """H-17 between two real nodes: the item, its retraction, and the receipt of each."""
    item = machine.inside("north", "send", "south", "NORTH", "held")
    machine.run("post", "send", machine.stick, "--node", "north")
    machine.run("post", "take", machine.stick, "--node", "south")
    assert machine.inside("north", "retract", item) == "retracted"
    machine.run("post", "send", machine.stick, "--node", "north")
    machine.run("post", "take", machine.stick, "--node", "south")
    state = machine.inside("south", "state")
    assert (state["items"], state["reasons"]) == (["retracted", "taken"], ["MISTAKE", ""])
    machine.empty()
    machine.run("post", "send", machine.stick, "--node", "south")
    machine.run("post", "take", machine.stick, "--node", "north")
    assert machine.inside("north", "state")["sent"] == ["retracted", "taken"]


def test_the_same_stick_taken_twice_at_once_is_taken_once(machine: Machine):
    for _ in range(2):
        machine.inside("north", "send", "south", "NORTH", "held")
        machine.run("post", "send", machine.stick, "--node", "north")
    both = [machine.start("post", "take", machine.stick, "--node", "south") for _ in range(2)]
    told = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    state = machine.inside("south", "state")
    assert (state["arrived"], state["items"], state["quarantine"]) == ([1, 2], ["held", "held"], [])


@pytest.mark.slow
def test_a_removed_bundle_is_noticed_and_closed_by_the_next_stick(machine: Machine):
    for _ in range(3):
        machine.inside("north", "send", "south", "NORTH", "held")
        machine.run("post", "send", machine.stick, "--node", "north")
    contents = {path: path.read_bytes() for path in machine.files()}
    assert len(contents) == 3
    assert "3 taken" not in remove_second(machine)
    told = machine.run("post", "status", "--node", "south")
    assert "missing: 2" in told
    machine.empty()
    machine.run("post", "send", machine.stick, "--node", "north")
    assert "1 known, 2 taken" in machine.run("post", "take", machine.stick, "--node", "south")
    state = machine.inside("south", "state")
    assert state["arrived"] == [1, 2, 3]
    assert state["quarantine"] == [["OUT_OF_ORDER", "taken_later"]]


def remove_second(machine: Machine) -> str:
    """Takes the second bundle off the stick, as its sender's own table names it, and lets South take the rest."""
    wanted = machine.sql("north", "SELECT digest FROM post_outgoing WHERE seq = ?", 2)
    for path in machine.files():
        if hashlib.sha256(path.read_bytes()).hexdigest() == wanted:
            path.unlink()
    return machine.run("post", "take", machine.stick, "--node", "south", code=4)


@pytest.mark.slow
def test_a_flipped_bit_on_the_stick_is_refused_and_the_next_stick_heals_it(machine: Machine):
    machine.inside("north", "send", "south", "NORTH", "held")
    machine.run("post", "send", machine.stick, "--node", "north")
    path = machine.files()[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    told = machine.run("post", "take", machine.stick, "--node", "south", code=4)
    assert "NOT_OPENED" in told
    assert "What to do: If it was meant for this node, ask for it again" in told
    machine.run("post", "send", machine.stick, "--node", "north")
    machine.run("post", "take", machine.stick, "--node", "south", code=4)
    state = machine.inside("south", "state")
    assert (state["arrived"], state["quarantine"]) == ([1], [["NOT_OPENED", "waiting"]])


@pytest.mark.slow
def test_a_process_killed_while_taking_leaves_all_or_nothing_and_the_next_run_succeeds(machine: Machine):
    for _ in range(3):
        machine.inside("north", "send", "south", "NORTH", "held")
        machine.run("post", "send", machine.stick, "--node", "north")
    process = machine.start("post", "take", machine.stick, "--node", "south")
    database = machine.node("south") / "db.sqlite3-wal"
    while process.poll() is None and not (database.exists() and database.stat().st_size):
        pass
    process.kill()
    process.communicate(timeout=60)
    machine.run("post", "take", machine.stick, "--node", "south")
    state = machine.inside("south", "state")
    assert (state["arrived"], state["items"], state["quarantine"]) == ([1, 2, 3], ["held"] * 3, [])


@contextmanager
def serving(machine: Machine, name: str, port: int) -> Iterator[None]:
    process = machine.start("serve", name, "--port", port)
    try:
        while process.poll() is None and not answers(port):
            pass
        yield
    finally:
        process.terminate()
        process.communicate(timeout=60)


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health/alive/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@pytest.mark.slow
def test_a_list_crosses_over_the_network(machine: Machine):
    port = free_port()
    machine.inside("north", "send", "south", "NORTH", "held")
    machine.sql("north", "UPDATE post_partner SET address = ?", f"http://127.0.0.1:{port}/")
    with serving(machine, "south", port):
        assert "1 sealed, 1 handed over." in machine.run("post", "call", "south", "--node", "north")
        machine.run("post", "call", "south", "--node", "north")
    assert machine.inside("south", "state")["items"] == ["held"]
    assert "did not answer" in machine.run("post", "call", "south", "--node", "north", code=8)


@pytest.mark.slow
def test_a_real_node_is_never_built_over_and_a_short_password_builds_none(machine: Machine):
    told = machine.run(
        "init", "north", "--role", "bureau", "--password-file", machine.place / "password", code=6
    )  # fmt: skip
    assert "There is a node north already." in told
    (machine.place / "short").write_text("kettle")
    machine.run("init", "west", "--role", "bureau", "--password-file", machine.place / "short", code=2)
    (machine.place / "common").write_text("739184650273")
    machine.run("init", "west", "--role", "bureau", "--password-file", machine.place / "common", code=2)
    password = machine.place / "password"
    machine.run("init", "west", "--role", "bureau", "--party", "west!", "--password-file", password, code=2)
    assert not machine.node("west").exists()


def test_wrong_words_add_nobody_and_no_words_are_asked_for(machine: Machine):
    machine.run("init", "west", "--role", "intermediary", "--password-file", machine.place / "password")
    card = machine.place / "west.card"
    machine.run("partner", "card", "--node", "west", "--out", card)
    machine.run("partner", "card", "--node", "west", "--out", card, code=6)
    assert "not the words of this card" in machine.run(
        "partner", "add", card, "--node", "south", "--words", *machine.words("north"), code=4
    )
    assert "eight words are missing" in machine.run("partner", "add", card, "--node", "south", code=2)
    assert "west" not in machine.run("partner", "list", "--node", "south")
    assert "Name one with --node" in machine.run("partner", "list", code=2)
