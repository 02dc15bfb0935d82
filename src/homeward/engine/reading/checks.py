"""What a check says: a verdict, the reason as a code with its figures, and remarks that belong before any figure.

Made by `comparing`, `adding` and `grouping`; put into words by `sentences` (English) and by the claims desk.
It never says who is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

AGREE, COMPATIBLE, CONFLICT = "agree", "compatible", "conflict"
SUM_OK, SUM_OFF, SERIES_OK, SERIES_OFF = "sum_ok", "sum_off", "series_ok", "series_off"
NOT_COMPARABLE = "not_comparable"
VERDICTS = (AGREE, COMPATIBLE, CONFLICT, SUM_OK, SUM_OFF, SERIES_OK, SERIES_OFF, NOT_COMPARABLE)
DIFFERENCES = frozenset({CONFLICT, SUM_OFF, SERIES_OFF})

# Remarks. One end of a movement receives and the other hands over; one counts more than soldiers; and so on.
TWO_ENDS, WIDER, ONE_SIDE, MEDIATOR_COUNTS = "two_ends", "wider", "one_side", "mediator_counts"
TRANSMISSION_DIFFERENCE = "transmission_difference"
# A word stands for no figure: the range in its place is this project's reading (claims.md section 5).
READ_FROM_A_WORD = "read_from_a_word"


@dataclass(frozen=True, slots=True)
class Check:
    """One verdict.

    Attributes:
        verdict: one of `VERDICTS`.
        reason: code of the sentence of arithmetic, a key of `sentences.SENTENCES`.
        claims: ids of the claims it was computed from, in the order of the sentence.
        values: what the sentence needs: figures and ranges as text.
        remarks: codes, keys of `sentences.REMARKS`.
    """

    verdict: str
    reason: str
    claims: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
