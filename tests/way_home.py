"""One play of the whole story, shared by the tests that ask what came of it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.node.commands.demo import EXAMPLES, list_files_in
from homeward.node.demo import cast
from homeward.node.demo.script import Listed, Script
from homeward.node.demo.story import Ending
from homeward.node.home import Node
from homeward.node.serving import node_environment

WAYS = (("NORTH", "SOUTH"), ("SOUTH", "NORTH"))
NODES = [node.name for node in cast.NODES]


@dataclass(frozen=True)
class Journey:
    home: Path
    played: Ending
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


def homeward(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOMEWARD_HOME": str(home), "PYTHONPATH": str(EXAMPLES.parent / "src")}
    environment.pop("HOMEWARD_NODE_DIR", None)
    environment["DATABASE_URL"] = ""
    command = [sys.executable, "-m", "homeward", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
