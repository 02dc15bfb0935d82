"""What the story is played from: list files and terms. Another script gives another result."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

MISSING, HELD = "missing", "held"


@dataclass(frozen=True, slots=True)
class Listed:
    """One list file of the story."""

    party: str
    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Script:
    """The lists of both sides and the terms of the exchange."""

    lists: tuple[Listed, ...]
    terms: Path

    def of(self, party: str) -> list[Listed]:
        """The lists of one party, the missing first."""
        return sorted((listed for listed in self.lists if listed.party == party), key=lambda each: each.kind != MISSING)

    def held(self) -> list[Listed]:
        """The lists of persons held."""
        return [listed for listed in self.lists if listed.kind == HELD]

    def ways(self) -> Iterator[tuple[str, str]]:
        """(holder, home), for each side among those held by each other."""
        return permutations(sorted({listed.party for listed in self.lists}), 2)
