"""Working inside one node from the command line: finds its folder, sets Django up for it, guards its connections."""

import os

import django

from homeward.base.errors import InputError
from homeward.node.database import guard_connections
from homeward.node.home import Node, home_directory, list_nodes, node_directory, read_node


def enter(name: str) -> Node:
    """Makes this process one of that node's; without a name, of the only node there is.

    Tables can be imported only after this, so commands import their rooms by `import_module`.

    Raises:
        InputError: no such node, or several and none was named.
    """
    home = home_directory()
    node = read_node(node_directory(name or _only_node(list_nodes(home), str(home)), home))
    os.environ["HOMEWARD_NODE_DIR"] = str(node.path)
    django.setup()
    guard_connections()
    return node


def _only_node(names: list[str], home: str) -> str:
    if len(names) != 1:
        cure = f"Name one with --node: {', '.join(names)}." if names else "./homeward init NAME builds one."
        raise InputError(f"There are {len(names)} nodes in {home}.", cure=cure)
    return names[0]
