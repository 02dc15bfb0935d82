"""How far two reviewers agree beyond what chance would give. Plain arithmetic: no table, no page.

Cohen (1960), "A coefficient of agreement for nominal scales": the first and the second word of each round are the two
raters, the three words the categories.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.desks.tracing.answering import WORDS


@dataclass(frozen=True, slots=True)
class Agreement:
    """`counts`: (first word, second word) -> rounds; pairs of words that never met are left out."""

    counts: Mapping[tuple[str, str], int]

    @property
    def twice(self) -> int:
        """Rounds in which two people answered."""
        return sum(self.counts.values())

    @property
    def agreed(self) -> int:
        """Those of them in which both said the same at first."""
        return sum(number for (first, second), number in self.counts.items() if first == second)

    @property
    def share(self) -> float | None:
        """From 0 to 1; None without any round."""
        return self.agreed / self.twice if self.twice else None

    @property
    def kappa(self) -> float | None:
        """From -1 to 1, 0 for what chance would give; None where all words are one and the same, or there are none."""
        if not self.twice:
            return None
        first, second = Counter[str](), Counter[str]()
        for (one, other), number in self.counts.items():
            first[one] += number
            second[other] += number
        # Whole numbers until the last division: the same on every machine.
        by_chance = sum(first[word] * second[word] for word in WORDS)
        total = self.twice**2
        if by_chance == total:
            return None
        return (self.agreed * self.twice - by_chance) / (total - by_chance)


def agreement_of(rounds: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement over rounds, each as (first word, second word)."""
    return Agreement(dict(Counter(rounds)))
