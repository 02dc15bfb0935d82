"""Clauses that name units: together or not at all, never together, one for many, goodwill, a condition for taking part.

Called by `reading`. A named unit that is not free is what its gate says: these clauses move nobody past the gate and
hold nobody back who goes under art. 109.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.engine.planning.clauses.balances import balance_row, heads_leaving
from homeward.engine.planning.clauses.rows import Clause, Lists, Row, nobody
from homeward.engine.planning.traits import Direction, Traits

FREE, MAND = "FREE", "MAND"


def _status(lists: Lists, unit: str) -> str:
    return lists.named[unit][0] if unit in lists.named else ""


def _only(units: Sequence[str]) -> dict[str, int]:
    return dict.fromkeys(units, 1)


@dataclass(frozen=True, slots=True)
class Link(Clause):
    """The units go together or not at all. Who goes under art. 109 goes; the others are linked among themselves."""

    units: tuple[str, ...]
    kind = "link"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "units": sorted(self.units)}

    def words(self) -> str:
        return f"{', '.join(self.units)} go together or not at all"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        return together(self.words(), self.units, lists)

    def unit_names(self) -> tuple[str, ...]:
        return self.units


def together(name: str, units: Sequence[str], lists: Lists) -> tuple[Row, ...]:
    """x equal for all; zero when one of them cannot go."""
    free = sorted(unit for unit in units if _status(lists, unit) == FREE)
    if any(_status(lists, unit) not in (FREE, MAND) for unit in units):
        return (Row(name, None, 0, nobody, _only(free)),)
    return tuple(Row(name, 0, 0, nobody, {free[0]: 1, other: -1}) for other in free[1:])


@dataclass(frozen=True, slots=True)
class Exclude(Clause):
    """At most one of the units travels. Somebody under art. 109 travels in any case, and then no other one does."""

    units: tuple[str, ...]
    kind = "exclude"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "units": sorted(self.units)}

    def words(self) -> str:
        return f"at most one of {', '.join(self.units)}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        free = [unit for unit in self.units if _status(lists, unit) == FREE]
        mandatory = sum(_status(lists, unit) == MAND for unit in self.units)
        return (Row(self.words(), None, max(0, 1 - mandatory), nobody, _only(free)),)

    def unit_names(self) -> tuple[str, ...]:
        return self.units


@dataclass(frozen=True, slots=True)
class NamedForMany(Clause):
    """The named units of the first party, all or none, count for `heads` persons of the second in every balance."""

    parties: tuple[str, str]
    units: tuple[str, ...]
    heads: int
    kind = "named-for-many"

    def document(self) -> dict[str, object]:
        return {
            "kind": self.kind, "between": list(self.parties), "units": sorted(self.units), "heads": self.heads,
        }  # fmt: skip

    def words(self) -> str:
        return f"{', '.join(self.units)} of {self.parties[0]} for {self.heads} of {self.parties[1]}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        first, second = self.parties
        name = f"heads {first} to {second} less {second} to {first}, named for many"
        all_or_none = together(self.words(), self.units, lists)
        return (*all_or_none, balance_row(name, (first,), (second,), 1, 1, lists, 0, 0))

    def weights(self) -> Mapping[str, int]:
        ordered = sorted(self.units)
        return {unit: self.heads if unit == ordered[0] else 0 for unit in ordered}

    def unit_names(self) -> tuple[str, ...]:
        return self.units

    def concerns(self, party: str) -> bool:
        return party in self.parties


@dataclass(frozen=True, slots=True)
class Unilateral(Clause):
    """Goodwill outside every balance of heads: a number of persons on top, or the named units."""

    direction: Direction
    heads: int = 0
    units: tuple[str, ...] = ()
    kind = "unilateral"

    def document(self) -> dict[str, object]:
        what: dict[str, object] = {"units": sorted(self.units)} if self.units else {"heads": self.heads}
        return {"kind": self.kind, "from": self.direction[0], "to": self.direction[1]} | what

    def words(self) -> str:
        what = ", ".join(self.units) if self.units else f"{self.heads} persons"
        return f"{what} from {self.direction[0]} to {self.direction[1]} on top, for nothing"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        if self.units:
            free = [unit for unit in self.units if _status(lists, unit) == FREE]
            return (Row(f"{self.words()}: units", len(free), None, nobody, _only(free)),)
        start, end = self.direction
        leaving = heads_leaving((start,), (end,))
        return (Row(f"heads {start} to {end}, goodwill among them", self.heads, None, leaving),)

    def weights(self) -> Mapping[str, int]:
        return dict.fromkeys(self.units, 0)

    def goodwill(self) -> Mapping[Direction, int]:
        return {self.direction: self.heads} if self.heads else {}

    def unit_names(self) -> tuple[str, ...]:
        return self.units

    def concerns(self, party: str) -> bool:
        return party in self.direction


@dataclass(frozen=True, slots=True)
class Must(Clause):
    """The party takes part only if all these units go; otherwise it gives and gets nobody but those under art. 109."""

    party: str
    units: tuple[str, ...]
    kind = "must"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "party": self.party, "units": sorted(self.units)}

    def words(self) -> str:
        return f"{self.party} takes part only if {', '.join(self.units)} go"

    def columns(self, lists: Lists) -> dict[str, int]:
        return {takes_part(self.party): 1}

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        free = [unit for unit in self.units if _status(lists, unit) == FREE]
        needed = [unit for unit in self.units if _status(lists, unit) != MAND]
        everybody = lists.total(self._concerned)
        column = takes_part(self.party)
        return (
            Row(f"{self.words()}: units", 0, None, nobody, _only(free), {column: -len(needed)}),
            Row(f"units from or to {self.party}", None, 0, self._concerned, auxiliary={column: -everybody}),
        )

    def _concerned(self, traits: Traits) -> int:
        return int(self.party in traits.direction)

    def broken(self, lists: Lists, totals: Sequence[int]) -> str:
        needed = sum(_status(lists, unit) != MAND for unit in self.units)
        going, moved = totals
        return f"{self.words()}: {going} of {needed} go" if moved and going < needed else ""

    def unit_names(self) -> tuple[str, ...]:
        return self.units


def takes_part(party: str) -> str:
    """Name of the column that is 1 while the party takes part."""
    return f"takes part {party}"
