"""What matching hands back: judged pairs, each with its reasons, and a summary. Read by node, desks and pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LIKELY, REVIEW = "likely", "review"


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field says about a pair.

    Attributes:
        field: 'surname', 'given_name', 'patronymic', 'birth_date', 'sex', 'service_number', 'rank', 'unit',
            'event_date', 'event_place' or 'kinship'.
        left_value, right_value: as written on either list.
        level: a code that pages translate: 'same', 'transliterated', 'translated', 'short_form', 'one_letter',
            'consonants', 'part', 'near', 'initial', 'initial_differs', 'turned', 'one_digit', 'month', 'year',
            'day_month', 'same_year', 'within_month', 'region', 'different', 'relatives'.
        weight: bits of evidence for (+) or against (-), rounded to 2.
        words: the same as an English sentence without values.
    """

    field: str
    left_value: str
    right_value: str
    level: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair that was assigned one to one; never a decision: two people confirm before anything follows.

    `margin` is the probability minus that of the best alternative on either side; the runners-up are those
    alternatives' ids, '' when there is none: `runner_up_left` another left person for this right one, and the reverse.
    """

    left_id: str
    right_id: str
    probability: float
    margin: float
    band: str
    runner_up_left: str = ""
    runner_up_right: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs sorted by band ('likely' first), falling probability, left id, right id; the summary holds whole numbers
    and words only, so that it can be sealed."""

    pairs: list[JudgedPair]
    summary: Mapping[str, object] = field(default_factory=dict)

    def band(self, name: str) -> list[JudgedPair]:
        """The pairs of one band, in order."""
        return [pair for pair in self.pairs if pair.band == name]


def explain(pair: JudgedPair) -> str:
    """The reasons as one line: 'surnames sound the same (Коваль / Koval) +9.1; …'."""
    return "; ".join(
        f"{reason.words} ({reason.left_value} / {reason.right_value}) {reason.weight:+.1f}"
        if reason.left_value or reason.right_value
        else f"{reason.words} {reason.weight:+.1f}"
        for reason in pair.reasons
    )
