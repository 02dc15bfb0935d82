"""What the terms may see of the persons of a unit, and nothing else.

Shared by clauses and objectives. It never holds a name, an id, a nationality, a faith or an opinion: none of these may
decide who goes.
"""

from typing import NamedTuple

from homeward.base.scripts import clean

Direction = tuple[str, str]

# GC III art. 33 (medical and religious personnel are retained, not bargained), family reunion for children; civilians
# are under another Convention. The law room's table marks the same codes.
NOT_BARGAINED = frozenset({"MEDICS_CHAPLAINS", "CHILDREN", "CIVILIAN"})
CHILDREN = "CHILDREN"
# Not persons: they are counted in their own category and in a ratio that names it, never as heads or seats.
REMAINS = "REMAINS"


class Traits(NamedTuple):
    """Equal traits have equal coefficients in every clause and objective that names no unit.

    Of a unit of several persons `categories` holds a code once for each person who has it, `months_held` and
    `passed_over` are sums, and `members` holds the traits of each person.
    """

    holder: str
    destination: str
    heads: int = 1
    categories: tuple[str, ...] = ()
    region: str = ""
    months_held: int = 0
    rank: str = ""
    passed_over: int = 0
    wish: str = ""
    members: tuple["Traits", ...] = ()

    @property
    def direction(self) -> Direction:
        return self.holder, self.destination

    @property
    def persons(self) -> tuple["Traits", ...]:
        """Traits of each person; of a unit told without members, the unit's own."""
        return self.members or (self,)


# What a row or level may read of a person beside holder, home party, number and categories.
DETAILS = ("region", "months_held", "rank", "passed_over", "wish")


def narrowed(traits: Traits, details: tuple[str, ...]) -> Traits:
    """The traits with only these details told: many persons become alike, and a coefficient is computed once for all.

    A unit of several persons stays as it is.
    """
    if traits.members:
        return traits
    if not details:
        return Traits(*traits[:4])
    kept = {name: getattr(traits, name) for name in details}
    return Traits(*traits[:4], **kept)


def counted(traits: Traits) -> int:
    """Heads that count in a balance: neither remains nor the children who travel with a parent."""
    return sum(
        each.heads for each in traits.persons if CHILDREN not in each.categories and REMAINS not in each.categories
    )


def seated(traits: Traits) -> int:
    """Persons who need a seat and come home alive: children too."""
    return sum(each.heads for each in traits.persons if REMAINS not in each.categories)


def in_category(traits: Traits, category: str) -> int:
    """Heads of the unit in the category."""
    return sum(each.heads for each in traits.persons if category in each.categories)


def folded(region: str) -> str:
    """A region word as compared: case and blanks around it carry no meaning."""
    return clean(region.casefold())


def direction_words(direction: Direction) -> str:
    return f"{direction[0]} to {direction[1]}"
