"""The closed lists of the day: kinds of events, sides, sites, discrepancies, outcomes, reasons, standings.

Everything in this package reads them; none of them is ever free text.
"""

PRESENT, BOARDED, HANDED_OVER, RECEIVED = "present", "boarded", "handed_over", "received"
REFUSED, WITHDRAWN, WITNESSED = "refused", "withdrawn", "witnessed"
DISCREPANCY, RESOLVE, ABORT, NOTE, RETRACT = "discrepancy", "resolve", "abort", "note", "retract"
KINDS = (
    PRESENT, BOARDED, HANDED_OVER, RECEIVED, REFUSED, WITHDRAWN, WITNESSED, DISCREPANCY, RESOLVE, ABORT, NOTE, RETRACT,
)  # fmt: skip

HOLDER, RECEIVER, NEUTRAL = "holder", "receiver", "neutral"
SIDES = (HOLDER, RECEIVER, NEUTRAL)
DEPARTURE, LINE, ARRIVAL = "departure", "line", "arrival"
SITES = (DEPARTURE, LINE, ARRIVAL)

# Who may state what: an event of another side is kept and shown, and counts for nothing.
SIDES_OF_KIND = {
    PRESENT: (HOLDER,), BOARDED: (HOLDER,), HANDED_OVER: (HOLDER,), RECEIVED: (RECEIVER,), REFUSED: (RECEIVER,),
    WITHDRAWN: (NEUTRAL,), WITNESSED: (NEUTRAL,),
}  # fmt: skip

NOT_PRESENT, WITHDRAWN_PROTECTED, UNFIT, DIED = "NOT_PRESENT", "WITHDRAWN_PROTECTED", "UNFIT", "DIED"
IDENTITY_MISMATCH, EXTRA_PERSON, DUPLICATE = "IDENTITY_MISMATCH", "EXTRA_PERSON", "DUPLICATE"
WRONG_CATEGORY, WITHDRAWN_BY_HOLDER = "WRONG_CATEGORY", "WITHDRAWN_BY_HOLDER"
VETO_BY_RECEIVER, TRANSPORT_LOST = "VETO_BY_RECEIVER", "TRANSPORT_LOST"
DISCREPANCIES = (
    NOT_PRESENT, WITHDRAWN_PROTECTED, UNFIT, DIED, IDENTITY_MISMATCH, EXTRA_PERSON, DUPLICATE, WRONG_CATEGORY,
    WITHDRAWN_BY_HOLDER, VETO_BY_RECEIVER, TRANSPORT_LOST,
)  # fmt: skip
# Facts that cannot be true together with an open discrepancy of that code.
DENIES = {
    NOT_PRESENT: (BOARDED, HANDED_OVER, RECEIVED),
    WITHDRAWN_PROTECTED: (HANDED_OVER, RECEIVED),
    UNFIT: (RECEIVED,),
    DIED: (HANDED_OVER, RECEIVED),
    WITHDRAWN_BY_HOLDER: (HANDED_OVER, RECEIVED),
    VETO_BY_RECEIVER: (RECEIVED,),
    TRANSPORT_LOST: (RECEIVED,),
}

REPLACED, CARRIED_OVER, ACCEPTED_UNEVEN, ABORTED = "REPLACED", "CARRIED_OVER", "ACCEPTED_UNEVEN", "ABORTED"
# Only a contradiction can end in "did cross"; a discrepancy that was a mistake is retracted instead.
CROSSED = "CROSSED"
OUTCOMES = (REPLACED, CARRIED_OVER, ACCEPTED_UNEVEN, ABORTED, CROSSED)

RETRACT_REASONS = ("WRONG_PERSON", "PRESSED_TWICE", "WRONG_PLACE", "FOUND_LATER", "WRONG_CODE")
ABORT_REASONS = ("FIRE_NEARBY", "ROAD_CLOSED", "NO_AGREEMENT", "TRANSPORT_LOST", "LISTS_DIFFER", "NEUTRAL_ABSENT")

# Where one person stands. The first three need somebody's decision or work before the day can close.
CONFLICT, OPEN, UNDER_WAY = "conflict", "open", "under_way"
EXPECTED, EXCHANGED, NOT_TODAY, STANDS_BY, EMPTY, RETURNED = (
    "expected", "exchanged", "not_today", "stands_by", "empty", "returned",
)  # fmt: skip
ENDED = frozenset({EXCHANGED, NOT_TODAY, STANDS_BY, EMPTY, RETURNED})
