"""The clauses two parties may agree: whole-number rows `lo <= sum of coefficients <= hi`, or a rule who is left out.

Called by `terms` (reading), `model` (rows), `exact` (the re-check) and `conflicts` (words). A clause never looks at a
person's id and never counts persons who go under art. 109, except that these take their seats first.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from homeward.base.errors import TermsError
from homeward.engine.planning.tables import KeyedTable
from homeward.engine.planning.traits import NOT_BARGAINED, Direction, Traits, folded


@dataclass(frozen=True, slots=True)
class Row:
    """`lo <= sum(coefficient(u) for u in the bargained package) <= hi`; None is no bound."""

    name: str
    lo: int | None
    hi: int | None
    coefficient: Callable[[Traits], int]


def _heads(direction: Direction) -> Callable[[Traits], int]:
    return lambda traits: traits.heads if traits.direction == direction else 0


@dataclass(frozen=True, slots=True)
class EqualHeads:
    """As many persons one way as the other; with `heads` exactly that many each way, with `up_to` at most that many."""

    parties: tuple[str, ...]
    heads: int | None = None
    up_to: int | None = None
    kind = "equal-heads"

    def document(self) -> dict[str, object]:
        limits = {"heads": self.heads, "up_to": self.up_to}
        return {"kind": self.kind} | {key: value for key, value in limits.items() if value is not None}

    def words(self) -> str:
        if self.heads is not None:
            return f"equal heads, exactly {self.heads} each way"
        return "equal heads" if self.up_to is None else f"equal heads, at most {self.up_to} each way"

    def rows(self, mandatory: Mapping[Direction, int]) -> tuple[Row, ...]:
        first, second = self.parties
        there, back = _heads((first, second)), _heads((second, first))
        rows = [Row(f"heads {first} to {second} less {second} to {first}", 0, 0, lambda t: there(t) - back(t))]
        limit = self.up_to if self.heads is None else self.heads
        if limit is not None:
            rows.append(Row(f"heads {first} to {second}", self.heads, limit, there))
            rows.append(Row(f"heads {second} to {first}", self.heads, limit, back))
        return tuple(rows)

    def excludes(self, traits: Traits) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class CapturedIn:
    """Persons held by `side` are exchanged only when captured in one of the regions."""

    side: str
    regions: tuple[str, ...]
    kind = "captured-in"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "side": self.side, "regions": sorted(self.regions)}

    def words(self) -> str:
        return f"persons held by {self.side} were captured in {' or '.join(self.regions)}"

    def rows(self, mandatory: Mapping[Direction, int]) -> tuple[Row, ...]:
        return ()

    def excludes(self, traits: Traits) -> bool:
        return traits.holder == self.side and traits.region not in {folded(region) for region in self.regions}


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats on the way from one party to the other; persons who go under art. 109 take theirs first."""

    direction: Direction
    seats: int
    kind = "seats"

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "from": self.direction[0], "to": self.direction[1], "seats": self.seats}

    def words(self) -> str:
        return f"{self.seats} seats from {self.direction[0]} to {self.direction[1]}"

    def rows(self, mandatory: Mapping[Direction, int]) -> tuple[Row, ...]:
        left = self.seats - mandatory.get(self.direction, 0)
        return (Row(f"seats left {self.direction[0]} to {self.direction[1]}", None, left, _heads(self.direction)),)

    def excludes(self, traits: Traits) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """At least, or at most, so many exchanged persons of a category among those held by `side`."""

    kind: str
    side: str
    category: str
    count: int

    def document(self) -> dict[str, object]:
        return {"kind": self.kind, "side": self.side, "category": self.category, "count": self.count}

    def words(self) -> str:
        return f"{self.kind.replace('-', ' ')} {self.count} {self.category} among those held by {self.side}"

    def rows(self, mandatory: Mapping[Direction, int]) -> tuple[Row, ...]:
        lo, hi = (self.count, None) if self.kind == "at-least" else (None, self.count)
        return (Row(f"{self.category} held by {self.side}", lo, hi, self._coefficient),)

    def _coefficient(self, traits: Traits) -> int:
        return traits.heads if traits.holder == self.side and self.category in traits.categories else 0

    def excludes(self, traits: Traits) -> bool:
        return False


Clause = EqualHeads | CapturedIn | Seats | CategoryCount

_CODE = re.compile(r"[A-Z][A-Z0-9_]*(\([^()]+\))?")
_KEYS = {
    "equal-heads": ("kind", "heads", "up_to"),
    "captured-in": ("kind", "side", "regions"),
    "seats": ("kind", "from", "to", "seats"),
    "at-least": ("kind", "side", "category", "count"),
    "at-most": ("kind", "side", "category", "count"),
}


def read_clause(data: object, where: str, parties: tuple[str, ...]) -> Clause:
    """One clause of a terms file.

    Raises: TermsError naming the clause, the key and what is allowed.
    """
    every_key = {key for keys in _KEYS.values() for key in keys}
    kind = KeyedTable(data, where, every_key).one_of("kind", _KEYS)
    table = KeyedTable(data, f"{where} ({kind})", _KEYS[kind])
    if kind == "equal-heads":
        return _equal_heads(table, parties)
    if kind == "captured-in":
        return CapturedIn(table.one_of("side", parties), table.words("regions"))
    if kind == "seats":
        direction = table.one_of("from", parties), table.one_of("to", parties)
        if direction[0] == direction[1]:
            raise TermsError(f"{table.where}: from and to are both {direction[0]!r}.")
        return Seats(direction, table.count("seats"))
    return CategoryCount(kind, table.one_of("side", parties), read_category(table, "category"), table.count("count"))


def _equal_heads(table: KeyedTable, parties: tuple[str, ...]) -> EqualHeads:
    if "heads" in table and "up_to" in table:
        raise TermsError(f"{table.where}: heads and up_to exclude each other.", cure="Keep one of them.")
    return EqualHeads(parties, table.optional_count("heads"), table.optional_count("up_to"))


def read_category(table: KeyedTable, key: str) -> str:
    return usable_category(table.text(key), table.where)


def usable_category(category: str, where: str) -> str:
    """A category that may be bargained over; raises TermsError otherwise."""
    if category in NOT_BARGAINED:
        raise TermsError(f"{where}: {category} is not an exchange category.", cure="Leave it out of the terms.")
    if not _CODE.fullmatch(category):
        raise TermsError(
            f"{where}: {category!r} is no category code.",
            cure="Codes look like SERIOUSLY_WOUNDED or DEFENDERS_OF(place).",
        )
    return category
