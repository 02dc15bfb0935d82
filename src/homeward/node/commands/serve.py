"""Serve a node's pages on this machine, with its worker for long work. It opens no port beyond loopback."""

import argparse

from rich.console import Console

from homeward.node.home import home_directory, node_directory, read_node
from homeward.node.serving import served, wait_for_the_end

PORT = 8123


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="demo", help="the node; default: demo")
    parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    home = home_directory()
    node = read_node(node_directory(options.name, home))
    with served(node, options.port) as address:
        console.print(f"{node.title}: {address}  (Ctrl-C stops it)")
        wait_for_the_end()
    return 0
