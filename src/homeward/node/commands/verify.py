"""Recompute a plan or a journal from its own bytes and say whether everything fits. Needs no network."""

import argparse
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from rich.console import Console

from homeward.base.errors import InputError, TamperedError
from homeward.engine.planning import read_terms, verify
from homeward.engine.planning.opening import read_units
from homeward.engine.sealing import canonical_bytes, digest, eight_words, read_strict
from homeward.node.exchange_run.folder import HASHES, differing_files, foreign_files
from homeward.node.home import home_directory, list_nodes, node_directory, read_node


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True)
    plan = kinds.add_parser("plan", help="a folder that ./homeward exchange wrote")
    plan.add_argument("folder", type=Path)
    journal = kinds.add_parser("journal", help="the journal of a node on this machine")
    journal.add_argument("--node", default="", help="its name; not needed when there is only one")


def run(options: argparse.Namespace) -> int:
    lines = verify_plan(options.folder) if options.kind == "plan" else verify_node_journal(options.node)
    console = Console(highlight=False)
    for line in lines:
        console.print(line)
    return 0


def verify_plan(folder: Path) -> list[str]:
    """Every file's hash, then the whole plan recomputed from the opened inputs.

    Raises:
        TamperedError: names the file or the field that differs.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.", cure="Name the folder that ./homeward exchange wrote.")
    recompute(folder)
    if changed := differing_files(folder):
        cure = "Do not use these papers; ask for the folder again, or run the exchange again."
        raise TamperedError(f"Changed since it was written: {', '.join(changed)}.", cure=cure)
    data = (folder / "plan.json").read_bytes()
    foreign = foreign_files(folder)
    return [
        f"Every file fits {HASHES}, and the plan follows from its inputs.",
        f"plan  {digest(data)}",
        f"files {digest((folder / HASHES).read_bytes())}",
        f"eight words of the plan: {' '.join(eight_words(digest(data)))}",
        *([f"Not from this command, so not checked: {', '.join(foreign)}."] if foreign else []),
    ]


def recompute(folder: Path) -> None:
    """Plans again from `inputs/` and compares field by field.

    Raises:
        PlanDiffersError: names the first field that differs.
    """
    data, document = _json(folder / "plan.json")
    if not isinstance(document, dict):
        raise TamperedError("plan.json holds no plan.", cure="Ask for the folder again.")
    terms = read_terms(_json(folder / "inputs" / "terms.json")[1])
    units = read_units(_json(folder / "inputs" / "units.json")[1])
    verify(document, terms, units)
    if canonical_bytes(document) != data:
        raise TamperedError("plan.json says the same in other bytes.", cure="Only the canonical bytes are signed.")


def _json(path: Path) -> tuple[bytes, Any]:
    data = path.read_bytes()
    try:
        return data, read_strict(data)
    except InputError as error:
        raise TamperedError(f"{path.name}: {error.message}", cure="Ask for the folder again.") from error


def verify_node_journal(name: str) -> list[str]:
    """The journal of a node, recomputed entry by entry.

    Raises:
        TamperedError: names the first entry that was changed, removed or moved.
    """
    home = home_directory()
    node = read_node(node_directory(name or _only_node(home), home))
    os.environ["HOMEWARD_NODE_DIR"] = str(node.path)
    django.setup()
    # Tables can be imported only once the node is known.
    report = import_module("homeward.office.journal.verification").verify_journal()
    return [
        f"The journal of {node.name} is whole: {report.size} entries.",
        f"root  {report.root}",
        f"chain {report.chain_hash}",
        f"eight words: {' '.join(eight_words(report.root))}",
    ]


def _only_node(home: Path) -> str:
    names = list_nodes(home)
    if len(names) != 1:
        cure = f"Name one with --node: {', '.join(names)}." if names else "./homeward demo builds one."
        raise InputError(f"There are {len(names)} nodes in {home}.", cure=cure)
    return names[0]
