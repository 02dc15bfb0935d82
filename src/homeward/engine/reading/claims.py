"""What a claim is for arithmetic: who said it, of whom, how many at least and at most, for which days.

Called by the other modules of this room and by the claims desk, which builds a `Claim` from each stored row. It holds
no text of a report, no person, and never decides which of two claims is right.
"""

from dataclasses import dataclass
from datetime import date

RETURNED, HANDED_OVER, MEDIATION, RUNNING_TOTAL = "returned", "handed_over", "mediation", "running_total"
KINDS = (
    RETURNED, HANDED_OVER, MEDIATION, RUNNING_TOTAL, "captured", "surrendered", "held", "remains_received",
    "remains_handed_over", "losses", "killed", "wounded", "missing",
)  # fmt: skip
MODALITIES = ("done", "planned", "agreed", "denied", "conditional")
COUNTED = ("person", "soldier", "civilian", "body", "exchange")
COMPARATORS = ("eq", "gt", "ge", "lt", "le", "about", "range", "vague")
WHOLE, PART, LISTED, BESIDE = "whole", "part", "listed", "beside"
SCOPES = (WHOLE, PART, LISTED, BESIDE)
BOTH, UNKNOWN = "both", "unknown"
# The same people seen from two ends: who receives them and who hands them over (domain.md 7.1).
_MOVEMENTS = {RETURNED: "moved", HANDED_OVER: "moved", "remains_received": "remains", "remains_handed_over": "remains"}
# A vague word never becomes one figure (claims.md section 5).
VAGUE_WORDS: dict[str, tuple[int, int | None]] = {
    "dozens": (20, 99),
    "hundreds": (100, 999),
    "thousands": (1000, 9999),
    "several": (3, None),
    "a number of": (2, None),
}
ABOUT_PERCENT = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from the first to the last, both included.

    Raises:
        ValueError: the last day lies before the first.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("an interval ends on or after the day on which it begins")

    def meets(self, other: "Interval") -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least `low`, at most `high`; None is open. Whole heads."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def meets(self, other: "Bounds") -> bool:
        """Whether one figure could satisfy both."""
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)

    def gap(self, other: "Bounds") -> int:
        """How far apart two ranges lie that do not meet; 0 when they do."""
        if self.meets(other):
            return 0
        lower, upper = (self, other) if self.low < other.low else (other, self)
        return upper.low - (lower.high or 0)

    def plus(self, other: "Bounds") -> "Bounds":
        high = None if self.high is None or other.high is None else self.high + other.high
        return Bounds(self.low + other.low, high)

    def __str__(self) -> str:
        return str(self.low) if self.exact else f"[{self.low}, {'open' if self.high is None else self.high}]"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one speaker, as the checker takes it (claims.md section 2, the fields that arithmetic needs).

    Attributes:
        side: whose people are counted, whoever speaks.
        speaker_side: to which side the speaker belongs.
        n, n_high: the figure as said; `n_high` for a range alone; `n` None when no figure was said.
        words: the vague word instead of a figure ("hundreds").
        holds_for: the days it speaks of; a running total's start to its day, one day when the start is not said.
        scope: 'whole'; 'part' of a whole named elsewhere; 'listed', one of the parts that make up a whole; 'beside' it.
        part_of: id of that whole. sum_of: ids of the claims that this one says it adds up.
        same_origin: id of the claim that carries the same statement through another outlet.
        named: who mediated, where the claim names somebody.
    """

    id: str
    speaker: str
    speaker_side: str
    kind: str
    side: str
    counted: str
    cmp: str = "eq"
    n: int | None = None
    n_high: int | None = None
    words: str = ""
    modality: str = "done"
    scope: str = WHOLE
    said_on: Interval | None = None
    holds_for: Interval | None = None
    via: str = ""
    part_of: str = ""
    sum_of: tuple[str, ...] = ()
    same_origin: str = ""
    named: frozenset[str] = frozenset()
    group: str = ""

    @property
    def movement(self) -> str:
        """'moved' or 'remains' for both ends of one movement; the kind itself otherwise.

        A mediator who counts one side's people counts those who moved.
        """
        if self.kind == MEDIATION and self.n is not None and self.side not in (BOTH, UNKNOWN):
            return "moved"
        return _MOVEMENTS.get(self.kind, self.kind)

    @property
    def is_read_from_a_word(self) -> bool:
        """Whether its bounds are this project's reading of a word, and no figure that anybody said."""
        return (self.cmp == "vague" or self.n is None) and self.words in VAGUE_WORDS

    @property
    def start(self) -> date | None:
        """First day of a running total, when it was said."""
        if self.holds_for is None or self.holds_for.first == self.holds_for.last:
            return None
        return self.holds_for.first

    def bounds(self, about_percent: int = ABOUT_PERCENT) -> Bounds | None:
        """The figure as a range of whole heads by the table of claims.md section 5; None when no figure was said."""
        if self.is_read_from_a_word:
            return Bounds(*VAGUE_WORDS[self.words])
        if self.cmp == "vague" or self.n is None:
            return None
        n, margin = self.n, self.n * about_percent // 100
        return {
            "eq": Bounds(n, n),
            "gt": Bounds(n + 1, None),
            "ge": Bounds(n, None),
            "lt": Bounds(0, max(n - 1, 0)),
            "le": Bounds(0, n),
            "about": Bounds(n - margin, n + margin),
            "range": Bounds(n, n if self.n_high is None else self.n_high),
        }[self.cmp]
