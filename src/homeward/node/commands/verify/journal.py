"""The journal of a node on this machine, recomputed entry by entry."""

import argparse
from importlib import import_module

from homeward.engine.sealing import eight_words
from homeward.node.commands.verify.nodes import add_node, opened_node

HELP = "the journal of a node on this machine"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_node(parser)


def lines(options: argparse.Namespace) -> list[str]:
    return verify_node_journal(options.node)


def verify_node_journal(name: str) -> list[str]:
    """The journal of a node, recomputed entry by entry.

    Raises:
        TamperedError: names the first entry that was changed, removed or moved.
    """
    node = opened_node(name)
    report = import_module("homeward.office.journal.verification").verify_journal()
    return [
        f"The journal of {node.name} is whole: {report.size} entries.",
        f"root  {report.root}",
        f"chain {report.chain_hash}",
        f"eight words: {' '.join(eight_words(report.root))}",
    ]
