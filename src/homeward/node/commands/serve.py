"""Serve nodes' pages on this machine, each with its worker for long work. It opens no port beyond loopback."""

import argparse

from rich.console import Console

from homeward.base.errors import InputError
from homeward.node.demo.building import existing_nodes
from homeward.node.home import home_directory, node_directory, read_node
from homeward.node.serving import all_served, wait_for_the_end

PORT = 8123


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", help="the node; without a name, those of the demonstration")
    parser.add_argument("--port", type=int, default=PORT, help=f"the first one's; default: {PORT}")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    home = home_directory()
    nodes = [read_node(node_directory(options.name, home))] if options.name else existing_nodes(home)
    if not nodes:
        raise InputError("There is no demonstration to serve.", cure="./homeward demo builds it.")
    with all_served(nodes, options.port) as addresses:
        for node in nodes:
            console.print(f"{node.title}: {addresses[node.name]}")
        console.print("Ctrl-C stops them." if len(nodes) > 1 else "Ctrl-C stops it.")
        wait_for_the_end()
    return 0
