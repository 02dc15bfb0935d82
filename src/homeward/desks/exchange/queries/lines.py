"""The persons of a plan: one line and one reason each, narrowed by direction, in or out, and reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.exchange.models import PlanLine, PlanRecord
from homeward.desks.exchange.queries.plans import READ
from homeward.desks.register.queries import PersonCard, cards
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

ROWS = 50
GOES, STAYS = "goes", "stays"
NAMES_RIGHT = "register.read"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; '' for no limit. `direction` is 'NORTH/SOUTH': who holds, then where home is."""

    direction: str = ""
    going: str = ""
    code: str = ""

    def values(self) -> dict[str, str]:
        """Name of the filter -> value, as they stand in the address."""
        return {"direction": self.direction, "going": self.going, "reason": self.code}

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.values().items() if value)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with its person; no card for a viewer who may not read the register: they see the list's id alone."""

    line: PlanLine
    card: PersonCard | None


@dataclass(frozen=True, slots=True)
class LinePage:
    """One page. `counts`: name of a filter -> value -> persons under the other filters; `total` under all of them."""

    rows: list[LineRow]
    next_after: int
    counts: Mapping[str, Mapping[str, int]]
    total: int


def lines_visible_to(*, viewer: Actor, plan: PlanRecord, chosen: Filter, after: int = 0, limit: int = ROWS) -> LinePage:
    """The lines behind `after` (a `place`), in the order of the plan's table."""
    require_right(viewer, READ)
    found = list(_narrowed(plan, chosen).filter(place__gt=after)[: limit + 1])
    shown = found[:limit]
    rows = with_cards(viewer, shown, f"plan={plan.number},{chosen}")
    counts, total = _counts(plan, chosen)
    return LinePage(rows, shown[-1].place if len(found) > limit else 0, counts, total)


def lines_for_export(*, viewer: Actor, plan: PlanRecord, chosen: Filter) -> list[LineRow]:
    """All lines under the filters, in the same order."""
    require_right(viewer, READ)
    return with_cards(viewer, list(_narrowed(plan, chosen)), f"plan={plan.number},export,{chosen}")


def line_visible_to(*, viewer: Actor, plan: PlanRecord, person_id: str) -> LineRow:
    """One person's line; a look at that person.

    Raises:
        InputError: the plan has no such person.
    """
    require_right(viewer, READ)
    line = plan.lines.filter(person_id=person_id).first()
    if line is None:
        raise InputError(_("The plan has no such person."), cure=_("Choose one from the plan's list."))
    record_look(viewer=viewer, subjects=[person_id], what="exchange.why")
    known = cards(viewer=viewer, person_ids=[person_id]) if has_right(viewer, NAMES_RIGHT) else {}
    return LineRow(line, known.get(person_id))


def with_cards(viewer: Actor, lines: Sequence[PlanLine], told: str) -> list[LineRow]:
    """The lines with names where the viewer may read them; the look at the list is written down."""
    record_look(viewer=viewer, what="exchange.persons", shown=len(lines), filter=told)
    may = has_right(viewer, NAMES_RIGHT)
    known = cards(viewer=viewer, person_ids=[line.person_id for line in lines]) if may and lines else {}
    return [LineRow(line, known.get(line.person_id)) for line in lines]


def _narrowed(plan: PlanRecord, chosen: Filter) -> QuerySet[PlanLine]:
    lines = plan.lines.order_by("place")
    if chosen.direction:
        holder, _sign, destination = chosen.direction.partition("/")
        lines = lines.filter(holder=holder, destination=destination)
    if chosen.going:
        lines = lines.filter(in_package=chosen.going == GOES)
    return lines.filter(code=chosen.code) if chosen.code else lines


def _counts(plan: PlanRecord, chosen: Filter) -> tuple[dict[str, dict[str, int]], int]:
    """Read off the plan's own figures: no counting in the database."""
    wanted, total = chosen.values(), 0
    counts: dict[str, Counter[str]] = {name: Counter() for name in wanted}
    for group in plan.summary["reasons"]:
        values = {
            "direction": f"{group['from']}/{group['to']}",
            "going": GOES if group["goes"] else STAYS,
            "reason": group["code"],
        }
        missed = [name for name, value in wanted.items() if value not in ("", values[name])]
        total += 0 if missed else group["persons"]
        for name, value in values.items():
            if not set(missed) - {name}:
                counts[name][value] += group["persons"]
    return {name: dict(counter) for name, counter in counts.items()}, total
