"""The command line: one module a command, loaded only when it is called."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from homeward.base.errors import HomewardError, NotBuiltError

COMMANDS = {
    "demo": "set everything up and show the whole main job on invented lists",
    "exchange": "your own lists in: matches, plan, reasons, manifests and a summary out",
    "plan": "sealed lists and terms in: the provably best package, its audit file and everybody's reason out",
    "trace": "the persons of one list found among those of another, with reasons and a report",
    "draw": "hold a draw that nobody can bend: seal lists, commit, open, keep its record",
    "template": "write a blank list to hand to the other bureau",
    "init": "build a real node: its keys, its database, its first administrator",
    "partner": "this node's card, and partners added by eight words read aloud",
    "post": "send and take sealed bundles, by stick or over the network",
    "serve": "serve a node's pages on this machine",
    "verify": "say whether every byte of a plan, agreement, protocol, bundle or journal fits",
    "test": "run all checks and tests",
    "check": "run the checks of the code alone",
    "pictures": "take the pictures of every page for the documentation",
}
NOT_BUILT = ("day", "read", "claims", "surrender")

_INTRODUCTION = """\
Homeward brings prisoners of war home: who holds whom, found across scripts and explained;
an agreed exchange, planned so that both sides can recompute it; and the papers for the day.

Start here:
  ./homeward demo             two invented bureaux, 115 for 115, in two minutes
  ./homeward exchange --help  the same with your own lists
"""


def main(arguments: Sequence[str]) -> int:
    """Runs one command. Returns its exit code; every refusal prints one message with its cure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.node.settings")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    try:
        return _run(arguments[0], arguments[1:])
    except HomewardError as error:
        return _refuse(error.message, error.cure, error.exit_code)
    except OSError as error:
        # A full disk, a missing right, a pulled stick: the system's own words name the file.
        return _refuse(f"{error.strerror or error}: {error.filename or 'no file named'}.", _os_cure(error), 8)
    except MemoryError:
        cure = "Close other programs, split the lists, or use a larger machine; nothing was left half done."
        return _refuse("There is not enough memory for this work.", cure, 8)
    except KeyboardInterrupt:
        return _refuse("Stopped at your request.", "What was finished is kept; run the command again.", 130)


def _run(name: str, arguments: Sequence[str]) -> int:
    if name in NOT_BUILT:
        raise NotBuiltError(f"'{name}' is not built yet.", cure="See CHANGELOG.md for what this version holds.")
    if name not in COMMANDS:
        return _refuse(f"There is no command '{name}'.", "./homeward lists them all.", 2)
    module = _module(name)
    parser = argparse.ArgumentParser(prog=f"./homeward {name}", description=module.__doc__)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(arguments)))


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"homeward.node.commands.{name}")


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {summary}" for name, summary in COMMANDS.items()]
    later = ", ".join(NOT_BUILT)
    return "\n".join(
        [
            _INTRODUCTION,
            "Commands:",
            *lines,
            "",
            f"Not built yet: {later}.",
            "Each command explains itself: ./homeward COMMAND --help",
        ]
    )


def _refuse(message: str, cure: str, code: int) -> int:
    print(f"\nhomeward: {message}", file=sys.stderr)
    if cure:
        print(f"  What to do: {cure}", file=sys.stderr)
    return code


def _os_cure(error: OSError) -> str:
    if isinstance(error, (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError)):
        return "Check the path."
    if isinstance(error, PermissionError):
        return "Check who may read and write there."
    return "Make room or choose another place, then run it again; nothing was left half done."
