"""Show the main job on invented lists, then serve a node with the result loaded. Opens no port beyond loopback."""

import argparse
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from homeward.node.commands.serve import PORT
from homeward.node.commands.show import closing_table, progress_display
from homeward.node.demo.building import Listed, Script, build_demo
from homeward.node.exchange_run.intake import HELD, MISSING, ListFile
from homeward.node.exchange_run.run import Order, run_exchange
from homeward.node.home import Node, home_directory, read_demonstration
from homeward.node.serving import refuse_used_port, served, wait_for_the_end

EXAMPLES = Path(__file__).parents[4] / "examples"
BUILDING = "Building the node"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="end after the closing table")
    parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
    parser.add_argument(
        "--examples", type=Path, default=EXAMPLES, help="folder with other lists and terms of this shape"
    )


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    started = time.monotonic()
    if not options.no_serve:
        refuse_used_port(options.port)
    home = home_directory()
    files = list_files_in(options.examples)
    terms = options.examples / "terms.toml"
    with progress_display(console) as told:
        done = run_exchange(Order(files, terms, home / "demo-results", replace=True), told)
        told(BUILDING, 0.0)
        script = Script(tuple(Listed(each.party, each.kind, each.path.absolute()) for each in files), terms.absolute())
        node = build_demo(home, script, lambda share: told(BUILDING, share))
        told(BUILDING, 1.0)
    console.print(closing_table(done))
    console.print(f"{time.monotonic() - started:.1f} s. Papers: {done.out}; open summary.html first.")
    if options.no_serve:
        return 0
    with served(node, options.port) as address:
        console.print(accounts_table(node, address))
        console.print("All people are invented. Ctrl-C stops the node; ./homeward serve demo starts it again.")
        wait_for_the_end()
    return 0


def list_files_in(folder: Path) -> list[ListFile]:
    """The four lists of the story, by the names that `examples/README.md` explains."""
    return [
        ListFile("NORTH", MISSING, folder / "north_missing.xlsx"),
        ListFile("NORTH", HELD, folder / "held_by_north.xlsx"),
        ListFile("SOUTH", MISSING, folder / "south_missing.csv"),
        ListFile("SOUTH", HELD, folder / "held_by_south.csv"),
    ]


def accounts_table(node: Node, address: str) -> Table:
    """Where the node is, and who can sign in there."""
    table = Table(title=f"{node.title}: {address}", title_justify="left")
    for name in ("role", "name", "password"):
        table.add_column(name)
    for account in read_demonstration(node):
        table.add_row(account["role"], account["name"], account["password"])
    return table
