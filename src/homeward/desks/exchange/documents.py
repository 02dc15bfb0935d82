"""Reads a plan's document: one line a person in the order of the plan's table, and the figures that pages show.

The document is the truth; what these functions give is stored beside it and recomputed by the check.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PROVISIONAL, TRIAL, UNPROVED = "PROVISIONAL", "TRIAL", "UNPROVED"
PROVED = "proved"
_MANDATORY, _FREE = "MAND", "FREE"


@dataclass(frozen=True, slots=True)
class Line:
    """One person held: goes with a seat, or stays; the reason's code and figures."""

    place: int
    unit_id: str
    holder: str
    destination: str
    in_package: bool
    seat: int | None
    code: str
    detail: Mapping[str, Any] = field(default_factory=dict)


def lines_of(document: Mapping[str, Any], units: Sequence[Mapping[str, Any]]) -> list[Line]:
    """One line a person: direction by direction, those who go in seat order, then those who stay in order of ids.

    Args:
        units: the plan's units as `Unit.public` writes them; they tell who is held by whom.
    """
    ways = {unit["id"]: (unit["holder"], unit["destination"]) for unit in units}
    told: list[tuple[str, int | None, Mapping[str, Any]]] = [
        (seat["id"], seat["seat"], seat["reason"]) for part in document["package"] for seat in part["seats"]
    ]
    told += [(entry["id"], None, entry["reason"]) for entry in document["stay"]]
    ordered = sorted(told, key=lambda each: (ways[each[0]], each[1] is None, each[1] or 0, each[0]))
    return [
        Line(place, unit_id, *ways[unit_id], seat is not None, seat, reason["code"], _figures(reason))
        for place, (unit_id, seat, reason) in enumerate(ordered, start=1)
    ]


def _figures(reason: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in reason.items() if name != "code"}


def summary_of(
    document: Mapping[str, Any], units: Sequence[Mapping[str, Any]], run_record: Mapping[str, Any]
) -> dict[str, Any]:
    """What the pages show of a plan without opening its document again."""
    return {
        "terms": document["terms"],
        "directions": _directions(document, units),
        "reasons": _reasons(lines_of(document, units)),
        "levels": document["levels"],
        "clauses": document["clauses"],
        "obstacles": _obstacles(document, run_record),
    }


def _directions(document: Mapping[str, Any], units: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    listed = Counter((unit["holder"], unit["destination"]) for unit in units)
    free = Counter((unit["holder"], unit["destination"]) for unit in units if unit["status"] == _FREE)
    return [
        {
            "from": count["from"],
            "to": count["to"],
            "listed": listed[count["from"], count["to"]],
            "free": free[count["from"], count["to"]],
            "exchanged": count["exchanged"],
            "mandatory": count["mandatory"],
            "staying": listed[count["from"], count["to"]] - count["exchanged"] - count["mandatory"],
        }
        for count in document["counts"]
    ]


def _reasons(lines: Sequence[Line]) -> list[dict[str, Any]]:
    counted = Counter((not line.in_package, line.code, line.holder, line.destination) for line in lines)
    return [
        {"goes": not stays, "code": code, "from": holder, "to": destination, "persons": persons}
        for (stays, code, holder, destination), persons in sorted(counted.items())
    ]


def _obstacles(document: Mapping[str, Any], run_record: Mapping[str, Any]) -> list[str]:
    """Why the parties cannot sign this plan yet; see `Plan.obstacles_to_signing`."""
    words = [note.partition(":")[0] for note in document["notes"]]
    return words + ([] if run_record["uniqueness"] == PROVED else [UNPROVED])
