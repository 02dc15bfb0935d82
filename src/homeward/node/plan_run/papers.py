"""Writes the files of one plan into its folder: inputs, plan, run record, audit file, reasons."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from homeward.engine.planning import FREE, Explanation, Plan, Reason
from homeward.engine.planning.audit import open_record
from homeward.engine.planning.binding import Binding
from homeward.engine.planning.draw import DrawRecord
from homeward.engine.planning.rolling import next_terms, next_units
from homeward.engine.sealing import canonical_bytes
from homeward.node.exchange_run.pair_files import csv_bytes, write_csv
from homeward.node.exchange_run.papers import GOES, STAYS

COMPARE_COLUMNS = ("holder", "id", "status", "reason", "other_status", "other_reason")
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
    (folder / "next-round.json").write_bytes(next_round_bytes(plan))


def write_explanations(
    folder: Path, plan: Plan, binding: tuple[Binding, ...] | None, explained: Explanation | None
) -> None:
    """`explanations.json`: the clauses that decide, and the answer to `--what-if`."""
    document = {
        "format": 1, "plan": plan.hash,
        "binding": None if binding is None else [each.document() for each in binding],
        "what_if": None if explained is None else explained.document(),
    }  # fmt: skip
    (folder / "explanations.json").write_bytes(canonical_bytes(document))


def write_leaf(folder: Path, plan: Plan, unit_id: str, record: DrawRecord | None) -> None:
    """`leaf.json`: what the family of one person gets, to be found in the published audit file."""
    opening = open_record(plan, unit_id, record).document()
    document = {"format": 1, "type": "homeward.leaf", "plan": plan.hash, "opening": opening}
    (folder / "leaf.json").write_bytes(canonical_bytes(document))


def next_round_bytes(plan: Plan) -> bytes:
    """`next-round.json`: the terms with the ledger carried over, and who was free and stayed."""
    passed = {unit.id: unit.traits.passed_over for unit in next_units(plan) if unit.status == FREE}
    document = {"format": 1, "plan": plan.hash, "terms": next_terms(plan).document(), "passed_over": passed}
    return canonical_bytes(document)


def write_comparison(folder: Path, plan: Plan, other: Plan) -> None:
    """`compare.csv`: everybody whose place or reason is another under the other terms."""
    write_csv(folder / "compare.csv", COMPARE_COLUMNS, compare_lines(plan, other))


def compare_lines(plan: Plan, other: Plan) -> list[list[str]]:
    """Those who come in first, then those who fall out, then those who only read another reason."""
    found = []
    for name in sorted({*plan.reasons, *other.reasons}):
        before, after = _told(plan.reasons.get(name)), _told(other.reasons.get(name))
        if before != after:
            holder, _, person = name.partition("/")
            found.append([holder, person, *before, *after])
    return sorted(found, key=lambda line: (_order(line), line))


def _told(reason: Reason | None) -> list[str]:
    return ["", ""] if reason is None else [GOES if reason.in_package else STAYS, reason.code]


def _order(line: Sequence[str]) -> int:
    goes, would_go = line[2] == GOES, line[4] == GOES
    return 0 if would_go and not goes else 1 if goes and not would_go else 2


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
