"""What a clause turns into: whole-number rows `lo <= sum of coefficients <= hi`, and what it may know of the lists.

Called by every clause, by `model` (rows) and `exact` (the re-check). A row never looks at a person's id unless the
clause names units, and never counts persons who go under art. 109, except that these take their seats first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from homeward.engine.planning.traits import Direction, Traits


@dataclass(frozen=True, slots=True)
class Lists:
    """What clauses and objectives may know of the lists as a whole.

    Attributes:
        mandatory: persons who travel under art. 109, for each direction.
        free: traits of free units -> how many units have them; of a person the rank is the only detail told.
        named: units that some clause names, by id -> (status, traits); an id on no list is not in it.
        closed: directions on which nobody is bargained, because art. 109 fills more than the seats.
        weights: id -> heads that a named unit counts for in every balance of heads, instead of its own.
        goodwill: heads that leave in a direction beside every balance of heads.
        switched: parties that may abstain.
    """

    mandatory: Mapping[Direction, int] = field(default_factory=dict)
    free: Mapping[Traits, int] = field(default_factory=dict)
    named: Mapping[str, tuple[str, Traits]] = field(default_factory=dict)
    closed: frozenset[Direction] = frozenset()
    weights: Mapping[str, int] = field(default_factory=dict)
    goodwill: Mapping[Direction, int] = field(default_factory=dict)
    switched: tuple[str, ...] = ()

    def total(self, coefficient: Callable[[Traits], int]) -> int:
        """Over all free units; the coefficient may read the rank and no other detail."""
        return sum(coefficient(traits) * units for traits, units in self.free.items())


def nobody(traits: Traits) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Row:
    """`lo <= sum(coefficient(u) for u in the bargained package) + sum of auxiliary parts <= hi`; None is no bound.

    Attributes:
        named: id -> coefficient of a unit that the clause names, instead of `coefficient(traits)`.
        auxiliary: name of an auxiliary column -> its coefficient.
        details: what `coefficient` reads beside holder, home party, number and categories.
    """

    name: str
    lo: int | None
    hi: int | None
    coefficient: Callable[[Traits], int]
    named: Mapping[str, int] = field(default_factory=dict)
    auxiliary: Mapping[str, int] = field(default_factory=dict)
    details: tuple[str, ...] = ()

    def holds(self, total: int) -> bool:
        return (self.lo is None or total >= self.lo) and (self.hi is None or total <= self.hi)


class Clause:
    """What every clause can be asked; each kind overrides what it needs."""

    __slots__ = ()
    kind: str

    def document(self) -> dict[str, object]:
        """The clause as canonical data; reads back as the same clause."""
        raise NotImplementedError

    def words(self) -> str:
        raise NotImplementedError

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        """Rows over units, the order of which is part of the class key."""
        return ()

    def columns(self, lists: Lists) -> dict[str, int]:
        """Auxiliary whole-number columns: name -> largest value."""
        return {}

    def inner_rows(self, lists: Lists) -> tuple[Row, ...]:
        """Rows over auxiliary columns alone; no part of the class key."""
        return ()

    def excludes(self, traits: Traits) -> bool:
        """Whether such a unit is left out, whatever is bargained."""
        return False

    def broken(self, lists: Lists, totals: Sequence[int]) -> str:
        """What a package with these totals (one a row) breaks, in words; '' when it keeps the clause."""
        for row, total in zip(self.rows(lists), totals, strict=True):
            if not row.holds(total):
                return f"{row.name} = {total}"
        return ""

    def concerns(self, party: str) -> bool:
        """Whether the clause is one of this party's: it does not bind while the party abstains."""
        return False

    def unit_names(self) -> tuple[str, ...]:
        """Ids of units that the clause names."""
        return ()

    def weights(self) -> Mapping[str, int]:
        """See `Lists.weights`."""
        return {}

    def goodwill(self) -> Mapping[Direction, int]:
        """See `Lists.goodwill`."""
        return {}

    def refuse_unfit(self, lists: Lists) -> None:
        """Raises InputError when the lists lack what the clause needs of every person."""
