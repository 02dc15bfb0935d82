"""Show the main job on invented lists, then the whole way home between three nodes, and serve them on this machine."""

import argparse
import shutil
import time
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from homeward.base.errors import InputError
from homeward.node.commands.serve import PORT
from homeward.node.commands.show import closing_table, progress_display
from homeward.node.demo import cast, closing
from homeward.node.demo.building import build_demo, existing_nodes, refuse_real_nodes
from homeward.node.demo.opening_pages import PAGES
from homeward.node.demo.script import Listed, Script
from homeward.node.demo.story import STAGES
from homeward.node.exchange_run.intake import HELD, MISSING, ListFile
from homeward.node.exchange_run.run import Order, run_exchange
from homeward.node.home import Node, home_directory, read_demonstration
from homeward.node.serving import all_served, refuse_used_ports, wait_for_the_end

EXAMPLES = Path(__file__).parents[4] / "examples"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--until", choices=STAGES, default=STAGES[-1], metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--open", choices=STAGES, metavar="STAGE", help="open the page of that stage in a browser")
    parser.add_argument("--fresh", action="store_true", help="remove older demo nodes and results before anything else")
    parser.add_argument("--no-serve", action="store_true", help="end after the closing table")
    parser.add_argument("--port", type=int, default=PORT, help=f"first of three ports; default: {PORT}")
    parser.add_argument(
        "--examples", type=Path, default=EXAMPLES, help="folder with other lists and terms of this shape"
    )


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    started = time.monotonic()
    home = home_directory()
    _refuse_early(options, home)
    if options.fresh:
        clear(home)
    files = list_files_in(options.examples)
    terms = options.examples / "terms.toml"
    with progress_display(console) as told:
        done = run_exchange(Order(files, terms, home / "demo-results", replace=True), told)
        script = Script(tuple(Listed(each.party, each.kind, each.path.absolute()) for each in files), terms.absolute())
        played = build_demo(
            home, script, lambda stage, share: told(f"Three nodes: {stage}", share), until=options.until
        )
    console.print(closing_table(done))
    console.print(f"Papers: {done.out}; open summary.html first.")
    closing.tell(console, played)
    console.print(f"{time.monotonic() - started:.1f} s.")
    if options.no_serve:
        return 0
    with all_served(existing_nodes(home), options.port) as addresses:
        for line in addresses_told(existing_nodes(home), addresses):
            console.print(line, soft_wrap=True)
        if options.open:
            address = PAGES[options.open].address(addresses)
            webbrowser.open(address)
            console.print(f"{options.open}: {address}", soft_wrap=True)
        wait_for_the_end()
    return 0


def _refuse_early(options: argparse.Namespace, home: Path) -> None:
    """Whatever would be in the way at the end is said before the long work."""
    if options.no_serve and options.open:
        raise InputError("Nothing is served with --no-serve, so no page opens.", cure="Leave one of the two out.")
    if options.open and STAGES.index(options.open) > STAGES.index(options.until):
        raise InputError(
            f"The story ends with {options.until}, before {options.open}.",
            cure="Leave --until out, or name a later stage.",
        )
    refuse_real_nodes(home)
    if options.no_serve:
        return
    refuse_used_ports(options.port, len(cast.NODES))


def clear(home: Path) -> None:
    """Removes the demonstration's nodes and results; a real node was refused before."""
    for node in existing_nodes(home):
        shutil.rmtree(node.path)
    shutil.rmtree(home / "demo-results", ignore_errors=True)


def list_files_in(folder: Path) -> list[ListFile]:
    """The four lists of the story, by the names that `examples/README.md` explains."""
    return [
        ListFile("NORTH", MISSING, folder / "north_missing.xlsx"),
        ListFile("NORTH", HELD, folder / "held_by_north.xlsx"),
        ListFile("SOUTH", MISSING, folder / "south_missing.csv"),
        ListFile("SOUTH", HELD, folder / "held_by_south.csv"),
    ]


def addresses_told(nodes: list[Node], addresses: Mapping[str, str]) -> list[str]:
    """Where each node is; its sign-in page tells the accounts and their passwords."""
    width = max(len(node.title) for node in nodes)
    return [
        *(
            f"{node.title.ljust(width)}  {addresses[node.name]}  {len(read_demonstration(node))} people"
            for node in nodes
        ),
        "The sign-in pages tell their names and passwords, and let you go on as any of them.",
        "All people are invented. Ctrl-C stops the nodes; ./homeward serve starts them again.",
    ]
