"""A demonstration's node built for one use, served, and brought to where every page has something to show."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from homeward.node.commands.demo import list_files_in
from homeward.node.demo import cast
from homeward.node.demo.building import Listed, Script, build_demo
from homeward.node.home import Node, read_demonstration
from homeward.node.picturing import doing
from homeward.node.picturing.browser import Front, open_browser
from homeward.node.serving import HOST, served


@contextmanager
def staged_front(examples: Path, told: Callable[[float], None] = lambda _share: None) -> Iterator[Front]:
    """Builds the node in a temporary folder, serves it on a free port of loopback, opens Chromium; all gone afterwards.

    `told` hears the share built.
    """
    with TemporaryDirectory(prefix="homeward-stage-") as home:
        node = build_demo(Path(home), _script(examples), told)
        with served(node, _free_port()) as address, open_browser() as browser:
            front = Front(browser, address, node.name, _passwords_of(node))
            _set_the_stage(front, examples, Path(home))
            yield front


def _script(examples: Path) -> Script:
    lists = tuple(Listed(each.party, each.kind, each.path.absolute()) for each in list_files_in(examples))
    return Script(lists, (examples / "terms.toml").absolute())


def _passwords_of(node: Node) -> dict[str, str]:
    return {account["name"]: account["password"] for account in read_demonstration(node)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _set_the_stage(front: Front, examples: Path, place: Path) -> None:
    """A pending import with conflicts and rejected rows, a second version of the terms, a second plan."""
    registrar = front.window(cast.REGISTRAR.username)
    changed = place / doing.HELD_BY_SOUTH
    doing.write_changed_list(examples, changed)
    doing.try_columns(doing.upload(registrar, changed, party="SOUTH", kind="held"))
    registrar.close()
    officer = front.window(cast.LIST_OFFICER.username)
    doing.make_plan(doing.write_terms(officer, heads=110))
    officer.close()
