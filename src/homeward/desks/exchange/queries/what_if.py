"""The persons whom one changed term moves, with their case numbers for whoever may read the register."""

from collections.abc import Mapping, Sequence
from typing import Any

from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.queries.lines import NAMES_RIGHT, LineRow
from homeward.desks.exchange.queries.plans import READ
from homeward.desks.register.queries import cards
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right


def moved_visible_to(*, viewer: Actor, plan: PlanRecord, moved: Sequence[Mapping[str, Any]]) -> list[LineRow]:
    """The lines of these persons, in the order given; nobody for a viewer who may not read the register.

    Args:
        moved: entries of an answer of `what_if`, as many as shall be shown.
    """
    require_right(viewer, READ)
    may = has_right(viewer, NAMES_RIGHT)
    told = f"plan={plan.number},what-if"
    record_look(viewer=viewer, what="exchange.persons", shown=len(moved) if may else 0, filter=told)
    if not may or not moved:
        return []
    names = [each["unit"] for each in moved]
    lines = {line.unit_id: line for line in plan.lines.filter(unit_id__in=names)}
    known = cards(viewer=viewer, person_ids=[line.person_id for line in lines.values()])
    return [LineRow(lines[name], known.get(lines[name].person_id)) for name in names]
