"""The handover protocol as a document: totals, differences by code, the lists and the union it rests on.

It names no person. Whoever is not on this transport for a protected reason stands in a count, never on a line.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from homeward.desks.handover.day import PersonState, Roster, Tally, union_hash
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.roster import RESERVE, SPARE
from homeward.desks.handover.day.tallies import main_code
from homeward.desks.handover.documents import FORMAT, PROTOCOL_KIND
from homeward.desks.handover.queries.days import Day
from homeward.desks.handover.signed_protocol import WITNESS
from homeward.engine.sealing import canonical_bytes

__all__ = ["WITNESS", "exceptions_of", "line_words", "protocol_bytes"]
_FIGURES = ("planned", "outside_parity", "present", "boarded", "handed_over", "received", "exchanged", "replaced",
            "extra", "returned", "owed")  # fmt: skip


def protocol_bytes(day: Day, *, number: int, place: str, at: str) -> bytes:
    """Canonical bytes of the protocol of this day as it stands.

    Args:
        place: of the handover, as the officers write it. at: ISO moment in UTC.
    """
    return canonical_bytes(
        {
            "format": FORMAT,
            "kind": PROTOCOL_KIND,
            "number": number,
            "manifest": day.handover.hash,
            "plan": day.handover.plan_hash,
            "parties": list(day.handover.parties),
            "place": place,
            "at": at,
            "union": union_hash(day.events),
            "events": len(day.events),
            "gaps": [[each.device, each.what, each.first, each.last] for each in day.findings],
            "broken_off": _reason_of_abort(day),
            "directions": [_direction(tally) for tally in day.tallies],
            "exceptions": exceptions_of(day.roster, day.state.persons),
        }
    )


def _reason_of_abort(day: Day) -> str:
    reasons = sorted(event.code for event in day.events if event.kind == c.ABORT and event.joint)
    return reasons[0] if reasons else ""


def _direction(tally: Tally) -> dict[str, Any]:
    figures = {name: getattr(tally, name) for name in _FIGURES}
    return {"from": tally.way[0], "to": tally.way[1], **figures, "not_today": dict(tally.not_today)}


def exceptions_of(roster: Roster, persons: Mapping[str, PersonState]) -> list[dict[str, Any]]:
    """One row a difference, by direction and line; the protected ones counted together without a line."""
    rows, protected = [], Counter[tuple[str, str, str]]()
    for code, state in persons.items():
        if not state.outcome and not state.discrepancies:
            continue
        way = roster.by_code[code].way
        if main_code(state) == c.WITHDRAWN_PROTECTED:
            protected[way[0], way[1], state.outcome] += 1
        else:
            rows.append(_row(way, line_words(roster, code), state, roster))
    for (holder, destination, outcome), count in sorted(protected.items()):
        rows.append(
            {"from": holder, "to": destination, "line": "", "code": c.WITHDRAWN_PROTECTED, "outcome": outcome,
             "instead": "", "count": count}
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row["from"], row["line"] == "", row["line"], row["code"]))


def _row(way: tuple[str, str], line: str, state: PersonState, roster: Roster) -> dict[str, Any]:
    instead = line_words(roster, state.replaced_by) if state.replaced_by else ""
    return {
        "from": way[0],
        "to": way[1],
        "line": line,
        "code": main_code(state),
        "outcome": state.outcome,
        "instead": instead,
        "count": 1,
    }


def line_words(roster: Roster, code: str) -> str:
    """'017' for a seat, 'R1' for a spare line, 'E2' for a place in the reserve: the same on every paper."""
    place = roster.by_code[code]
    letter = {SPARE: "R", RESERVE: "E"}.get(place.what, "")
    return f"{letter}{place.order}" if letter else f"{place.order:03d}"
