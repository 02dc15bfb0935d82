"""Clauses about the way: seats on a road, and rings of parties that must close within so many handovers.

Called by `reading`. Persons under art. 109 take their seats first and are in no ring.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import permutations

from homeward.engine.planning.clauses.rows import Clause, Lists, Row, nobody
from homeward.engine.planning.traits import Direction, Traits, counted, seated

# Names of columns; the sign between their parts can stand in no party's name.
RING, BETWEEN = "ring ", "\x1f"


@dataclass(frozen=True, slots=True)
class Seats(Clause):
    """Seats from one party to another; '' stands for any party. Persons who go under art. 109 take theirs first."""

    direction: Direction
    seats: int
    kind = "seats"

    def document(self) -> dict[str, object]:
        ends = {"from": self.direction[0], "to": self.direction[1]}
        return {"kind": self.kind, **{key: party for key, party in ends.items() if party}, "seats": self.seats}

    def words(self) -> str:
        return f"{self.seats} seats{self._way()}"

    def _way(self) -> str:
        start, end = self.direction
        return (f" from {start}" if start else "") + (f" to {end}" if end else "")

    def uses(self, way: Direction) -> bool:
        return all(end in ("", party) for end, party in zip(self.direction, way, strict=True))

    def taken(self, mandatory: Mapping[Direction, int]) -> int:
        """Seats that persons under art. 109 take."""
        return sum(heads for way, heads in mandatory.items() if self.uses(way))

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        start, end = self.direction
        name = f"seats left {start} to {end}" if start and end else f"seats left{self._way()}"
        return (Row(name, None, self.seats - self.taken(lists.mandatory), self._coefficient),)

    def _coefficient(self, traits: Traits) -> int:
        return seated(traits) if self.uses(traits.direction) else 0


@dataclass(frozen=True, slots=True)
class Rings(Clause):
    """Every person exchanged is part of a ring of at most `at_most` handovers: A lets go for B, B for C, C for A.

    Position-indexed (Constantino et al. 2013; Dickerson et al. 2016): a ring is told from its first party in the order
    of the terms; a column counts the rings that start at party l and whose handover k goes from a to b.
    """

    parties: tuple[str, ...]
    at_most: int
    kind = "rings"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "at_most": self.at_most}

    def words(self) -> str:
        return f"every ring of handovers has at most {self.at_most}"

    def _ways(self, lists: Lists) -> list[Direction]:
        used = {traits.direction for traits in lists.free}
        return [way for way in permutations(self.parties, 2) if way in used and way not in lists.closed]

    def places(self, lists: Lists) -> list[tuple[str, int, Direction]]:
        """(first party, handover from 1, way) of every column."""
        order = {party: number for number, party in enumerate(self.parties)}
        found = []
        for first in self.parties:
            ways = [way for way in self._ways(lists) if min(order[way[0]], order[way[1]]) >= order[first]]
            for place in range(1, self.at_most + 1):
                found += [
                    (first, place, way) for way in ways
                    if (way[0] == first) == (place == 1) and (way[1] == first or place < self.at_most)
                    and not (place == 1 and way[1] == first)
                ]  # fmt: skip
        return found

    def columns(self, lists: Lists) -> dict[str, int]:
        most = {way: lists.total(_on(way)) for way in self._ways(lists)}
        return {ring_column(*place): most[place[2]] for place in self.places(lists)}

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        used: dict[Direction, dict[str, int]] = {way: {} for way in permutations(self.parties, 2)}
        for place in self.places(lists):
            used[place[2]][ring_column(*place)] = -1
        return tuple(
            Row(f"heads {way[0]} to {way[1]} in rings", 0, 0, _on(way), auxiliary=columns)
            for way, columns in used.items()
            if way in self._ways(lists)
        )

    def inner_rows(self, lists: Lists) -> tuple[Row, ...]:
        through: dict[tuple[str, int, str], dict[str, int]] = {}
        for first, place, way in self.places(lists):
            name = ring_column(first, place, way)
            if way[1] != first:
                through.setdefault((first, place, way[1]), {})[name] = 1
            if place > 1:
                through.setdefault((first, place - 1, way[0]), {})[name] = -1
        return tuple(
            Row(f"ring from {first}, handover {place}, through {party}", 0, 0, nobody, auxiliary=columns)
            for (first, place, party), columns in through.items()
        )

    def broken(self, lists: Lists, totals: object) -> str:
        # A sum cannot show it: `exact` adds up the rings themselves.
        return ""

    def concerns(self, party: str) -> bool:
        return party in self.parties


def ring_column(first: str, place: int, way: Direction) -> str:
    return RING + BETWEEN.join((first, str(place), *way))


def _on(way: Direction) -> Callable[[Traits], int]:
    return lambda traits: counted(traits) if traits.direction == way else 0
