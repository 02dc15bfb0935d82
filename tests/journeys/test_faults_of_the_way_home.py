"""The story disturbed: other terms, changed bytes, nodes killed in the middle. The undisturbed one stands beside it."""

import json
import os
import random
import select
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from databases import databases_of_the_nodes
from homeward.node.commands.demo import EXAMPLES
from homeward.node.demo import cast
from homeward.node.demo.building import build_demo, existing_nodes
from homeward.node.demo.process import ActingNode, StepFailedError, started
from homeward.node.demo.script import Script
from way_home import NODES, WAYS, Journey, homeward, script

pytestmark = pytest.mark.xdist_group("way-home")


def test_a_second_story_from_other_terms_ends_in_another_plan(tmp_path: Path, journey: Journey):
    terms = tmp_path / "terms.toml"
    text = (EXAMPLES / "terms.toml").read_text(encoding="utf-8")
    terms.write_text(text.replace("heads = 115", "heads = 97"), encoding="utf-8")
    with databases_of_the_nodes() as databases:
        played = build_demo(
            tmp_path / "home", Script(script().lists, terms), lambda _stage, _share: None, until="exchange",
            databases=databases,
        )  # fmt: skip
    assert {played.rows["planned", way] for way in WAYS} == {97}
    assert played.plan["hash"] != journey.played.plan["hash"]


@pytest.mark.parametrize("name", NODES)
def test_verify_finds_one_byte_changed_in_any_journal(journey: Journey, name: str, tmp_path: Path):
    if journey.nodes[name].database_url:
        pytest.skip("bytes are changed in the file of an embedded database")
    shutil.copytree(journey.nodes[name].path, tmp_path / "nodes" / name)
    seq = _flip(tmp_path / "nodes" / name / "db.sqlite3")
    done = homeward(tmp_path, "verify", "journal", "--node", name)
    assert done.returncode == 4
    assert f"Journal entry {seq} was changed" in done.stderr


def _flip(database: Path) -> int:
    link = sqlite3.connect(database)
    for (name,) in link.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        link.execute(f'drop trigger "{name}"')
    seq, body = link.execute("select seq, body from journal order by seq desc limit 1 offset 9").fetchone()
    link.execute("update journal set body = ? where seq = ?", (body[:-9] + bytes([body[-9] ^ 1]) + body[-8:], seq))
    link.commit()
    link.close()
    return int(seq)


_DOWNLOAD = """
from pathlib import Path
from homeward.office.accounts.models import Officer
viewer = Officer.objects.get(username={name!r}).as_actor()
if {kind!r} == "agreement":
    from homeward.desks.exchange.queries import agreement_file
    content = agreement_file(viewer=viewer, number=1)
else:
    from homeward.desks.handover.models import Handover
    from homeward.desks.handover.papers import signed_file
    from homeward.desks.handover.queries import protocol_visible_to
    content = signed_file(*protocol_visible_to(viewer=viewer, handover_id=Handover.objects.get().pk))
told = Path({file!r}).write_bytes(content)
"""


@pytest.mark.parametrize("kind", ["agreement", "protocol"])
def test_verify_finds_one_byte_changed_in_what_was_signed(journey: Journey, kind: str, tmp_path: Path):
    file = tmp_path / f"{kind}.json"
    assert (
        journey.inside(cast.NORTH, _DOWNLOAD.format(kind=kind, file=str(file), name=cast.DECISION_MAKER.username)) > 0
    )
    assert homeward(journey.home, "verify", kind, str(file)).returncode == 0
    data = bytearray(file.read_bytes())
    for place in range(len(data) // 7, len(data), len(data) // 5):
        changed = bytearray(data)
        changed[place] ^= 1
        file.write_bytes(changed)
        done = homeward(journey.home, "verify", kind, str(file))
        assert done.returncode != 0, f"byte {place} changed and nothing said"


# Steps that a person repeats when nobody knows whether they were done: none may be done twice or by half.
REPEATED = {
    "post.write_stick", "post.read_stick", "register.import_list", "register.take_lists", "exchange.interview",
    "exchange.approve",
}  # fmt: skip


class Killer:
    """Kills the process of a node with -9 in the middle of every third repeatable step, and has the step repeated."""

    def __init__(self) -> None:
        self.kills = 0
        self._seen = 0
        self._chance = random.Random(824)

    def do(self, real: Callable[..., Any], node: ActingNode, step: str, **arguments: Any) -> Any:
        if step == "opening.set_time":
            self.moment = arguments["moment"]
        if step not in REPEATED:
            return real(node, step, **arguments)
        self._seen += 1
        if self._seen % 3:
            return real(node, step, **arguments)
        self.kills += 1
        self._kill_within(node, step, arguments)
        restart(node)
        real(node, "opening.set_time", moment=self.moment)
        try:
            return real(node, step, **arguments)
        except StepFailedError as error:
            # It was done before the process died: said so, and not done again.
            if not any(word in error.message for word in ("already", "Nothing of the kind")):
                raise
            return 0

    def _kill_within(self, node: ActingNode, step: str, arguments: dict[str, Any]) -> None:
        node.process.stdin.write(json.dumps({"step": step, "arguments": arguments}) + "\n")
        node.process.stdin.flush()
        # It answers when it is faster than this: then it is killed after the step, and the answer is lost.
        select.select([node.process.stdout], [], [], self._chance.uniform(0.0, 0.4))
        node.process.kill()
        node.process.wait()


def restart(node: ActingNode) -> None:
    """Another process in the same folder, as an operator starts it again."""
    node.close()
    node.process = started(node.folder)


def test_nodes_killed_in_the_middle_of_steps_come_to_the_same_end(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    killer, real = Killer(), ActingNode.do
    monkeypatch.setattr(ActingNode, "do", lambda node, step, **more: killer.do(real, node, step, **more))
    with databases_of_the_nodes() as databases:
        played = build_demo(
            tmp_path, script(), lambda _stage, _share: None, until="exchange", databases=databases
        )  # fmt: skip
    assert killer.kills >= 10
    assert played.plan["hash"] == journey.played.plan["hash"]
    for row in ("requested", "offered", "matched", "planned", "art. 109 beside"):
        assert {way: played.rows[row, way] for way in WAYS} == journey.persons(row)


def test_a_node_killed_at_any_step_leaves_nothing_half_built(tmp_path: Path):
    """Each node in turn is killed with -9 at a step in the middle of a stage; what is left is nothing, and whole."""
    for name, step in zip(NODES, (9, 14, 6), strict=True):
        told = subprocess.run(
            [sys.executable, "-c", _KILLS, str(tmp_path), name, str(step)], capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent / "src"), "DATABASE_URL": ""},
        )  # fmt: skip
        assert json.loads(told.stdout)["error"] == "StepFailedError", told.stderr
        assert existing_nodes(tmp_path) == []
        left = [path.name for path in (tmp_path / "nodes").iterdir() if not path.name.endswith(".lock")]
        assert left == []


_KILLS = """
import json, sys
from pathlib import Path
from homeward.node.commands.demo import EXAMPLES, list_files_in
from homeward.node.demo import process
from homeward.node.demo.building import build_demo
from homeward.node.demo.process import ActingNode, StepFailedError, started
from homeward.node.demo.script import Listed, Script

home, name, step = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
real = process.ActingNode.do

def do(node, told, **arguments):
    if node.name == name and node.steps == step:
        node.process.kill()
        node.process.wait()
    return real(node, told, **arguments)

process.ActingNode.do = do
files = list_files_in(EXAMPLES)
script = Script(tuple(Listed(each.party, each.kind, each.path) for each in files), EXAMPLES / "terms.toml")
try:
    build_demo(home, script, lambda stage, share: None, until="tracing")
    print(json.dumps({"error": ""}))
except Exception as error:
    print(json.dumps({"error": type(error).__name__}))
"""
