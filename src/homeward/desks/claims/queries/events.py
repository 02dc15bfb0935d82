"""The list of events: newest first, narrowed by year, kind, reliability and by whether the figures differ."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.desks.claims.models import ClaimVersion, EventVersion
from homeward.desks.claims.queries.claims import claims_visible_to
from homeward.engine.reading import DIFFERENCES, check_group
from homeward.office.journal.rights import Actor

ROWS = 25
DIFFERS, NO_DIFFERENCE, ALONE = "differs", "no_difference", "alone"
STANDINGS = (DIFFERS, NO_DIFFERENCE, ALONE)
_COMPARED = frozenset({"agree", "compatible", "sum_ok"})


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; '' for no limit. `checks`: one of `STANDINGS`."""

    year: str = ""
    kind: str = ""
    reliability: str = ""
    checks: str = ""

    def values(self) -> dict[str, str]:
        """Name of the filter -> value, as they stand in the address."""
        return {"year": self.year, "kind": self.kind, "reliability": self.reliability, "checks": self.checks}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the list."""

    event: EventVersion
    claims: int
    standing: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page. `counts`: name of a filter -> value -> number of events under the other filters."""

    rows: list[EventRow]
    next_after: str
    counts: Mapping[str, Mapping[str, int]]
    total: int


def events_visible_to(*, viewer: Actor, chosen: Filter, after: str = "", limit: int = ROWS) -> EventPage:
    """The events behind `after`, newest first.

    Public events are hundreds, not millions: their claims are read whole and the checks computed for every list, so
    that no stored verdict can lag behind a corrected figure.

    Args:
        after: `place` of the last event of the page before.
    """
    claims = list(claims_visible_to(viewer=viewer).filter(state=ClaimVersion.State.STANDS))
    standings, numbers = _standings(claims), Counter(claim.event_code for claim in claims)
    rows = [
        EventRow(event, numbers[event.code], standings.get(event.code, ALONE))
        for event in EventVersion.objects.filter(current=True).order_by("-place")
    ]
    found = [row for row in rows if _fits(row, chosen)]
    behind = [row for row in found if not after or row.event.place < after]
    shown = behind[:limit]
    next_after = shown[-1].event.place if len(behind) > limit else ""
    return EventPage(shown, next_after, _counts(rows, chosen), len(found))


def _standings(claims: Iterable[ClaimVersion]) -> dict[str, str]:
    """Event -> whether the figures said about it differ, or do not, or nothing of it could be compared."""
    known = {claim.code: claim.as_claim() for claim in claims}
    by_event = defaultdict(list)
    for claim in known.values():
        by_event[claim.group].append(claim)
    named = {code for claim in known.values() for code in (*claim.sum_of, claim.part_of) if code}
    around = [known[code] for code in named if code in known]
    found = {}
    for event, mine in by_event.items():
        verdicts = {check.verdict for check in check_group(mine, around=around) if event}
        found[event] = DIFFERS if verdicts & DIFFERENCES else NO_DIFFERENCE if verdicts & _COMPARED else ALONE
    return found


def _of(row: EventRow) -> dict[str, str]:
    event = row.event
    year = str(event.first_day.year)
    return {"year": year, "kind": event.kind, "reliability": event.reliability, "checks": row.standing}


def _fits(row: EventRow, chosen: Filter, but: str = "") -> bool:
    values = _of(row)
    return all(value in ("", values[name]) for name, value in chosen.values().items() if name != but)


def _counts(rows: Iterable[EventRow], chosen: Filter) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in chosen.values()}
    for row in rows:
        for name, value in _of(row).items():
            if _fits(row, chosen, but=name):
                counts[name][value] += 1
    return {name: dict(counter) for name, counter in counts.items()}
