"""Who may stand on a list of the day: seats, numbered spare lines and the reserve, of both directions, by code.

Read from the frozen manifest; `folding` and `tallies` ask it. It holds no name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from homeward.base.errors import InputError

SEAT, SPARE, RESERVE = "seat", "spare", "reserve"


@dataclass(frozen=True, slots=True)
class Place:
    """One line. `order`: seat number, number of the spare line, or place in the reserve.

    Attributes:
        way: (holder, home party). outside_parity: travels under art. 109 and is counted apart.
        standing: what two persons must share to stand for one another under the terms ('' for a spare line).
        clauses: the same, as far as the agreed clauses alone see it.
    """

    code: str
    what: str
    order: int
    way: tuple[str, str]
    outside_parity: bool = False
    standing: str = ""
    clauses: str = ""


@dataclass(frozen=True)
class Roster:
    """All lines of one frozen manifest, and its hash."""

    manifest: str
    places: tuple[Place, ...]
    by_code: Mapping[str, Place] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_code = {place.code: place for place in self.places}
        if len(by_code) != len(self.places):
            raise InputError("one code stands twice on a manifest.")
        object.__setattr__(self, "by_code", by_code)

    @property
    def ways(self) -> list[tuple[str, str]]:
        return sorted({place.way for place in self.places})

    def of(self, what: str, way: tuple[str, str] | None = None) -> list[Place]:
        """The lines of one sort, in their order."""
        found = [place for place in self.places if place.what == what and way in (None, place.way)]
        return sorted(found, key=lambda place: (place.way, place.order))

    def next_reserve(self, code: str, taken: Iterable[str]) -> Place | None:
        """Who stands in for a seat: the next of the same standing, else the next that the clauses cannot tell apart.

        None for art. 109 seats, which are outside parity, and when nobody fits: then no replacement keeps the terms.
        """
        place, used = self.by_code.get(code), set(taken)
        if place is None or place.what == SPARE or place.outside_parity:
            return None
        free = [each for each in self.of(RESERVE, place.way) if each.code not in used and each.code != code]
        same = [each for each in free if each.standing == place.standing]
        alike = [each for each in free if each.clauses == place.clauses]
        return next(iter([*same, *alike]), None)
