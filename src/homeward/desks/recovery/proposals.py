"""Which places fit a person, in which order, and why. A pure function; it proposes and decides nothing.

Order: needs met, then the person's wish, then free beds (three and more are alike), then distance to the family, then
languages. A full place is never proposed, nor one that meets none of the needs.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

NEAR_FAMILY, IN_REGION, NO_WISH = "near_family", "in_region", "none"
HAS, LACKS, BEDS, WISHED, FAMILY, STEPS, SPEAKS = "has", "lacks", "beds", "wished", "family", "steps", "speaks"
_MANY_BEDS = 3
_FAR = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one person needs (codes of kinds of care) and wishes. Regions are ids, '' where nothing is known."""

    needs: frozenset[str]
    wish: str = NO_WISH
    wish_region: str = ""
    family_region: str = ""
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    """One place: the kinds of care it gives, its free beds, its region, the languages of its staff (lower case)."""

    place_id: str
    kinds: frozenset[str]
    free: int
    region: str = ""
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: a code of this module and what it is about (a kind of care, a count, a language)."""

    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One place with its reasons, those for it first."""

    place_id: str
    reasons: tuple[Why, ...]


def propose(wanted: Wanted, offers: Iterable[Offer], neighbours: Mapping[str, Collection[str]]) -> list[Proposal]:
    """The places that fit, the best first.

    Args:
        neighbours: region -> regions beside it; distance is counted in steps from region to region.
    """
    steps = steps_from(wanted.family_region, neighbours)
    fitting = [offer for offer in offers if offer.free > 0 and (not wanted.needs or wanted.needs & offer.kinds)]
    ordered = sorted(fitting, key=lambda offer: _rank(wanted, offer, steps))
    return [Proposal(offer.place_id, tuple(_reasons(wanted, offer, steps))) for offer in ordered]


def steps_from(region: str, neighbours: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How many steps each region lies from that one; regions that no path leads to are left out."""
    if not region:
        return {}
    steps, waiting = {region: 0}, deque([region])
    while waiting:
        here = waiting.popleft()
        beside = set(neighbours.get(here, ())) | {other for other, around in neighbours.items() if here in around}
        for other in sorted(beside - steps.keys()):
            steps[other] = steps[here] + 1
            waiting.append(other)
    return steps


def _meets_wish(wanted: Wanted, offer: Offer) -> bool:
    wished = {NEAR_FAMILY: wanted.family_region, IN_REGION: wanted.wish_region}.get(wanted.wish, "")
    return bool(wished) and offer.region == wished


def _rank(wanted: Wanted, offer: Offer, steps: Mapping[str, int]) -> tuple[int, bool, int, int, int, str]:
    return (
        -len(wanted.needs & offer.kinds),
        not _meets_wish(wanted, offer),
        -min(offer.free, _MANY_BEDS),
        steps.get(offer.region, _FAR),
        -len(wanted.languages & offer.languages),
        offer.place_id,
    )


def _reasons(wanted: Wanted, offer: Offer, steps: Mapping[str, int]) -> Iterable[Why]:
    yield from (Why(HAS, need) for need in sorted(wanted.needs & offer.kinds))
    if _meets_wish(wanted, offer):
        yield Why(WISHED)
    yield Why(BEDS, str(offer.free))
    if offer.region in steps:
        distance = steps[offer.region]
        yield Why(STEPS, str(distance)) if distance else Why(FAMILY)
    yield from (Why(SPEAKS, language) for language in sorted(wanted.languages & offer.languages))
    yield from (Why(LACKS, need) for need in sorted(wanted.needs - offer.kinds))
