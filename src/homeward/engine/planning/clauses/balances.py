"""Clauses about numbers of persons one way and the other: equal heads, ratios, blocs, carried balances, stages.

Called by `reading`. Every balance counts living adults; named persons who stand for many, and goodwill on top, count
as the terms say (`Lists.weights`, `Lists.goodwill`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd

from homeward.engine.planning.clauses.rows import Clause, Lists, Row
from homeward.engine.planning.traits import Direction, Traits, counted

Side = tuple[str, ...]


def heads_leaving(first: Side, second: Side) -> Callable[[Traits], int]:
    """Heads of a unit held in `first` that goes home to `second`, else 0."""
    return lambda traits: counted(traits) if traits.holder in first and traits.destination in second else 0


def balance_row(name: str, first: Side, second: Side, a: int, b: int, lists: Lists, lo: int, hi: int) -> Row:
    """lo <= a * heads(first to second) - b * heads(second to first) <= hi, goodwill and named units apart."""
    there, back = heads_leaving(first, second), heads_leaving(second, first)

    def coefficient(traits: Traits) -> int:
        return a * there(traits) - b * back(traits)

    named = {}
    for unit, heads in lists.weights.items():
        if unit in lists.named and (own := coefficient(lists.named[unit][1])):
            named[unit] = (a if own > 0 else -b) * heads
    given = sum(heads for way, heads in lists.goodwill.items() if _goes(way, first, second))
    taken = sum(heads for way, heads in lists.goodwill.items() if _goes(way, second, first))
    shift = a * given - b * taken
    return Row(name, lo + shift, hi + shift, coefficient, named)


def _goes(way: Direction, first: Side, second: Side) -> bool:
    return way[0] in first and way[1] in second


def side_words(side: Side) -> str:
    return "+".join(side)


@dataclass(frozen=True, slots=True)
class EqualHeads(Clause):
    """As many persons one way as the other; with `heads` exactly that many each way, with `up_to` at most that many."""

    parties: tuple[str, ...]
    heads: int | None = None
    up_to: int | None = None
    named_parties: bool = False
    kind = "equal-heads"

    def document(self) -> dict[str, object]:
        between: dict[str, object] = {"between": list(self.parties)} if self.named_parties else {}
        limits = {"heads": self.heads, "up_to": self.up_to}
        return {"kind": self.kind} | between | {key: value for key, value in limits.items() if value is not None}

    def words(self) -> str:
        between = f" between {self.parties[0]} and {self.parties[1]}" if self.named_parties else ""
        if self.heads is not None:
            return f"equal heads{between}, exactly {self.heads} each way"
        return f"equal heads{between}" if self.up_to is None else f"equal heads{between}, at most {self.up_to} each way"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        first, second = self.parties
        name = f"heads {first} to {second} less {second} to {first}"
        rows = [balance_row(name, (first,), (second,), 1, 1, lists, 0, 0)]
        limit = self.up_to if self.heads is None else self.heads
        if limit is not None:
            for one, other in ((first, second), (second, first)):
                shift = lists.goodwill.get((one, other), 0)
                least = None if self.heads is None else self.heads + shift
                leaving = heads_leaving((one,), (other,))
                rows.append(Row(f"heads {one} to {other}", least, limit + shift, leaving))
        return tuple(rows)

    def concerns(self, party: str) -> bool:
        return party in self.parties


@dataclass(frozen=True, slots=True)
class Heads(Clause):
    """`ratio` a:b with tolerance, or agreed `counts`, between two sides; a side is a party or a bloc of parties.

    a persons leave the first side for b who leave the second.
    """

    kind: str
    first: Side
    second: Side
    ratio: tuple[int, int] = (1, 1)
    tolerance: int = 0
    counts: tuple[int, int] | None = None

    def document(self) -> dict[str, object]:
        if self.kind == "bloc":
            told: dict[str, object] = {"kind": self.kind, "blocs": [list(self.first), list(self.second)]}
        else:
            told = {"kind": self.kind, "between": [self.first[0], self.second[0]]}
        if self.counts is not None:
            return told | {"counts": list(self.counts)}
        return told | {"ratio": list(self.ratio), "tolerance": self.tolerance}

    def words(self) -> str:
        first, second = side_words(self.first), side_words(self.second)
        if self.counts is not None:
            return f"{self.counts[0]} persons {first} to {second} for {self.counts[1]} {second} to {first}"
        within = f", within {self.tolerance}" if self.tolerance else ""
        return f"{self.ratio[0]} persons {first} to {second} for {self.ratio[1]} {second} to {first}{within}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        first, second = side_words(self.first), side_words(self.second)
        if self.counts is not None:
            return tuple(
                Row(f"heads {side_words(one)} to {side_words(other)}", count + more, count + more,
                    heads_leaving(one, other))
                for one, other, count in ((self.first, self.second, self.counts[0]),
                                          (self.second, self.first, self.counts[1]))
                for more in [sum(n for way, n in lists.goodwill.items() if _goes(way, one, other))]
            )  # fmt: skip
        common = gcd(*self.ratio)
        a, b, within = self.ratio[0] // common, self.ratio[1] // common, self.tolerance // common
        name = f"{b} x heads {first} to {second} less {a} x {second} to {first}"
        return (balance_row(name, self.first, self.second, b, a, lists, -within, within),)

    def concerns(self, party: str) -> bool:
        return party in self.first or party in self.second


@dataclass(frozen=True, slots=True)
class Balance(Clause):
    """Each party gets home as many persons as it lets go, whoever holds or gets them, within the tolerance."""

    parties: tuple[str, ...]
    everybody: tuple[str, ...]
    tolerance: int = 0
    kind = "balance"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "parties": list(self.parties), "tolerance": self.tolerance}

    def words(self) -> str:
        within = f" within {self.tolerance}" if self.tolerance else ""
        return f"{', '.join(self.parties)} each get as many persons as they let go{within}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        rows = []
        for party in self.parties:
            rest = tuple(other for other in self.everybody if other != party)
            name = f"heads from {party} less heads to {party}"
            rows.append(balance_row(name, (party,), rest, 1, 1, lists, -self.tolerance, self.tolerance))
        return tuple(rows)

    def concerns(self, party: str) -> bool:
        return party in self.parties


@dataclass(frozen=True, slots=True)
class Carry(Clause):
    """The balance brought forward and this round together stay within the limit; the rest is owed next round.

    `brought`: persons whom the first party let go beyond the second's in the rounds before; negative the other way.
    """

    parties: tuple[str, str]
    brought: int
    limit: int
    kind = "carry"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "between": list(self.parties), "brought": self.brought, "limit": self.limit}

    def words(self) -> str:
        first, second = self.parties
        return f"{first} is {self.brought} ahead of {second}; after this round at most {self.limit} either way"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        first, second = self.parties
        name = f"heads {first} to {second} less {second} to {first}, after {self.brought}"
        lo, hi = -self.limit - self.brought, self.limit - self.brought
        return (balance_row(name, (first,), (second,), 1, 1, lists, lo, hi),)

    def concerns(self, party: str) -> bool:
        return party in self.parties


@dataclass(frozen=True, slots=True)
class Stage(Clause):
    """A round number each way, reached in batches; after each batch the two sides differ by at most the tolerance."""

    parties: tuple[str, str]
    target: int
    batches: int
    batch: int
    done: tuple[int, int]
    tolerance: int
    kind = "stage"

    def document(self) -> dict[str, object]:
        return {
            "kind": self.kind, "between": list(self.parties), "target": self.target, "batches": self.batches,
            "batch": self.batch, "done": list(self.done), "tolerance": self.tolerance,
        }  # fmt: skip

    def words(self) -> str:
        return (
            f"batch {self.batch} of {self.batches} towards {self.target} each way; {self.done[0]} and {self.done[1]} "
            f"went before; after it at most {self.tolerance} apart"
        )

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        first, second = self.parties
        last = self.batch == self.batches
        ahead = self.done[0] - self.done[1]
        rows = [
            Row(f"heads {one} to {other}, after {done}", max(0, self.target - done) if last else None,
                max(0, self.target - done), heads_leaving((one,), (other,)))
            for one, other, done in ((first, second, self.done[0]), (second, first, self.done[1]))
        ]  # fmt: skip
        name = f"heads {first} to {second} less {second} to {first}, after {ahead}"
        lo, hi = -self.tolerance - ahead, self.tolerance - ahead
        return (*rows, balance_row(name, (first,), (second,), 1, 1, lists, lo, hi))

    def concerns(self, party: str) -> bool:
        return party in self.parties
