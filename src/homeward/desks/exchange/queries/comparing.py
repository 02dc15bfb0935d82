"""Two plans side by side: who comes in, who goes out, and whose reason changed."""

from dataclasses import dataclass
from typing import Any

from homeward.desks.exchange.models import PlanLine, PlanRecord
from homeward.desks.exchange.queries.lines import LineRow, with_cards
from homeward.desks.exchange.queries.plans import READ, plan_visible_to
from homeward.office.journal.rights import Actor, require_right

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One person whom the two plans treat differently; a side is None when only the other plan knows the person."""

    before: PlanLine | None
    after: PlanLine | None
    row: LineRow


@dataclass(frozen=True, slots=True)
class Comparison:
    """Persons by their ids in the lists; the lists hold at most `SHOWN` of each kind, the counts all of them."""

    before: PlanRecord
    after: PlanRecord
    coming_in: list[Change]
    going_out: list[Change]
    coming_in_count: int
    going_out_count: int
    other_reason_count: int
    same_lists: bool


def comparison_visible_to(*, viewer: Actor, before: int, after: int) -> Comparison:
    """Compares plan `before` with plan `after` (their numbers), person by person.

    Raises:
        InputError: no such plan.
    """
    require_right(viewer, READ)
    one, other = plan_visible_to(viewer=viewer, number=before), plan_visible_to(viewer=viewer, number=after)
    in_one, in_other = _standing(one), _standing(other)
    coming = [unit for unit in sorted(in_other) if in_other[unit][0] and not in_one.get(unit, (False, ""))[0]]
    going = [unit for unit in sorted(in_one) if in_one[unit][0] and not in_other.get(unit, (False, ""))[0]]
    moved = {*coming, *going}
    others = [unit for unit in in_one if unit in in_other and unit not in moved and in_one[unit] != in_other[unit]]
    shown = [*coming[:SHOWN], *going[:SHOWN]]
    changes = _changes(viewer, one, other, shown)
    return Comparison(
        before=one,
        after=other,
        coming_in=[changes[unit] for unit in coming[:SHOWN]],
        going_out=[changes[unit] for unit in going[:SHOWN]],
        coming_in_count=len(coming),
        going_out_count=len(going),
        other_reason_count=len(others),
        same_lists=set(in_one) == set(in_other),
    )


def _standing(plan: PlanRecord) -> dict[str, tuple[bool, str]]:
    """Unit id -> (goes, reason code)."""
    rows: Any = plan.lines.values_list("unit_id", "in_package", "code")
    return {unit_id: (in_package, code) for unit_id, in_package, code in rows}


def _changes(viewer: Actor, one: PlanRecord, other: PlanRecord, units: list[str]) -> dict[str, Change]:
    in_one, in_other = ({line.unit_id: line for line in plan.lines.filter(unit_id__in=units)} for plan in (one, other))
    pairs = {unit: (in_one.get(unit), in_other.get(unit)) for unit in units}
    present = [after or before for before, after in pairs.values()]
    rows = with_cards(viewer, present, f"plan={one.number},plan={other.number}")
    return {row.line.unit_id: Change(*pairs[row.line.unit_id], row) for row in rows}
