"""Builds the demonstration's node: hands the script to a process that works inside the new folder."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from homeward.base.errors import HomewardError
from homeward.node.home import Node, build_node
from homeward.node.serving import node_environment, tethered

STEPS = 5


class NotBuiltWholeError(HomewardError):
    """The story's process ended early; the folder it worked in is gone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One list file of the story."""

    party: str
    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Script:
    """What the story is played from."""

    lists: tuple[Listed, ...]
    terms: Path

    def searches(self) -> Iterator[tuple[str, str]]:
        """(seeker, holder), each party looking among those held by each other."""
        return permutations(sorted({listed.party for listed in self.lists}), 2)

    def data(self) -> dict[str, Any]:
        """The script as JSON data, to hand to another process."""
        lists = [[listed.party, listed.kind, str(listed.path)] for listed in self.lists]
        return {"lists": lists, "terms": str(self.terms)}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Script":
        """Reads back what `data` gave."""
        lists = tuple(Listed(party, kind, Path(path)) for party, kind, path in data["lists"])
        return cls(lists, Path(data["terms"]))


def build_demo(home: Path, script: Script, told: Callable[[float], None]) -> Node:
    """Builds the node `demo`, replacing an older demo node of that name.

    Raises:
        RefusedError: the node of that name is a real one.
        NotBuiltWholeError: the story could not be played; nothing is left of the attempt.
    """

    def fill(folder: Path) -> None:
        words = tethered("homeward.node.demo.story", str(folder), json.dumps(script.data()))
        with subprocess.Popen(
            words, env=node_environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        ) as process:
            for number, _step in enumerate(process.stdout or (), start=1):
                told(min(number / STEPS, 0.99))
        if process.returncode:
            cure = "Read the lines above, then run ./homeward demo again."
            raise NotBuiltWholeError("The demonstration's node could not be built.", cure=cure)

    title = "Intermediary (demonstration)"
    return build_node("demo", home, demo=True, role="intermediary", fill=fill, title=title)
