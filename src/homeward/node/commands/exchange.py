"""Your own lists in; matches, plan, reasons, manifests and a summary out. Needs no node and no network."""

import argparse
from pathlib import Path

from rich.console import Console

from homeward.node.commands.show import closing_table, progress_display
from homeward.node.exchange_run.intake import HELD, MISSING, list_files
from homeward.node.exchange_run.run import Order, run_exchange


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--missing", action="append", default=[], metavar="PARTY=FILE", help="people PARTY looks for; repeatable")
    add("--held", action="append", default=[], metavar="PARTY=FILE", help="people PARTY holds; repeatable")
    add("--terms", type=Path, required=True, metavar="FILE", help="the agreed terms (docs/reference/terms.md)")
    add("--reviewed", action="append", type=Path, default=[], metavar="FILE", help="a review file with its answers")
    add("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    add("--replace", action="store_true", help="replace results that this command wrote there before")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    files = list_files(MISSING, options.missing) + list_files(HELD, options.held)
    order = Order(files, options.terms, options.out, options.reviewed, options.replace)
    with progress_display(console) as told:
        done = run_exchange(order, told)
    console.print(closing_table(done))
    console.print(f"Open {done.out / 'summary.html'} first; docs/reference/results.md explains each file.")
    return 0
