"""Opens a node of this machine for a check: its tables can be imported only once the node is known."""

import argparse
import os
from pathlib import Path

import django

from homeward.base.errors import InputError
from homeward.node.home import Node, home_directory, list_nodes, node_directory, read_node


def add_node(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--node", default="", help="its name; not needed when there is only one")


def opened_node(name: str) -> Node:
    """The node of that name, or the only one, with its settings in place; InputError when it is not clear which."""
    home = home_directory()
    node = read_node(node_directory(name or _only_node(home), home))
    os.environ["HOMEWARD_NODE_DIR"] = str(node.path)
    django.setup()
    return node


def _only_node(home: Path) -> str:
    names = list_nodes(home)
    if len(names) != 1:
        cure = f"Name one with --node: {', '.join(names)}." if names else "./homeward demo builds one."
        raise InputError(f"There are {len(names)} nodes in {home}.", cure=cure)
    return names[0]
