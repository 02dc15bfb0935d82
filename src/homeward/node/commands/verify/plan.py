"""A folder that `./homeward exchange` wrote: every file's hash, then the plan computed again from its inputs."""

import argparse
from pathlib import Path
from typing import Any

from homeward.base.errors import InputError, TamperedError
from homeward.engine.planning import read_terms, verify
from homeward.engine.planning.opening import read_units
from homeward.engine.sealing import canonical_bytes, digest, eight_words, read_strict
from homeward.node.exchange_run.folder import HASHES, differing_files, foreign_files

HELP = "a folder that ./homeward exchange wrote"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path)


def lines(options: argparse.Namespace) -> list[str]:
    return verify_plan(options.folder)


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
