"""Reads an approved plan for the day: who travels, and who is next in lot order under the same terms.

Called by the freezing alone. It verifies the plan before it believes it, and decides nothing that the plan leaves open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import TamperedError
from homeward.base.scripts import script_of
from homeward.desks.handover import documents
from homeward.desks.register.queries import PersonCard
from homeward.engine.law.categories import CATEGORIES
from homeward.engine.names import likely_language, transliterate
from homeward.engine.planning import MAND, Unit, read_terms, read_units, verify
from homeward.engine.planning.lottery import in_lot_order
from homeward.engine.sealing import canonical_bytes, digest, read_strict

TIME_LIMIT = 60.0
# What the paper may say of a person beside name and number: never health, never the person's will.
SHOWN_CATEGORIES = ("WOMEN", "CONSCRIPTS", "OFFICERS", "UNDER_25")


@dataclass(frozen=True)
class PlannedDay:
    """One plan as the day needs it.

    Attributes:
        seats, reserve: (holder, home party) -> units in their order. standing, clauses: unit id -> what two persons
            must share to stand for one another.
    """

    plan_hash: str
    draw_key: str
    parties: tuple[str, ...]
    reference_date: str
    seats: Mapping[tuple[str, str], list[Unit]]
    reserve: Mapping[tuple[str, str], list[Unit]]
    standing: Mapping[str, tuple[str, str]]

    @property
    def units(self) -> list[Unit]:
        return [unit for part in (self.seats, self.reserve) for units in part.values() for unit in units]


def planned_day(*, document: bytes, units: bytes, terms_document: Mapping[str, Any], plan_hash: str) -> PlannedDay:
    """Verifies the plan and reads it.

    Raises:
        TamperedError: the plan's bytes are not those of its hash, or not what terms, lists and draw give.
    """
    if digest(document) != plan_hash:
        raise TamperedError("The stored plan is not that of its hash.", cure="Tell the auditor; make the plan again.")
    plan, opened = read_strict(document), read_units(read_strict(units))
    verify(plan, read_terms(dict(terms_document), categories=CATEGORIES), opened, time_limit=TIME_LIMIT)
    known = {unit.id: unit for unit in opened}
    seats = {
        (part["from"], part["to"]): [known[seat["id"]] for seat in part["seats"]]
        for part in plan["package"]
    }  # fmt: skip
    standing = _standing(plan)
    return PlannedDay(
        plan_hash=plan_hash,
        draw_key=plan["draw"]["key"],
        parties=tuple(plan["terms"]["parties"]),
        reference_date=plan["terms"]["reference_date"],
        seats=seats,
        reserve={way: _reserve(way, going, plan, known, standing) for way, going in seats.items()},
        standing=standing,
    )


def _standing(plan: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Unit id -> (class, what the clauses count of it); persons outside every class are in neither."""
    reasons = {seat["id"]: seat["reason"] for part in plan["package"] for seat in part["seats"]}
    reasons |= {entry["id"]: entry["reason"] for entry in plan["stay"]}
    classes = plan["classes"]
    return {
        unit_id: (classes[reason["class"] - 1]["key"], digest(canonical_bytes(classes[reason["class"] - 1]["rows"])))
        for unit_id, reason in reasons.items()
        if "class" in reason
    }


def _reserve(
    way: tuple[str, str],
    going: list[Unit],
    plan: Mapping[str, Any],
    known: Mapping[str, Unit],
    standing: Mapping[str, tuple[str, str]],
) -> list[Unit]:
    """Who stays this time and could stand in for somebody who goes: of a class that shares its places first, each part
    in the order of lots. Whoever is not on this transport, held back or not asked for is in no class, so never here."""
    classes = {standing[unit.id][0] for unit in going if unit.id in standing}
    clauses = {standing[unit.id][1] for unit in going if unit.id in standing}
    heads = {unit.traits.heads for unit in going if unit.status != MAND}
    staying = [known[entry["id"]] for entry in plan["stay"] if entry["id"] in standing]
    fitting = [
        unit
        for unit in in_lot_order(bytes.fromhex(plan["draw"]["key"]), staying)
        if unit.direction == way and standing[unit.id][1] in clauses and unit.traits.heads in heads
    ]
    ordered = sorted(fitting, key=lambda unit: standing[unit.id][0] not in classes)
    return ordered[: max(documents.LEAST_RESERVE, len(going) // documents.RESERVE_SHARE)]


def details_of(held: PersonCard, home: PersonCard | None, unit: Unit) -> dict[str, str]:
    """What the paper says of a person, in two scripts."""
    others = [held.other_name, home.name if home else ""]
    script = script_of(held.name)
    second = next((name for name in others if name and script_of(name) != script), "")
    categories = [CATEGORIES[code].title for code in unit.traits.categories if code in SHOWN_CATEGORIES]
    return {
        "name": held.name,
        "other_name": second or transliterate(held.name, likely_language(held.name)),
        "birth_date": held.birth_date.isoformat(),
        "rank": held.rank,
        "service_number": held.service_number,
        "category": ", ".join(categories),
    }
