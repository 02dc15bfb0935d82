"""Build a real node: its keys, its database, its first administrator. Prints the eight words that name its keys."""

import argparse
import getpass
import json
import re
import subprocess
from pathlib import Path
from typing import Any

from rich.console import Console

from homeward.base.errors import ConflictError, HomewardError, InputError
from homeward.node.home import build_node, home_directory, node_directory
from homeward.node.serving import node_environment, tethered

ROLES = {"bureau": "party", "intermediary": "intermediary"}
_PARTY = re.compile(r"[A-Z][A-Z0-9_-]{0,19}")
_AT_LEAST = 12


class NotFilledError(HomewardError):
    """The new node's database could not be made; nothing is left of the attempt."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="small Latin letters, digits and hyphens")
    parser.add_argument("--role", required=True, choices=sorted(ROLES))
    parser.add_argument("--party", default="", help="code of the party it speaks for; a bureau's default: its name")
    parser.add_argument("--title", default="", help="what people call it; default: its name")
    parser.add_argument("--administrator", default="administrator", help="sign-in name; default: administrator")
    parser.add_argument("--display-name", default="", help="the administrator's name; default: the sign-in name")
    parser.add_argument("--password-file", type=Path, help="read the password from a file instead of typing it twice")


def run(options: argparse.Namespace) -> int:
    home = home_directory()
    if node_directory(options.name, home).exists():
        cure = "Choose another name, or move its folder away by hand."
        raise ConflictError(f"There is a node {options.name} already.", cure=cure)
    party = party_of(options)
    told = {
        "administrator": options.administrator,
        "display_name": options.display_name or options.administrator,
        "password": _password(options.password_file),
    }
    answer: dict[str, Any] = {}
    node = build_node(
        options.name,
        home,
        demo=False,
        role=ROLES[options.role],
        title=options.title,
        party=party,
        fill=lambda folder: answer.update(_fill(folder, told)),
    )
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"The node {node.name} is built in {node.path}.")
    console.print(f"eight words: {' '.join(answer['words'])}")
    console.print(f"Read them aloud to your partners, who add its card: ./homeward partner card --node {node.name}")
    console.print(
        f"A password alone opens no real node: at the first sign-in {options.administrator} sets up a second factor."
    )
    console.print(
        "\nRecovery keys of sealed notes. Write them down, keep them away from this machine; they are shown once:"
    )
    for compartment, secret in answer["recovery"].items():
        console.print(f"  {compartment}  {secret}")
    return 0


def party_of(options: argparse.Namespace) -> str:
    """The party's code; InputError when it is none."""
    party = options.party or (options.name.upper() if options.role == "bureau" else "")
    if party and not _PARTY.fullmatch(party):
        raise InputError(f"{party!r} is no code for a party.", cure="Name one with --party, in capital Latin letters.")
    return str(party)


def _password(file: Path | None) -> str:
    if file is not None:
        password = file.read_text(encoding="utf-8").rstrip("\r\n")
    else:
        password = getpass.getpass("Password of the first administrator: ")
        if getpass.getpass("The same again: ") != password:
            raise InputError("The two passwords differ.", cure="Run the command again.")
    if len(password) < _AT_LEAST:
        raise InputError(f"The password has fewer than {_AT_LEAST} characters.", cure="Choose a longer one.")
    return password


def _fill(folder: Path, told: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        tethered("homeward.node.filling"),
        env=node_environment(folder),
        input=json.dumps(told),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    answer: dict[str, Any] = json.loads(done.stdout) if done.stdout.startswith("{") else {}
    if done.returncode and "message" in answer:
        raise InputError(answer["message"], cure=answer["cure"])
    if done.returncode:
        raise NotFilledError("The node's database could not be made.", cure="Read the lines above, then run it again.")
    return answer
