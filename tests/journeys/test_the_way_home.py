"""The whole way home between three nodes in processes of their own, on the database that the run is about."""

import json
import os
import random
import select
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from databases import databases_of_the_nodes
from homeward.node.commands.demo import EXAMPLES, list_files_in
from homeward.node.demo import cast
from homeward.node.demo.building import build_demo, existing_nodes
from homeward.node.demo.process import ActingNode, StepFailedError, started
from homeward.node.demo.script import Listed, Script
from homeward.node.demo.story import ROWS, STAGES, Played
from homeward.node.home import Node
from homeward.node.serving import node_environment

pytestmark = pytest.mark.xdist_group("way-home")

WAYS = (("NORTH", "SOUTH"), ("SOUTH", "NORTH"))
NODES = [stage.name for stage in cast.STAGES]


@dataclass(frozen=True)
class Journey:
    home: Path
    played: Played
    nodes: Mapping[str, Node]

    def inside(self, node: str, program: str) -> Any:
        """What a program says that runs inside one finished node: the value of its `told`, as JSON."""
        words = [sys.executable, "-c", f"import django, json\ndjango.setup()\n{program}\nprint(json.dumps(told))"]
        place = self.nodes[node].path
        done = subprocess.run(words, env=node_environment(place), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def persons(self, row: str) -> dict[tuple[str, str], int]:
        return {way: self.played.rows[row, way] for way in WAYS}


def script() -> Script:
    files = list_files_in(EXAMPLES)
    return Script(tuple(Listed(each.party, each.kind, each.path) for each in files), EXAMPLES / "terms.toml")


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    home = tmp_path_factory.mktemp("way-home")
    with databases_of_the_nodes() as databases:
        played = build_demo(home, script(), lambda _stage, _share: None, databases=databases)
        yield Journey(home, played, {node.name: node for node in existing_nodes(home)})


def test_every_row_of_the_closing_table_is_counted_in_both_directions(journey: Journey):
    assert set(journey.played.rows) == {(row, way) for row in ROWS for way in WAYS}
    assert list(journey.played.seconds) == ["nodes", *STAGES]


def test_the_counts_follow_from_one_another(journey: Journey):
    planned, beside = journey.persons("planned"), journey.persons("art. 109 beside")
    # The terms say equal heads; art. 109 stands outside the bargain.
    assert len(set(planned.values())) == 1
    crossed = journey.persons("handed over")
    assert crossed == {way: planned[way] + beside[way] for way in WAYS}
    assert journey.persons("received") == crossed
    assert sum(journey.persons("replaced").values()) == 1
    for way in WAYS:
        assert planned[way] <= journey.persons("requested")[way] <= journey.persons("offered")[way]
        assert 0 < journey.persons("placed")[way] <= crossed[way]


_PAPERS = """
from homeward.desks.exchange.models import Agreement
from homeward.desks.handover.models import Paper
told = {
    "agreement": [[each.hash, each.state, each.signatures.count()] for each in Agreement.objects.all()],
    **{
        paper.what: [paper.hash, sorted(paper.signatures.values_list("stands_for", flat=True))]
        for paper in Paper.objects.filter(void_at=None)
    },
}
"""


@pytest.mark.parametrize("name", NODES)
def test_one_agreement_one_list_and_one_protocol_stand_on_all_three_nodes(journey: Journey, name: str):
    assert journey.inside(name, _PAPERS) == {
        "agreement": [[journey.played.agreement["hash"], "in_force", 3]],
        "manifest": [journey.played.manifest, ["NORTH", "SOUTH", "witness"]],
        "protocol": [journey.played.protocol, ["NORTH", "SOUTH", "witness"]],
    }


_HEADS = """
from homeward.office.journal.verification import verify_journal
from homeward.post.models import Partner, ReceivedItem, SeenHead
report = verify_journal()
told = {
    "own": [report.size, report.root],
    "seen": sorted(Partner.objects.filter(seen_heads__isnull=False).distinct().values_list("name", flat=True)),
    "doubtful": SeenHead.objects.filter(verdict__in=["shrunk", "forked"]).count(),
    "waiting": ReceivedItem.objects.filter(state="held").count(),
}
"""


@pytest.mark.parametrize("name", NODES)
def test_every_journal_is_whole_and_its_head_is_remembered_by_both_partners(journey: Journey, name: str):
    head = journey.played.heads[name]
    assert journey.inside(name, _HEADS) == {
        "own": [head["size"], head["root"]],
        "seen": sorted(set(NODES) - {name}),
        "doubtful": 0,
        "waiting": 0,
    }


_KNOWN = """
from homeward.desks.exchange.models import Interview, PlanLine
from homeward.desks.register.models import Person
from homeward.post.models import ReceivedItem
other = {other!r}
bodies = b"".join(bytes(body) for body in ReceivedItem.objects.values_list("body", flat=True))
told = {{
    "wishes": Person.objects.filter(party=other, kind="held").exclude(willingness="").count(),
    "interviews": Interview.objects.count(),
    "reasons": sorted(set(PlanLine.objects.filter(holder=other, in_package=False).values_list("code", flat=True))),
    "in the post": [word for word in {words!r} if word.encode() in bodies],
}}
"""
_WORDS_OF_A_WILL = ("DOES_NOT_WISH", "WISHES_THIRD_STATE", "UNDECIDED", "UNABLE", "declined", "willingness_of")


@pytest.mark.parametrize("bureau", cast.BUREAUX, ids=lambda bureau: bureau.party)
def test_who_declined_is_told_to_nobody_but_the_neutral(journey: Journey, bureau: cast.Bureau):
    """Of its people held elsewhere the home side knows no wish; whoever stays is not on this transport, and no more."""
    assert all(count > 1 for count in journey.persons("declined").values())
    other = next(each.party for each in cast.BUREAUX if each is not bureau)
    known = journey.inside(bureau.node, _KNOWN.format(other=other, words=_WORDS_OF_A_WILL))
    assert known["wishes"] == known["interviews"] == 0
    assert known["in the post"] == []
    assert "not on this transport" in known["reasons"]
    assert not [code for code in known["reasons"] if "declined" in code or "willing" in code]


_NOTICE = """
from django.db import connection
from homeward.desks.register.models import ExpectedArrival
from homeward.desks.surrender.models import IntakeCase
case = IntakeCase.objects.get()
arrival = ExpectedArrival.objects.get()
tables = [name for name in connection.introspection.table_names() if not name.startswith("surrender_")]
found = []
with connection.cursor() as cursor:
    for table in tables:
        for column in connection.introspection.get_table_description(cursor, table):
            named, of = connection.ops.quote_name(column.name), connection.ops.quote_name(table)
            query = f"select count(*) from {of} where cast({named} as text) like %s"
            cursor.execute(query, [f"%{case.pk}%"])
            if cursor.fetchone()[0]:
                found.append([table, column.name])
told = {"closed": [arrival.closed_count, case.state], "joined": found}
"""


def test_a_notice_is_joined_to_nobody(journey: Journey):
    """The group's capture closed the arrival by count and day; nothing outside the notices' store names the case."""
    assert journey.inside(cast.SOUTH, _NOTICE) == {"closed": [24, "arrived"], "joined": []}


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


# --- faults ----------------------------------------------------------------------------------------------------------


def homeward(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOMEWARD_HOME": str(home), "PYTHONPATH": str(EXAMPLES.parent / "src")}
    environment.pop("HOMEWARD_NODE_DIR", None)
    environment["DATABASE_URL"] = ""
    command = [sys.executable, "-m", "homeward", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", NODES)
def test_verify_finds_every_journal_whole(journey: Journey, name: str):
    done = homeward(journey.home, "verify", "journal", "--node", name)
    assert done.returncode == 0, done.stderr
    assert journey.played.heads[name]["root"] in done.stdout


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
