"""All checks of the claims about one event: every pair, sums that the claims speak of, both directions, running totals.

Called by the claims desk for its pages and exports; computed from the claims each time and never stored.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, product

from homeward.engine.reading.adding import add_up, run_on, sums_said
from homeward.engine.reading.checks import Check
from homeward.engine.reading.claims import BOTH, MEDIATION, UNKNOWN, WHOLE, Claim
from homeward.engine.reading.comparing import compare

_MOST_SUMS = 6


def check_group(claims: Sequence[Claim], *, around: Iterable[Claim] = ()) -> list[Check]:
    """Pairs first, then sums, then series.

    Args:
        claims: those about the one event, or any set to be held against each other.
        around: further claims that these refer to, and other running totals of the same speakers.
    """
    mine = sorted(claims, key=lambda claim: claim.id)
    ids = {claim.id for claim in mine}
    known = {claim.id: claim for claim in (*around, *mine)}
    pairs = [compare(one, other) for one, other in combinations(mine, 2)]
    series = [check for check in run_on(known.values()) if ids & set(check.claims)]
    return [*pairs, *sums_said(mine, known), *both_ways(mine), *series]


def both_ways(claims: Sequence[Claim]) -> list[Check]:
    """A mediator's total of both sides against each side's own exact figure, for every figure that was said.

    Where a side was given two figures each is tried: the ledger does not choose between them.
    """
    totals = [c for c in claims if c.kind == MEDIATION and c.side == BOTH and c.n is not None and c.counted == "person"]
    found: list[Check] = []
    for total in totals:
        sides = _figures_by_side([c for c in claims if _is_about_the_same(c, total)])
        if len(sides) == 2:
            combined = list(product(*(sides[side] for side in sorted(sides))))[:_MOST_SUMS]
            found += [check for parts in combined if (check := add_up(list(parts), total))]
    return found


def _is_about_the_same(claim: Claim, total: Claim) -> bool:
    if claim.holds_for is None or total.holds_for is None:
        return False
    return claim.modality == total.modality and claim.group == total.group and claim.holds_for.meets(total.holds_for)


def _figures_by_side(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Side -> one claim for each exact figure of persons or soldiers said to have moved."""
    sides: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        bounds = claim.bounds()
        counts = claim.movement == "moved" and claim.scope == WHOLE and claim.counted in ("person", "soldier")
        if counts and bounds is not None and bounds.exact and claim.side not in (BOTH, UNKNOWN):
            sides.setdefault(claim.side, {}).setdefault(str(bounds), claim)
    return {side: list(by_figure.values()) for side, by_figure in sides.items()}
