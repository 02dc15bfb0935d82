"""Writes the files of one plan into its folder: inputs, plan, run record, audit file, reasons."""

from collections.abc import Mapping
from pathlib import Path

from homeward.engine.planning import Plan
from homeward.engine.planning.draw import DrawRecord
from homeward.engine.sealing import canonical_bytes
from homeward.node.exchange_run.pair_files import csv_bytes
from homeward.node.exchange_run.papers import GOES, STAYS

REASON_COLUMNS = ("holder", "destination", "id", "status", "seat", "reason", "explanation")


def write_plan(
    folder: Path, plan: Plan, audit: Mapping[str, object], record: DrawRecord | None, run: Mapping[str, object]
) -> None:
    """`plan.json`, `run.json`, `audit.json`, `reasons.csv`, and `inputs/` to recompute all of it from."""
    (folder / "plan.json").write_bytes(plan.data)
    (folder / "run.json").write_bytes(canonical_bytes(dict(run)))
    (folder / "audit.json").write_bytes(canonical_bytes(dict(audit)))
    inputs = folder / "inputs"
    inputs.mkdir()
    (inputs / "terms.json").write_bytes(canonical_bytes(plan.terms.document()))
    (inputs / "units.json").write_bytes(canonical_bytes([unit.public() for unit in plan.units]))
    if record is not None:
        (inputs / "draw.json").write_bytes(canonical_bytes(record.document()))
    (folder / "reasons.csv").write_bytes(reasons_bytes(plan))


def reasons_bytes(plan: Plan) -> bytes:
    """`reasons.csv`, equal for equal plans."""
    return csv_bytes(REASON_COLUMNS, reason_lines(plan))


def reason_lines(plan: Plan) -> list[list[object]]:
    """One line and one reason for every unit, those who go first, in seat order."""
    seats = {unit.id: seat for way in plan.directions for seat, unit in enumerate(plan.seats(way), start=1)}
    ordered = sorted(
        plan.units, key=lambda unit: (unit.direction, unit.id not in seats, seats.get(unit.id, 0), unit.id)
    )
    return [
        [
            unit.traits.holder, unit.traits.destination, unit.person_id, GOES if unit.id in seats else STAYS,
            seats.get(unit.id, ""), plan.reasons[unit.id].code, plan.reasons[unit.id].words,
        ]
        for unit in ordered
    ]  # fmt: skip
