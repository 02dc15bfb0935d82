"""What one run came to: read by the closing table, the summary page and the demonstration."""

from dataclasses import dataclass, field
from pathlib import Path

from homeward.desks.exchange.package import LIKELY, PartyLists, Search
from homeward.engine.planning import Plan
from homeward.node.exchange_run.intake import ReadList


@dataclass(frozen=True)
class Done:
    """What came of it."""

    lists: list[ReadList]
    sides: list[PartyLists]
    searches: list[Search]
    asked: dict[tuple[str, str], dict[str, str]]
    plan: Plan
    out: Path
    seconds: dict[str, float] = field(default_factory=dict)

    def counts(self) -> list[dict[str, object]]:
        """One row a direction: listed, held, likely, to review, requested, art. 109 beside, planned, staying."""
        return [self._direction(search) for search in self.searches]

    def _direction(self, search: Search) -> dict[str, object]:
        way = (search.holder, search.seeker)
        exchanged, beside = self.plan.heads(way)
        sides = {side.party: side for side in self.sides}
        held = [unit for unit in self.plan.units if unit.direction == way]
        likely = sum(pair.band == LIKELY for pair in search.matches.pairs)
        return {
            "from": search.holder,
            "to": search.seeker,
            "missing": len(sides[search.seeker].missing),
            "held": len(held),
            "matched": likely,
            "to review": len(search.matches.pairs) - likely,
            "requested": len(self.asked[search.seeker, search.holder]),
            "planned": exchanged,
            "art. 109 beside": beside,
            "staying": len(held) - exchanged - beside,
        }
