"""Writes the files of the main job into one folder: pairs, rejected rows, plan, reasons, manifests, inputs."""

import json
from collections.abc import Sequence
from pathlib import Path

from homeward.desks.exchange.manifests import Traveller, manifest_bytes
from homeward.desks.exchange.package import LIKELY, PartyLists, Search
from homeward.engine.matching import JudgedPair
from homeward.engine.planning import Plan, Unit
from homeward.engine.sealing import canonical_bytes
from homeward.node.exchange_run.intake import ReadList
from homeward.node.exchange_run.pair_files import PAIR_COLUMNS, pair_line, write_csv

REJECTED_COLUMNS = ("party", "list", "file", "row", "column", "value", "reason", "cure", "row_as_written")
PLAN_COLUMNS = ("holder", "destination", "id", "name", "status", "seat", "reason", "explanation")
GOES, STAYS = "goes", "stays"


def write_pairs(folder: Path, search: Search, sides: Sequence[PartyLists]) -> None:
    """`matches-P-Q.csv` holds the likely pairs, `review-P-Q.csv` those that a human must answer."""
    missing = {person.id: person for side in sides if side.party == search.seeker for person in side.missing}
    held = {person.id: person for side in sides if side.party == search.holder for person in side.held}

    def line(pair: JudgedPair) -> list[object]:
        return pair_line(pair, missing[pair.left_id], held[pair.right_id])

    likely = [line(pair) for pair in search.matches.pairs if pair.band == LIKELY]
    review = [[*line(pair), ""] for pair in search.matches.pairs if pair.band != LIKELY]
    write_csv(folder / f"matches-{search.name}.csv", PAIR_COLUMNS, likely)
    write_csv(folder / f"review-{search.name}.csv", (*PAIR_COLUMNS, "answer"), review)


def write_rejected_rows(folder: Path, lists: Sequence[ReadList]) -> None:
    """`rejected-rows.csv`: every cell that kept a row out, of all lists, with the cure."""
    rows = [
        [
            *(each.file.party, each.file.kind, each.file.path.name),
            *(cell.row, cell.column, cell.value, cell.reason, cell.cure),
            json.dumps(dict(cell.written), ensure_ascii=False),
        ]
        for each in lists
        for cell in each.reading.rejected
    ]
    write_csv(folder / "rejected-rows.csv", REJECTED_COLUMNS, rows)


def write_plan(folder: Path, plan: Plan, units: Sequence[Unit], travellers: dict[str, Traveller]) -> None:
    """`plan.json` (the bytes both parties compare), `run.json`, `plan.csv`, and `inputs/` to recompute it from."""
    (folder / "plan.json").write_bytes(plan.data)
    (folder / "run.json").write_bytes(canonical_bytes(plan.run_record()))
    inputs = folder / "inputs"
    inputs.mkdir()
    (inputs / "terms.json").write_bytes(canonical_bytes(plan.terms.document()))
    opened = [unit.public() for unit in sorted(units, key=lambda unit: unit.id)]
    (inputs / "units.json").write_bytes(canonical_bytes(opened))
    write_csv(folder / "plan.csv", PLAN_COLUMNS, plan_lines(plan, travellers))


def plan_lines(plan: Plan, travellers: dict[str, Traveller]) -> list[list[object]]:
    """One line and one reason for every person held, those who go first, in seat order."""
    seats = {unit.id: seat for way in plan.directions for seat, unit in enumerate(plan.seats(way), start=1)}
    ordered = sorted(
        plan.units, key=lambda unit: (unit.direction, unit.id not in seats, seats.get(unit.id, 0), unit.id)
    )
    return [
        [
            unit.traits.holder, unit.traits.destination, unit.person_id, travellers[unit.id].held.display_name(),
            GOES if unit.id in seats else STAYS, seats.get(unit.id, ""),
            plan.reasons[unit.id].code, plan.reasons[unit.id].words,
        ]
        for unit in ordered
    ]  # fmt: skip


def write_manifests(folder: Path, plan: Plan, travellers: dict[str, Traveller]) -> None:
    """`manifest-P-to-Q.pdf`, one for each direction in which somebody travels."""
    for direction in plan.directions:
        if plan.seats(direction):
            name = f"manifest-{direction[0]}-to-{direction[1]}.pdf"
            (folder / name).write_bytes(manifest_bytes(plan, direction, travellers))


def travellers_of(
    sides: Sequence[PartyLists], asked: dict[tuple[str, str], dict[str, str]], units: Sequence[Unit]
) -> dict[str, Traveller]:
    """Unit id -> the holder's record and the home side's, for the papers."""
    held = {(side.party, person.id): person for side in sides for person in side.held}
    missing = {(side.party, person.id): person for side in sides for person in side.missing}

    def traveller(unit: Unit) -> Traveller:
        holder, home = unit.direction
        wanted = asked.get((home, holder), {}).get(unit.person_id, "")
        return Traveller(held[holder, unit.person_id], missing.get((home, wanted)))

    return {unit.id: traveller(unit) for unit in units}
