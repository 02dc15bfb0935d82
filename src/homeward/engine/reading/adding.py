"""Sums and series: parts against their whole, both directions against a mediator's total, running totals by date.

Called by `grouping` and the claims desk. Rules 4 and 5 of claims.md section 8. It adds up only what a claim says it
adds up; a sum that misses says by how many, never which figure is at fault.
"""

from collections.abc import Iterable, Mapping, Sequence

from homeward.engine.reading.checks import READ_FROM_A_WORD, SERIES_OFF, SERIES_OK, SUM_OFF, SUM_OK, Check
from homeward.engine.reading.claims import RUNNING_TOTAL, Bounds, Claim


def add_up(parts: Sequence[Claim], whole: Claim) -> Check | None:
    """Whether a listed breakdown equals its whole; None when one of them says no figure."""
    bounds = [part.bounds() for part in parts]
    total = whole.bounds()
    if not parts or total is None or any(bound is None for bound in bounds):
        return None
    known = [bound for bound in bounds if bound is not None]
    summed = Bounds(0, 0)
    for bound in known:
        summed = summed.plus(bound)
    values = {"terms": " + ".join(map(str, known)), "sum": str(summed), "whole": str(total)}
    ids, remarks = (*(part.id for part in parts), whole.id), _remarks(*parts, whole)
    if summed.meets(total):
        return Check(SUM_OK, "sum", ids, values, remarks)
    return Check(SUM_OFF, "sum_off", ids, values | {"difference": str(summed.gap(total))}, remarks)


def _remarks(*claims: Claim) -> tuple[str, ...]:
    return (READ_FROM_A_WORD,) if any(claim.is_read_from_a_word for claim in claims) else ()


def lies_within(part: Claim, whole: Claim) -> Check | None:
    """Whether an "including" part can lie within its whole; None when one of them says no figure."""
    mine, total = part.bounds(), whole.bounds()
    if mine is None or total is None:
        return None
    values, ids, remarks = {"part": str(mine), "whole": str(total)}, (part.id, whole.id), _remarks(part, whole)
    if total.high is None or mine.low <= total.high:
        return Check(SUM_OK, "within", ids, values, remarks)
    return Check(SUM_OFF, "beyond", ids, values | {"difference": str(mine.low - total.high)}, remarks)


def sums_said(claims: Iterable[Claim], known: Mapping[str, Claim]) -> list[Check]:
    """Each claim that names its parts, or its whole, against them.

    Args:
        known: every claim that may be referred to, by id; a claim that refers to an unknown one is left out.
    """
    found = [_said(claim, known) for claim in claims]
    found += [_listed(whole, known.values()) for whole in claims]
    return [check for check in found if check is not None]


def _said(claim: Claim, known: Mapping[str, Claim]) -> Check | None:
    if claim.sum_of:
        parts = [known[part] for part in claim.sum_of if part in known]
        return add_up(parts, claim) if len(parts) == len(claim.sum_of) else None
    if claim.part_of in known and claim.scope == "part":
        return lies_within(claim, known[claim.part_of])
    return None


def _listed(whole: Claim, known: Iterable[Claim]) -> Check | None:
    parts = sorted((c for c in known if c.scope == "listed" and c.part_of == whole.id), key=lambda c: c.id)
    return add_up(parts, whole) if parts else None


def series_of(claim: Claim) -> tuple[str, ...]:
    """To which series a running total belongs: speaker, side, what is counted, start."""
    start = claim.start.isoformat() if claim.start else ""
    return claim.speaker, claim.side, claim.counted, start, claim.modality


def run_on(claims: Iterable[Claim]) -> list[Check]:
    """Running totals of each series by date: each against the next later one."""
    series: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        if claim.kind == RUNNING_TOTAL and claim.holds_for and claim.bounds():
            series.setdefault(series_of(claim), []).append(claim)
    found = []
    for key in sorted(series):
        ordered = sorted(series[key], key=lambda claim: (_day(claim), claim.id))
        found += [step(a, b) for a, b in zip(ordered, ordered[1:], strict=False) if _day(a) < _day(b)]
    return [check for check in found if check is not None]


def step(before: Claim, after: Claim) -> Check | None:
    """One step of a running total: it does not fall, or it falls; None when one says no figure."""
    first, then = before.bounds(), after.bounds()
    if first is None or then is None:
        return None
    values, ids, remarks = {"before": str(first), "after": str(then)}, (before.id, after.id), _remarks(before, after)
    if then.high is not None and then.high < first.low:
        return Check(SERIES_OFF, "falls", ids, values | {"difference": str(first.low - then.high)}, remarks)
    difference = str(then.low - first.low) if first.exact and then.exact else ""
    return Check(SERIES_OK, "rises" if difference else "may_rise", ids, values | {"difference": difference}, remarks)


def _day(claim: Claim) -> str:
    return claim.holds_for.last.isoformat() if claim.holds_for else ""
