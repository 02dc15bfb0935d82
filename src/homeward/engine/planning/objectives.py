"""The ordered wishes of the terms: each level is a sum over the bargained package, maximised one after another.

Called by `terms` (reading), `model` (levels) and `exact` (their values). It never weighs one level against another and
never scores a person beyond what the parties wrote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.engine.planning.clauses import Lists, usable_category
from homeward.engine.planning.clauses.reading import later_kind
from homeward.engine.planning.tables import KeyedTable
from homeward.engine.planning.traits import Direction, Traits, counted, seated

SUM, LEAST_FIRST, CONVOYS, RINGS = "sum", "least first", "convoys", "rings"
# Shares are thousandths, rounded down.
SHARE = 1000

_FIRST: Mapping[str, tuple[str, ...]] = {
    "persons-home": ("kind",),
    "categories-home": ("kind", "categories"),
    "months-in-captivity": ("kind",),
}
_SECOND: Mapping[str, tuple[str, ...]] = {
    **_FIRST,
    "months-in-captivity": ("kind", "bonus"),
    "fair-shares": ("kind", "denominators"),
    "wishes-met": ("kind", "wishes"),
    "families-home": ("kind",),
    "fewest-convoys": ("kind", "seats"),
    "fewest-rings": ("kind",),
}


def keys_of(version: int) -> set[str]:
    """Kinds and keys that a terms file of this format may write in its objectives."""
    known = _FIRST if version == 1 else _SECOND
    return set(known) | {key for keys in known.values() for key in keys}


UNITS = {
    "persons-home": "persons home",
    "categories-home": "persons of the named categories home",
    "months-in-captivity": "months of captivity ended",
    "fair-shares": "thousandths of each party's persons home, the smallest shares first",
    "wishes-met": "wishes met, the party with the fewest first",
    "families-home": "families and crews home",
    "fewest-convoys": "convoys, counted down",
    "fewest-rings": "rings, counted down",
}
WISHES = ("must", "wanted", "acceptable")


@dataclass(frozen=True, slots=True)
class Objective:
    """One level, or one for each party; more is better.

    Attributes:
        bonus: months added for each round in which a person was passed over.
        denominators: party -> persons that its share is counted in; a party not named has its free persons.
        seats: of one convoy; 0 for as many as needed.
    """

    kind: str
    categories: tuple[str, ...] = ()
    bonus: int = 0
    denominators: tuple[tuple[str, int], ...] = ()
    wishes: tuple[str, ...] = ()
    seats: int = 0

    def document(self) -> dict[str, object]:
        named: dict[str, object] = {
            "categories": sorted(self.categories), "bonus": self.bonus, "denominators": dict(self.denominators),
            "wishes": list(self.wishes), "seats": self.seats,
        }  # fmt: skip
        return {"kind": self.kind} | {key: value for key, value in named.items() if value}

    def words(self) -> str:
        """The unit of the level's value: '… persons home'."""
        return UNITS[self.kind]

    @property
    def form(self) -> str:
        """SUM over the package, LEAST_FIRST over parties, CONVOYS or RINGS counted down."""
        forms = {"fair-shares": LEAST_FIRST, "wishes-met": LEAST_FIRST, "fewest-convoys": CONVOYS}
        return RINGS if self.kind == "fewest-rings" else forms.get(self.kind, SUM)

    @property
    def details(self) -> tuple[str, ...]:
        """What `coefficient` reads beside holder, home party, number and categories."""
        reads = {"months-in-captivity": ("months_held", "passed_over"), "wishes-met": ("wish",)}
        return reads.get(self.kind, ())

    def coefficient(self, traits: Traits) -> int:
        """What one unit adds; of a level told by party, to its home party; of convoys and rings, its heads."""
        if self.kind in ("persons-home", "fewest-convoys"):
            return seated(traits)
        if self.kind == "categories-home":
            wanted = set(self.categories)
            return sum(person.heads for person in traits.persons if wanted & set(person.categories))
        if self.kind == "months-in-captivity":
            return traits.months_held + self.bonus * traits.passed_over
        if self.kind == "wishes-met":
            return sum(person.wish in self.wishes for person in traits.persons)
        if self.kind == "families-home":
            return int(traits.heads > 1)
        return counted(traits)

    def shares(self, lists: Lists, parties: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Party -> (scale, divisor) of `floor(scale * sum / divisor)`; without parties that nobody can return to."""
        given = dict(self.denominators)
        found, free = {}, dict.fromkeys(parties, 0)
        for traits, units in lists.free.items():
            free[traits.destination] += counted(traits) * units
        for party, possible in free.items():
            if not possible:
                continue
            found[party] = (SHARE, given.get(party, possible)) if self.kind == "fair-shares" else (1, 1)
        return found

    def value_names(self, parties: Sequence[str]) -> list[str]:
        """One name a level; LEAST_FIRST has one level for each party that has a share."""
        if self.form != LEAST_FIRST:
            return [self.words()]
        return [f"{self.words()}: sum of the {place} smallest" for place in range(1, len(parties) + 1)]

    def values(self, lists: Lists, parties: Sequence[str], package: Mapping[Traits, int]) -> list[int]:
        """The level values of a package (traits -> units), straight from the definition; for RINGS see `exact`."""
        if self.form == SUM:
            return [sum(self.coefficient(traits) * units for traits, units in package.items())]
        if self.form == CONVOYS:
            return [-sum(self.convoys(lists, package).values())]
        shares = self.shares(lists, parties)
        home = dict.fromkeys(shares, 0)
        for traits, units in package.items():
            if traits.destination in home:
                home[traits.destination] += self.coefficient(traits) * units
        ordered = sorted(scale * home[party] // divisor for party, (scale, divisor) in shares.items())
        return [sum(ordered[: place + 1]) for place in range(len(ordered))]

    def convoys(self, lists: Lists, package: Mapping[Traits, int]) -> dict[Direction, int]:
        """Direction -> convoys, those that art. 109 needs among them."""
        heads = dict(lists.mandatory)
        for traits, units in package.items():
            heads[traits.direction] = heads.get(traits.direction, 0) + seated(traits) * units
        return {way: self.convoys_for(number) for way, number in heads.items()}

    def convoys_for(self, heads: int) -> int:
        return -(-heads // self.seats) if self.seats else int(heads > 0)


def read_objective(data: object, where: str, parties: Sequence[str], version: int) -> Objective:
    """One level of a terms file.

    Raises: TermsError naming the objective, the key and what is allowed.
    """
    every_key = {key for keys in _SECOND.values() for key in keys}
    known = _FIRST if version == 1 else _SECOND
    kind = later_kind(KeyedTable(data, where, every_key), where, known, _SECOND)
    table = KeyedTable(data, f"{where} ({kind})", known[kind])
    if kind == "categories-home":
        return Objective(kind, tuple(usable_category(category, table.where) for category in table.words("categories")))
    if kind == "fair-shares":
        given = table.counts("denominators") if "denominators" in table else {}
        KeyedTable(given, f"{table.where}, denominators", tuple(parties))
        return Objective(kind, denominators=tuple(sorted((party, max(count, 1)) for party, count in given.items())))
    if kind == "wishes-met":
        return Objective(kind, wishes=table.some_of("wishes", WISHES) if "wishes" in table else ("must", "wanted"))
    return Objective(kind, bonus=table.optional_count("bonus") or 0, seats=table.optional_count("seats") or 0)
