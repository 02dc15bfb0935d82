"""Recovery: regions and places, a place by need and wish, referral and answer, dates to ask after the person."""

from homeward.desks.recovery.actions import (
    accept_referral,
    keep_place,
    keep_region,
    open_case,
    record_follow_up,
    refuse_referral,
    send_referral,
)
from homeward.desks.recovery.actions.cases import Needs
from homeward.desks.recovery.models import Case, FollowUp
from homeward.desks.recovery.queries import proposals_for, regions_visible_to
from homeward.node.demo.steps.registry import actor, step
from homeward.office.journal.rights import Actor

# name, region, care, beds
_PLACES = (
    ("Clinic of the Old Orchard", "Lakeside", ("surgery", "internal", "psychology"), 40),
    ("House by the Mill", "Lakeside", ("rest", "psychology"), 60),
    ("Rehabilitation centre Linden", "Hillside", ("physio", "prosthetics", "psychology"), 40),
    ("Hospital of the Valley", "Hillside", ("surgery", "internal", "eye", "dental"), 30),
)
_NEEDS = (("psychology",), ("internal", "psychology"), ("rest",), ("physio",), ())


@step
def prepare(officer: str) -> int:
    """Regions and places with their beds. Returns how many beds."""
    coordinator = actor(officer)
    regions = {}
    for name in sorted({region for _name, region, _kinds, _beds in _PLACES}):
        regions[name] = keep_region(actor=coordinator, name=name, neighbours=[each.pk for each in regions.values()])
    for name, region, kinds, beds in _PLACES:
        keep_place(actor=coordinator, name=name, region_id=regions[region].pk, kinds=kinds, beds=beds)
    return sum(beds for *_rest, beds in _PLACES)


@step
def take_in(officer: str, arrivals: list[str]) -> dict[str, int]:
    """Each gets a case; the first place proposed is asked, the first of all refuses, the next accepts.

    Returns how many are in care, and how many referrals were refused.
    """
    coordinator, regions = actor(officer), _regions(officer)
    placed = refused = 0
    for number, arrival_id in enumerate(arrivals):
        case = open_case(
            actor=coordinator,
            arrival_id=arrival_id,
            needs=Needs(
                needs=_NEEDS[number % len(_NEEDS)],
                wish="near_family" if number % 2 == 0 else "none",
                family_region=regions[number % len(regions)],
                languages="Ukrainian",
            ),
        )
        if number == 0:
            refused += _refer(coordinator, case, takes=False)
        placed += _refer(coordinator, case, takes=True)
    return {"placed": placed, "refused": refused}


def _refer(coordinator: Actor, case: Case, *, takes: bool) -> int:
    """Asks the best place that is left; 0 when none fits."""
    offered = proposals_for(viewer=coordinator, case=Case.objects.get(pk=case.pk))
    if not offered:
        return 0
    referral = send_referral(actor=coordinator, case_id=case.pk, place_id=offered[0][0].pk)
    if takes:
        accept_referral(actor=coordinator, referral_id=referral.pk)
    else:
        refuse_referral(actor=coordinator, referral_id=referral.pk, why="no_care")
    return 1


def _regions(officer: str) -> list[str]:
    return sorted(region.pk for region in regions_visible_to(viewer=actor(officer)))


@step
def follow_up(officer: str) -> int:
    """The first date of the first case is kept. Returns how many dates stand in the calendar."""
    first = FollowUp.objects.order_by("case__number", "due").first()
    if first is not None:
        record_follow_up(actor=actor(officer), follow_up_id=first.pk, outcome=FollowUp.State.DONE)
    return int(FollowUp.objects.count())
