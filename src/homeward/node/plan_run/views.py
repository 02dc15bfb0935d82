"""Writes for each party what it may have of a plan whose wishes stay with the mediators."""

from collections.abc import Mapping
from pathlib import Path

from homeward.base.errors import InputError
from homeward.engine.planning import Plan, Terms
from homeward.engine.planning.audit import open_record
from homeward.engine.planning.draw import DrawRecord
from homeward.engine.planning.viewing import own_lines, units_open_to
from homeward.engine.sealing import canonical_bytes
from homeward.node.exchange_run.folder import write_hashes
from homeward.node.plan_run.papers import next_round_bytes, reasons_bytes


def refuse_views(terms: Terms) -> None:
    """Said before the long work: without wishes there is nothing to keep from anybody."""
    if not terms.reads_wishes:
        cure = "Leave --views out and give every party the whole folder."
        raise InputError("These terms count no wishes, so no party needs a view of its own.", cure=cure)


def write_views(
    folder: Path, plan: Plan, audit: Mapping[str, object], record: DrawRecord | None, run: Mapping[str, object]
) -> None:
    """`views/PARTY/`: the folder without other parties' wishes and without salts, and the party's own lines opened."""
    files = {
        "plan.json": plan.data, "run.json": canonical_bytes(dict(run)), "audit.json": canonical_bytes(dict(audit)),
        "reasons.csv": reasons_bytes(plan), "next-round.json": next_round_bytes(plan),
        "inputs/terms.json": canonical_bytes(plan.terms.document()),
    }  # fmt: skip
    if record is not None:
        # With a list's salt the four possible wishes of a line could be tried against its leaf.
        files["inputs/draw.json"] = canonical_bytes(record.document(salts=False))
    for party in plan.terms.parties:
        opened = [open_record(plan, unit.id, record).document() for unit in own_lines(party, plan.units)]
        own = files | {
            "inputs/units.json": canonical_bytes([unit.public() for unit in units_open_to(party, plan.units)]),
            "openings.json": canonical_bytes({"format": 1, "party": party, "openings": opened}),
        }
        place = folder / "views" / party
        for name, data in own.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        write_hashes(place)
