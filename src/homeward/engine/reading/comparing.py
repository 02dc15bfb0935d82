"""Two claims -> whether they agree, could both hold, cannot both hold, or are not about the same thing.

Called by `grouping` and the claims desk. Rules 1-3, 6 and 9 of claims.md section 8. Which of the two is handed in first
changes nothing, and neither is ever preferred.
"""

from homeward.engine.reading.checks import (
    AGREE,
    COMPATIBLE,
    CONFLICT,
    MEDIATOR_COUNTS,
    NOT_COMPARABLE,
    ONE_SIDE,
    READ_FROM_A_WORD,
    TRANSMISSION_DIFFERENCE,
    TWO_ENDS,
    WIDER,
    Check,
)
from homeward.engine.reading.claims import MEDIATION, RUNNING_TOTAL, Bounds, Claim

# A count of persons includes soldiers; that of civilians is another class (rule 3 and domain.md R-5).
_WIDER = frozenset({frozenset({"person", "soldier"})})


def compare(one: Claim, other: Claim) -> Check:
    """The verdict on two claims: `agree`, `compatible`, `conflict` or `not_comparable`."""
    left, right = sorted((one, other), key=lambda claim: claim.id)
    obstacle = _obstacle(left, right)
    if obstacle:
        return Check(NOT_COMPARABLE, obstacle, (left.id, right.id))
    if left.kind == right.kind == MEDIATION and (left.named or right.named):
        return _by_name(left, right)
    if left.counted != right.counted and not _is_wider(left, right):
        return Check(NOT_COMPARABLE, "counted", (left.id, right.id))
    mine, theirs = left.bounds(), right.bounds()
    if mine is None or theirs is None:
        return Check(NOT_COMPARABLE, "no_figure", (left.id, right.id))
    return _by_figure(left, right, mine, theirs)


def _obstacle(left: Claim, right: Claim) -> str:
    """The first field by which the two are not about the same thing; '' for none."""
    if left.movement != right.movement:
        return "kind"
    if left.side != right.side:
        return "side"
    if left.modality != right.modality:
        return "modality"
    if left.scope != right.scope:
        return "scope"
    if left.kind == RUNNING_TOTAL:
        return _obstacle_of_totals(left, right)
    if left.holds_for is None or right.holds_for is None:
        return "date_unknown"
    return "" if left.holds_for.meets(right.holds_for) else "period"


def _obstacle_of_totals(left: Claim, right: Claim) -> str:
    """A numbering belongs to its publisher; a running total starts where its publisher starts it (domain.md 7.1)."""
    if left.holds_for is None or right.holds_for is None:
        return "date_unknown"
    if left.speaker != right.speaker:
        if "exchange" in (left.counted, right.counted):
            return "numbering"
        if left.start is None or right.start is None:
            return "start_unknown"
    if left.start != right.start:
        return "start"
    return "" if left.holds_for.last == right.holds_for.last else "period"


def _is_wider(left: Claim, right: Claim) -> bool:
    return frozenset({left.counted, right.counted}) in _WIDER


def _by_name(left: Claim, right: Claim) -> Check:
    values = {"left": ", ".join(sorted(left.named)), "right": ", ".join(sorted(right.named))}
    ids = (left.id, right.id)
    if not left.named or not right.named:
        return Check(NOT_COMPARABLE, "no_name", ids)
    if left.named == right.named:
        return Check(AGREE, "named_same", ids, values)
    if left.named & right.named:
        return Check(COMPATIBLE, "named_overlap", ids, values)
    return Check(CONFLICT, "named_differ", ids, values)


def _by_figure(left: Claim, right: Claim, mine: Bounds, theirs: Bounds) -> Check:
    values = {"left": str(mine), "right": str(theirs)}
    ids, remarks = (left.id, right.id), _remarks(left, right)
    if mine.exact and mine == theirs:
        return Check(AGREE, "equal", ids, values, remarks)
    if mine.meets(theirs):
        return Check(COMPATIBLE, "overlap", ids, values, remarks)
    if _is_transmission_difference(left, right):
        remarks = (*remarks, TRANSMISSION_DIFFERENCE)
    elif left.speaker_side == right.speaker_side:
        remarks = (*remarks, ONE_SIDE)
    return Check(CONFLICT, "apart", ids, values | {"difference": str(mine.gap(theirs))}, remarks)


def _remarks(left: Claim, right: Claim) -> tuple[str, ...]:
    found = []
    if left.kind != right.kind:
        found.append(MEDIATOR_COUNTS if MEDIATION in (left.kind, right.kind) else TWO_ENDS)
    if left.counted != right.counted:
        found.append(WIDER)
    if left.is_read_from_a_word or right.is_read_from_a_word:
        found.append(READ_FROM_A_WORD)
    return tuple(found)


def _is_transmission_difference(left: Claim, right: Claim) -> bool:
    """One statement printed with two figures: said so, or the same speaker on the same day through two outlets."""
    if left.same_origin == right.id or right.same_origin == left.id:
        return True
    same_day = left.said_on is not None and left.said_on == right.said_on
    return same_day and left.speaker == right.speaker and left.kind == right.kind and left.via != right.via
