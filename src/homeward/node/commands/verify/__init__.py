"""Say whether every byte fits: a plan, one leaf of it, an agreement, a protocol, a bundle, a journal. Needs no network.

One module a kind; each is handed the options and gives lines to print, or raises what is wrong.
"""

import argparse
import importlib
from types import ModuleType

from rich.console import Console

KINDS = ("plan", "leaf", "agreement", "protocol", "bundle", "journal")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind in KINDS:
        module = _module(kind)
        module.add_arguments(kinds.add_parser(kind, help=module.HELP, description=module.__doc__))


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False, soft_wrap=True, markup=False)
    for line in _module(options.kind).lines(options):
        console.print(line)
    return 0


def _module(kind: str) -> ModuleType:
    return importlib.import_module(f"homeward.node.commands.verify.{kind}")
