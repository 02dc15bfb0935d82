"""One person's record and reason, found in a published audit file: what a family checks, and sees nobody else."""

import argparse
from pathlib import Path

from homeward.base.errors import InputError, TamperedError
from homeward.engine.planning.audit import is_in_audit, read_opening
from homeward.engine.sealing import read_strict

HELP = "a leaf of an audit file, as its family received it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("leaf", type=Path)
    parser.add_argument("--audit", type=Path, required=True, metavar="FILE", help="the published audit.json")


def lines(options: argparse.Namespace) -> list[str]:
    """What the leaf says, when the audit file vouches for it.

    Raises:
        TamperedError: record, reason or place is not the one that was published.
    """
    told, audit = _read(options.leaf, "homeward.leaf"), _read(options.audit, "homeward.audit")
    opening = read_opening(told.get("opening"))
    if told.get("plan") != audit.get("plan") or not is_in_audit(opening, audit):
        cure = "Ask the office that gave it to you; do not rely on it."
        raise TamperedError("The audit file does not vouch for this record and this reason.", cure=cure)
    return [
        f"The audit file vouches for this record: one of {opening.size}.",
        f"id      {opening.unit['id']}",
        f"reason  {opening.reason['code']}",
        f"plan    {told['plan']}",
    ]


def _read(file: Path, kind: str) -> dict[str, object]:
    try:
        told = read_strict(file.read_bytes().strip())
    except InputError as error:
        raise InputError(f"{file.name}: {error.message}", cure=error.cure) from error
    if not isinstance(told, dict) or told.get("type") != kind or told.get("format") != 1:
        raise InputError(f"{file.name} is not of the type {kind}, format 1.", cure="Name leaf.json and audit.json.")
    return told
