"""Who crossed, for the desks of the return, and counts for whoever speaks to the public."""

from dataclasses import dataclass
from typing import Any

from homeward.base.totals import SMALLEST_SHOWN
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.models import Handover
from homeward.desks.handover.queries.days import READ, day_of, handover_visible_to
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right


@dataclass(frozen=True, slots=True)
class Crossing:
    """One person who crossed: the register's ids on this node ('' where it knows none), and the code of the day."""

    code: str
    person_id: str
    home_id: str
    holder: str
    destination: str
    outside_parity: bool


def crossings_visible_to(*, viewer: Actor, handover_id: str, destination: str = "") -> list[Crossing]:
    """Everybody who is exchanged by both sides' word and the witness's, in seat order; '' for both directions."""
    day = day_of(handover_visible_to(viewer=viewer, handover_id=handover_id))
    found = [
        Crossing(code, line.person_id, line.home_id, line.holder, line.destination, line.outside_parity)
        for code, line in day.lines.items()
        if day.state.persons[code].standing == c.EXCHANGED and destination in ("", line.destination)
    ]
    record_look(viewer=viewer, what="handover.crossed", shown=len(found), filter=f"handover={day.handover.number}")
    return found


def handed_over_persons(*, viewer: Actor, handover_id: str, destination: str = "") -> list[str]:
    """The register's ids of the persons who crossed: the holders' records; persons unknown here are left out."""
    crossed = crossings_visible_to(viewer=viewer, handover_id=handover_id, destination=destination)
    return [crossing.person_id for crossing in crossed if crossing.person_id]


def totals_visible_to(*, viewer: Actor, handover_id: str = "") -> list[dict[str, Any]]:
    """Counts a direction of one handover, or of all: no name, no code of a person.

    Whoever reads the handover desk sees every count of it. Who writes statements sees closed days alone, and there
    no count between one and nine: it reads None.

    Raises:
        RefusedError: the viewer may do neither.
    """
    if has_right(viewer, READ):
        return _totals(handover_id, closed_only=False)
    if not has_right(viewer, "statements.release"):
        require_right(viewer, "statements.write")
    return [_spared(row) for row in _totals(handover_id, closed_only=True)]


def _totals(handover_id: str, *, closed_only: bool) -> list[dict[str, Any]]:
    handovers = Handover.objects.defer("document").order_by("number")
    if handover_id:
        handovers = handovers.filter(pk=handover_id)
    if closed_only:
        handovers = handovers.exclude(closed_at=None)
    return [
        {
            "handover": handover.pk,
            "number": handover.number,
            "closed_at": handover.closed_at,
            "from": tally.way[0],
            "to": tally.way[1],
            "planned": tally.planned,
            "outside_parity": tally.outside_parity,
            "present": tally.present,
            "boarded": tally.boarded,
            "handed_over": tally.handed_over,
            "received": tally.received,
            "exchanged": tally.exchanged,
            "replaced": tally.replaced,
            "returned": tally.returned,
            "not_today": sum(tally.not_today.values()),
            "owed": tally.owed,
        }
        for handover in handovers
        for tally in day_of(handover).tallies
    ]


def _spared(row: dict[str, Any]) -> dict[str, Any]:
    """Small counts point at persons; and so does 'not today' beside a total, so it is left out whole."""
    kept = ("handover", "number", "closed_at", "from", "to", "planned", "exchanged")
    return {
        name: None if type(row[name]) is int and name != "number" and 0 < row[name] < SMALLEST_SHOWN else row[name]
        for name in kept
    }
