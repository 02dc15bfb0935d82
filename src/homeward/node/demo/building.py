"""Builds the demonstration's three nodes beside their places, plays the story on them, and gives them their names."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from homeward.base.errors import RefusedError
from homeward.node.demo import cast
from homeward.node.demo.process import acting
from homeward.node.demo.script import Script
from homeward.node.demo.story import STAGES, Ending, play
from homeward.node.home import Node, build_node, node_directory, read_node

Told = Callable[[str, float], None]


class RealNodeError(RefusedError):
    """A node with one of the demonstration's names is a real one."""


def build_demo(
    home: Path,
    script: Script,
    told: Told,
    *,
    until: str = STAGES[-1],
    databases: Mapping[str, str] | None = None,
) -> Ending:
    """Builds the three nodes, replacing older demo nodes of their names, and plays the story to the end of a stage.

    Args:
        told: hears each stage and the share of it that is done.
        until: a name of `STAGES`.
        databases: node -> DATABASE_URL of an empty PostgreSQL database; SQLite where none is named.

    Raises:
        RefusedError: a node of one of the names is a real one; nothing was touched.
        StepFailedError: a step was refused; nothing is left of the attempt, older nodes stay as they were.
    """
    refuse_real_nodes(home)
    played: list[Ending] = []

    def build(waiting: Sequence[cast.StoryNode], folders: dict[str, Path]) -> None:
        """The first node of `waiting` is filled while those after it are being built inside: all or none get names."""
        if not waiting:
            with acting(folders) as nodes:
                played.append(play(nodes, script, told, until=until))
            return
        node = waiting[0]
        build_node(
            node.name,
            home,
            demo=True,
            role=node.role,
            party=node.party,
            title=node.title,
            surrender=node.surrender,
            database_url=(databases or {}).get(node.name, ""),
            fill=lambda folder: build(waiting[1:], {**folders, node.name: folder}),
        )

    build(cast.NODES, {})
    return played[0]


def refuse_real_nodes(home: Path) -> None:
    """RefusedError when a node of one of the demonstration's names holds work."""
    for node in existing_nodes(home):
        if not node.demo:
            raise RealNodeError(
                f"The node {node.name} holds work and is not marked demo; it is never rebuilt.",
                cure="Move its folder away by hand, or set HOMEWARD_HOME to another folder.",
            )


def existing_nodes(home: Path) -> list[Node]:
    """The demonstration's nodes that are there, in the order of the story."""
    places = [node_directory(node.name, home) for node in cast.NODES]
    return [read_node(place) for place in places if (place / "node.toml").is_file()]
