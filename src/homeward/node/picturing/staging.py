"""The demonstration's nodes built for one use, served, and brought to where every page has something to show."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from homeward.node.commands.demo import list_files_in
from homeward.node.demo.building import build_demo, existing_nodes
from homeward.node.demo.script import Listed, Script
from homeward.node.demo.story import STAGES
from homeward.node.home import Node, read_demonstration
from homeward.node.picturing import scenes
from homeward.node.picturing.browser import Front, open_browser
from homeward.node.serving import HOST, served

Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """Nodes that are served.

    Attributes:
        addresses: node -> address. passwords: sign-in name -> password, over all nodes.
    """

    addresses: Mapping[str, str]
    passwords: Mapping[str, str]


@contextmanager
def staged_nodes(
    examples: Path, told: Told = lambda _share: None, databases: Mapping[str, str] | None = None
) -> Iterator[Staged]:
    """Plays the story in a temporary folder, serves its nodes on free ports, plays the scenes; all gone afterwards.

    Args:
        told: hears the share built. databases: as `build_demo` takes them.
    """
    ended: list[str] = []

    def stage_told(stage: str, share: float) -> None:
        if share >= 1.0:
            ended.append(stage)
        told(len(ended) / (len(STAGES) + 1))

    with TemporaryDirectory(prefix="homeward-stage-") as home:
        build_demo(Path(home), _script(examples), stage_told, databases=databases)
        nodes = existing_nodes(Path(home))
        with ExitStack() as running:
            addresses = {node.name: running.enter_context(served(node, _free_port())) for node in nodes}
            staged = Staged(addresses, {name: word for node in nodes for name, word in _passwords_of(node)})
            with open_front(staged) as front:
                scenes.play(front, examples, Path(home))
            yield staged


@contextmanager
def open_front(staged: Staged) -> Iterator[Front]:
    """The pages of served nodes in one Chromium."""
    with open_browser() as browser:
        yield Front(browser, staged.addresses, staged.passwords)


@contextmanager
def staged_front(examples: Path, told: Told = lambda _share: None) -> Iterator[Front]:
    """Both at once, for whoever looks at the pages one time."""
    with staged_nodes(examples, told) as staged, open_front(staged) as front:
        yield front


def _script(examples: Path) -> Script:
    lists = tuple(Listed(each.party, each.kind, each.path.absolute()) for each in list_files_in(examples))
    return Script(lists, (examples / "terms.toml").absolute())


def _passwords_of(node: Node) -> list[tuple[str, str]]:
    return [(account["name"], account["password"]) for account in read_demonstration(node)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
