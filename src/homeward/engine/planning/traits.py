"""What the terms may ask about a person: holder, destination, heads, categories, region and months in captivity.

Read by clauses and objectives. It never holds a name, an id, a nationality, a faith or an opinion: none of these may
decide who goes.
"""

from typing import NamedTuple

from homeward.base.scripts import clean

Direction = tuple[str, str]

# GC III art. 33 (medical and religious personnel are retained, not bargained), family reunion for children; civilians
# are under another Convention. The law room's table marks the same codes.
NOT_BARGAINED = frozenset({"MEDICS_CHAPLAINS", "CHILDREN", "CIVILIAN"})


class Traits(NamedTuple):
    """Equal traits have equal coefficients in every clause and objective."""

    holder: str
    destination: str
    heads: int = 1
    categories: tuple[str, ...] = ()
    region: str = ""
    months_held: int = 0

    @property
    def direction(self) -> Direction:
        return self.holder, self.destination


def folded(region: str) -> str:
    """A region word as compared: case and blanks around it carry no meaning."""
    return clean(region.casefold())


def direction_words(direction: Direction) -> str:
    return f"{direction[0]} to {direction[1]}"
