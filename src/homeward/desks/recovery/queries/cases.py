"""People in recovery, and the places proposed for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.reception.queries import Received, received_persons
from homeward.desks.recovery.models import Case, FollowUp, Place, Referral, Region
from homeward.desks.recovery.proposals import Offer, Proposal, Wanted, propose
from homeward.desks.recovery.queries.places import places_visible_to
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

MOST = 500
MOST_PROPOSED = 10


@dataclass(frozen=True, slots=True)
class CaseView:
    """All that the page of one person shows. No proposals while a place is asked, or found and nothing changed."""

    case: Case
    referrals: list[Referral]
    follow_ups: list[FollowUp]
    proposals: list[tuple[Place, Proposal]]

    @property
    def placed(self) -> Referral | None:
        return next((found for found in self.referrals if found.state == Referral.State.ACCEPTED), None)

    @property
    def asked(self) -> Referral | None:
        return next((found for found in self.referrals if found.state == Referral.State.SENT), None)


def cases_visible_to(*, viewer: Actor, state: str = "") -> list[tuple[Case, str]]:
    """People in recovery by name, each with the place they have or ''; one look for the list."""
    require_right(viewer, "recovery.read")
    cases = Case.objects.filter(state=state) if state else Case.objects.all()
    found = list(cases[:MOST])
    placed: Mapping[str, str] = dict(
        Referral.objects.filter(state=Referral.State.ACCEPTED).values_list("case_id", "place__name")
    )
    record_look(viewer=viewer, what="recovery.cases", shown=len(found), filter=f"state={state}")
    return [(case, placed.get(case.pk, "")) for case in found]


def case_visible_to(*, viewer: Actor, case_id: str) -> CaseView:
    """Opens one person; one look. InputError when there is none."""
    require_right(viewer, "recovery.read")
    case = Case.objects.filter(pk=case_id).select_related("wish_region", "family_region").first()
    if case is None:
        raise InputError(_("There is no such person in recovery."))
    record_look(viewer=viewer, subjects=[case.subject], what="recovery.case")
    referrals = list(case.referrals.select_related("place"))
    waiting = any(referral.state == Referral.State.SENT for referral in referrals)
    proposed = [] if waiting or case.state == Case.State.PLACED else proposals_for(viewer=viewer, case=case)
    return CaseView(case, referrals, list(case.follow_ups.all()), proposed)


def proposals_for(*, viewer: Actor, case: Case) -> list[tuple[Place, Proposal]]:
    """The best places for that person, with reasons.

    Never one that is full, nor the one they are in, nor one that refused them with the same needs and wish.
    """
    views = {view.place.pk: view for view in places_visible_to(viewer=viewer)}
    own = Q(state=Referral.State.ACCEPTED) | Q(state=Referral.State.REFUSED, version=case.version)
    left_out = set(case.referrals.filter(own).values_list("place_id", flat=True))
    offers = [
        Offer(
            place_id=place_id,
            kinds=frozenset(view.place.kinds),
            free=view.free,
            region=view.place.region_id,
            languages=frozenset(language.lower() for language in view.place.languages),
        )
        for place_id, view in views.items()
        if place_id not in left_out
    ]
    wanted = Wanted(
        needs=frozenset(case.needs),
        wish=case.wish,
        wish_region=case.wish_region_id or "",
        family_region=case.family_region_id or "",
        languages=frozenset(language.lower() for language in case.languages),
    )
    neighbours = dict(Region.objects.values_list("pk", "neighbours"))
    found = propose(wanted, offers, neighbours)[:MOST_PROPOSED]
    return [(views[proposal.place_id].place, proposal) for proposal in found]


def without_case(*, viewer: Actor) -> list[Received]:
    """People who have come and are not in recovery yet; one look for the list."""
    require_right(viewer, "recovery.write")
    known = list(Case.objects.values_list("arrival_id", flat=True))
    return received_persons(viewer=viewer, leaving_out=known)
