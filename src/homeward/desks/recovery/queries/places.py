"""Places and their free beds, regions, and counts for the start page. No persons here, so no look."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.recovery.models import Case, FollowUp, Place, Referral, Region
from homeward.office.journal.rights import Actor, require_right


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place with the beds taken and free, and referrals it has not answered."""

    place: Place
    taken: int
    asked: int

    @property
    def free(self) -> int:
        return max(0, self.place.beds - self.taken)


@dataclass(frozen=True, slots=True)
class Figures:
    """People without a place, referrals without an answer, dates that are due."""

    placing: int
    unanswered: int
    due: int


def places_visible_to(*, viewer: Actor, closed: bool = False) -> list[PlaceView]:
    """Places by name; closed ones on request."""
    require_right(viewer, "recovery.read")
    places = Place.objects.select_related("region")
    found = list(places if closed else places.filter(closed_at=None))
    counts = Counter(Referral.objects.filter(state__in=("sent", "accepted")).values_list("place_id", "state"))
    return [PlaceView(place, counts[place.pk, "accepted"], counts[place.pk, "sent"]) for place in found]


def place_visible_to(*, viewer: Actor, place_id: str) -> Place:
    """One place; InputError when there is none."""
    require_right(viewer, "recovery.read")
    place = Place.objects.filter(pk=place_id).select_related("region").first()
    if place is None:
        raise InputError(_("There is no such place."))
    return place


def regions_visible_to(*, viewer: Actor) -> list[Region]:
    """Regions by name."""
    require_right(viewer, "recovery.read")
    return list(Region.objects.all())


def figures_visible_to(*, viewer: Actor, today: date) -> Figures:
    """Counts alone."""
    require_right(viewer, "recovery.read")
    referrals = Referral.objects.aggregate(sent=Count("pk", filter=Q(state="sent")))
    return Figures(
        placing=Case.objects.filter(state=Case.State.PLACING).count(),
        unanswered=referrals["sent"],
        due=FollowUp.objects.filter(state=FollowUp.State.DUE, due__lte=today).count(),
    )
