"""Take the pictures of every page for the documentation. For developers: needs the development tools and Chromium."""

import argparse
import importlib
import importlib.util
from pathlib import Path

from rich.console import Console

from homeward.base.errors import InputError
from homeward.node.commands.check import ROOT
from homeward.node.commands.demo import EXAMPLES
from homeward.node.commands.show import progress_display
from homeward.node.commands.test import chromium

_TOOLS = ("playwright", "PIL")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", help="default: docs/pictures")


def run(options: argparse.Namespace) -> int:
    refuse_without_tools()
    # Only here: an installation for a bureau has no browser to drive and still has this command's help.
    taking = importlib.import_module("homeward.node.picturing.taking")
    console = Console(highlight=False)
    with progress_display(console) as told:
        taken = taking.take_pictures(EXAMPLES, options.out, told)
    console.print(f"{len(taken)} pictures in {options.out}.")
    return 0


def refuse_without_tools() -> None:
    """Says what is missing, and how to get it."""
    missing = [name for name in _TOOLS if importlib.util.find_spec(name) is None]
    if missing:
        cure = "./homeward test sets the development environment up; run it once, then this again."
        raise InputError("Pictures need the development tools, which are not here.", cure=cure)
    if chromium() is None:
        raise InputError("Pictures need Chromium.", cure="apt-get install chromium, or name the program in CHROMIUM.")
