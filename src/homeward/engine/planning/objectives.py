"""The ordered wishes of the terms: each level is a sum over the bargained package, maximised one after another.

Called by `terms` (reading) and `model` (levels). It never weighs one level against another and never scores a person
beyond what the parties wrote.
"""

from dataclasses import dataclass

from homeward.engine.planning.clauses import usable_category
from homeward.engine.planning.tables import KeyedTable
from homeward.engine.planning.traits import Traits

_KEYS = {
    "persons-home": ("kind",),
    "categories-home": ("kind", "categories"),
    "months-in-captivity": ("kind",),
}
_UNITS = {
    "persons-home": "persons home",
    "categories-home": "persons of the named categories home",
    "months-in-captivity": "months of captivity ended",
}


@dataclass(frozen=True, slots=True)
class Objective:
    """One level; more is better."""

    kind: str
    categories: tuple[str, ...] = ()

    def document(self) -> dict[str, object]:
        named: dict[str, object] = {"categories": sorted(self.categories)} if self.categories else {}
        return {"kind": self.kind} | named

    def words(self) -> str:
        """The unit of the level's value: '… persons home'."""
        return _UNITS[self.kind]

    def coefficient(self, traits: Traits) -> int:
        if self.kind == "persons-home":
            return traits.heads
        if self.kind == "categories-home":
            return traits.heads if set(self.categories) & set(traits.categories) else 0
        return traits.months_held


def read_objective(data: object, where: str) -> Objective:
    """One level of a terms file.

    Raises: TermsError naming the objective, the key and what is allowed.
    """
    every_key = {key for keys in _KEYS.values() for key in keys}
    kind = KeyedTable(data, where, every_key).one_of("kind", _KEYS)
    table = KeyedTable(data, f"{where} ({kind})", _KEYS[kind])
    if kind != "categories-home":
        return Objective(kind)
    named = tuple(usable_category(category, table.where) for category in table.words("categories"))
    return Objective(kind, named)
