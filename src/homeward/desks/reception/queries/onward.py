"""Legs onward: places given and free."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.reception.models import Arrival, Leg, Seat
from homeward.desks.reception.queries.sight import require_sight
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor


@dataclass(frozen=True, slots=True)
class LegView:
    """One leg with who travels, and who of those present has no place yet."""

    leg: Leg
    given: list[Seat]
    free: dict[str, int]
    waiting: list[Arrival]


def legs_visible_to(*, viewer: Actor) -> list[tuple[Leg, int]]:
    """Legs, the next one first, with the number of places given; counts alone, so no look."""
    require_sight(viewer)
    legs = list(Leg.objects.order_by("-departs_at", "-number")[:50])
    given = Counter(Seat.objects.filter(leg__in=legs, ended_at=None).values_list("leg_id", flat=True))
    return [(leg, given[leg.pk]) for leg in legs]


def leg_visible_to(*, viewer: Actor, leg_id: str) -> LegView:
    """Opens a leg; one look for its list. InputError when there is none."""
    require_sight(viewer)
    leg = Leg.objects.filter(pk=leg_id).first()
    if leg is None:
        raise InputError(_("There is no such leg."))
    given = list(leg.given.filter(ended_at=None).select_related("arrival"))
    seated = Seat.objects.filter(ended_at=None).values("arrival_id")
    waiting = list(Arrival.objects.filter(state=Arrival.State.ARRIVED).exclude(pk__in=seated)[:200])
    record_look(viewer=viewer, what="reception.leg", shown=len(given) + len(waiting), filter=f"leg={leg.number}")
    return LegView(leg, given, free_places(leg, given), waiting)


def free_places(leg: Leg, given: list[Seat]) -> dict[str, int]:
    """How many seats and lying places are left."""
    taken = Counter(seat.kind for seat in given)
    return {"seat": leg.seats - taken["seat"], "lying": leg.lying - taken["lying"]}
