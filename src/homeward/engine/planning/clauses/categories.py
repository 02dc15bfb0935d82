"""Clauses about who the persons are: places of capture, categories counted, kept equal, closed or held to a share.

Called by `reading`. A category is a code of the law room's table; none of these clauses names a person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd

from homeward.engine.planning.clauses.rows import Clause, Lists, Row
from homeward.engine.planning.traits import Traits, counted, folded, in_category


@dataclass(frozen=True, slots=True)
class CapturedIn(Clause):
    """Persons held by `side` are exchanged only when captured in one of the regions."""

    side: str
    regions: tuple[str, ...]
    kind = "captured-in"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "side": self.side, "regions": sorted(self.regions)}

    def words(self) -> str:
        return f"persons held by {self.side} were captured in {' or '.join(self.regions)}"

    def excludes(self, traits: Traits) -> bool:
        if traits.holder != self.side:
            return False
        known = {folded(region) for region in self.regions}
        return any(person.region not in known for person in traits.persons)

    def concerns(self, party: str) -> bool:
        return party == self.side


@dataclass(frozen=True, slots=True)
class CategoryCount(Clause):
    """At least, or at most, so many exchanged persons of a category among those held by `side`."""

    kind: str
    side: str
    category: str
    count: int

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "side": self.side, "category": self.category, "count": self.count}

    def words(self) -> str:
        return f"{self.kind.replace('-', ' ')} {self.count} {self.category} among those held by {self.side}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        lo, hi = (self.count, None) if self.kind == "at-least" else (None, self.count)
        return (Row(f"{self.category} held by {self.side}", lo, hi, self._coefficient),)

    def _coefficient(self, traits: Traits) -> int:
        return in_category(traits, self.category) if traits.holder == self.side else 0

    def concerns(self, party: str) -> bool:
        return party == self.side


@dataclass(frozen=True, slots=True)
class CategoryParity(Clause):
    """As many persons of the category one way as the other, within the tolerance."""

    parties: tuple[str, str]
    category: str
    tolerance: int = 0
    kind = "category-parity"

    def document(self) -> dict[str, object]:
        return {
            "kind": self.kind, "between": list(self.parties), "category": self.category, "tolerance": self.tolerance,
        }  # fmt: skip

    def words(self) -> str:
        within = f", within {self.tolerance}" if self.tolerance else ""
        return f"as many {self.category} from {self.parties[0]} as from {self.parties[1]}{within}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        first, second = self.parties

        def coefficient(traits: Traits) -> int:
            sign = {(first, second): 1, (second, first): -1}.get(traits.direction, 0)
            return sign * in_category(traits, self.category)

        name = f"{self.category} {first} to {second} less {second} to {first}"
        return (Row(name, -self.tolerance, self.tolerance, coefficient),)

    def concerns(self, party: str) -> bool:
        return party in self.parties


@dataclass(frozen=True, slots=True)
class AllForAll(Clause):
    """Every free unit with somebody of the category, on both sides; the number is not known beforehand.

    Without a category: every free unit.
    """

    parties: tuple[str, ...]
    category: str = ""
    kind = "all-for-all"

    def document(self) -> dict[str, object]:
        named: dict[str, object] = {"category": self.category} if self.category else {}
        return {"kind": self.kind, "between": list(self.parties)} | named

    def words(self) -> str:
        return f"all {self.category or 'persons'} for all, {self.parties[0]} and {self.parties[1]}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        def closes(traits: Traits) -> int:
            # A road that art. 109 fills alone carries nobody else, and asks nobody else of the parties.
            if traits.direction in lists.closed or not set(traits.direction) <= set(self.parties):
                return 0
            return int(not self.category or in_category(traits, self.category) > 0)

        return (Row(f"units with {self.category or 'anybody'}", lists.total(closes), None, closes),)

    def concerns(self, party: str) -> bool:
        return party in self.parties


@dataclass(frozen=True, slots=True)
class Quota(Clause):
    """A share in thousandths of the persons exchanged from `side`: of a category, or of a region of capture."""

    side: str
    category: str = ""
    region: str = ""
    at_least: int | None = None
    at_most: int | None = None
    kind = "quota"

    def document(self) -> dict[str, object]:
        of: dict[str, object] = {"category": self.category} if self.category else {"region": self.region}
        shares = {"at_least_per_mille": self.at_least, "at_most_per_mille": self.at_most}
        told = {key: share for key, share in shares.items() if share is not None}
        return {"kind": self.kind, "side": self.side} | of | told

    def words(self) -> str:
        limits = [f"at least {self.at_least}"] if self.at_least is not None else []
        limits += [f"at most {self.at_most}"] if self.at_most is not None else []
        what = self.category or f"captured in {self.region}"
        return f"{' and '.join(limits)} in a thousand of those held by {self.side} are {what}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        what = self.category or self.region
        details = ("region",) if self.region else ()
        rows = []
        if self.at_least is not None:
            name = f"{what} held by {self.side}, beyond {self.at_least} per mille"
            rows.append(Row(name, 0, None, self._beyond(self.at_least), details=details))
        if self.at_most is not None:
            name = f"{what} held by {self.side}, beyond {self.at_most} per mille"
            rows.append(Row(name, None, 0, self._beyond(self.at_most), details=details))
        return tuple(rows)

    def _beyond(self, share: int) -> Callable[[Traits], int]:
        whole = gcd(1000, share)
        return lambda traits: (1000 * self._counted(traits) - share * counted(traits)) // whole * self._held(traits)

    def _held(self, traits: Traits) -> int:
        return int(traits.holder == self.side)

    def _counted(self, traits: Traits) -> int:
        if self.category:
            return in_category(traits, self.category)
        return sum(counted(person) for person in traits.persons if person.region == folded(self.region))

    def concerns(self, party: str) -> bool:
        return party == self.side
