"""Closed handovers of this node in counts, as a statement may give them; nothing of them is kept here."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from homeward.base.totals import SMALLEST_SHOWN, shown_total
from homeward.desks.handover.queries import totals_visible_to
from homeward.office.journal.rights import Actor, require_right


@dataclass(frozen=True, slots=True)
class CountedWay:
    """One direction: who handed over, who received, and how many came home, as it may be shown."""

    holder: str
    destination: str
    shown: str


@dataclass(frozen=True, slots=True)
class CountedHandover:
    """One closed day."""

    id: str
    number: int
    day: date
    ways: tuple[CountedWay, ...]


def counted_handovers(*, viewer: Actor, handover_id: str = "") -> list[CountedHandover]:
    """Closed days alone, whatever else the viewer may see; counts of one to nine are hidden."""
    require_right(viewer, "statements.write")
    days: dict[str, list[dict[str, Any]]] = {}
    for row in totals_visible_to(viewer=viewer, handover_id=handover_id):
        if row["closed_at"] is not None:
            days.setdefault(row["handover"], []).append(row)
    return [
        CountedHandover(
            id=key,
            number=rows[0]["number"],
            day=rows[0]["closed_at"].date(),
            ways=tuple(CountedWay(row["from"], row["to"], _shown(row["exchanged"])) for row in rows),
        )
        for key, rows in days.items()
    ]


def _shown(count: int | None) -> str:
    return f"<{SMALLEST_SHOWN}" if count is None else shown_total(count)
