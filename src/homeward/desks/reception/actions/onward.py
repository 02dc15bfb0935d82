"""Onward transport: a leg with its places, given one by one and never twice."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.reception.actions.checks import one_of, present, written
from homeward.desks.reception.models import Arrival, CallTask, Leg, Seat
from homeward.desks.reception.wording import SEATS
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

MOST_PLACES = 500


@action("reception.plan_leg", right="reception.write")
def plan_leg(*, actor: Actor, destination: str, departs_at: datetime, seats: int, lying: int = 0) -> Outcome[Leg]:
    """Plans a vehicle with that many seats and lying places."""
    if not (0 <= seats <= MOST_PLACES and 0 <= lying <= MOST_PLACES and seats + lying):
        raise InputError(_("A leg has at least one place, and at most 500 of a kind."))
    leg = Leg.objects.create(
        number=(Leg.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        destination=written(destination, 120),
        departs_at=departs_at,
        seats=seats,
        lying=lying,
    )
    return Outcome(leg, facts={"leg": leg.number, "seats": seats, "lying": lying}, subjects=[leg.pk])


@action("reception.give_seat", right="reception.write")
def give_seat(*, actor: Actor, leg_id: str, arrival_id: str, kind: str) -> Outcome[Seat]:
    """Gives the first free place of that kind.

    Raises:
        ConflictError: none is free, the person has a place already, or the leg has left.
    """
    leg, arrival = _planned(leg_id), present(arrival_id)
    if arrival.seats.filter(ended_at=None).exists():
        raise ConflictError(_("This person has a place already."), cure=_("Take it back first."))
    number = _first_free(leg, one_of(kind, SEATS))
    seat = Seat.objects.create(leg=leg, arrival=arrival, kind=kind, number=number)
    facts = {"leg": leg.number, "kind": kind, "seat": number}
    return Outcome(seat, facts=facts, subjects=[arrival.subject, leg.pk])


@action("reception.take_seat_back", right="reception.write")
def take_seat_back(*, actor: Actor, leg_id: str, arrival_id: str) -> Outcome[None]:
    """Frees the person's place. ConflictError when there is none to take back."""
    leg = _planned(leg_id)
    seat = leg.given.select_related("arrival").filter(arrival_id=arrival_id, ended_at=None).first()
    if seat is None:
        raise ConflictError(_("This person has no place on this leg."))
    seat.ended_at = clock.now()
    seat.save(update_fields=["ended_at"])
    return Outcome(None, facts={"leg": leg.number, "seat": seat.number}, subjects=[seat.arrival.subject, leg.pk])


@action("reception.record_departure", right="reception.write")
def record_departure(*, actor: Actor, leg_id: str) -> Outcome[int]:
    """The leg has left with everybody who has a place on it.

    Calls still open stay open: the family can be reached from the next place too.

    Returns:
        How many travel.
    """
    leg, moment = _planned(leg_id), clock.now()
    travellers = list(Arrival.objects.filter(seats__leg=leg, seats__ended_at=None))
    if not travellers:
        raise ConflictError(_("Nobody has a place on this leg."), cure=_("Give places, or cancel it."))
    Arrival.objects.filter(pk__in=[arrival.pk for arrival in travellers]).update(
        state=Arrival.State.LEFT, left_at=moment
    )
    open_calls = CallTask.objects.filter(arrival__in=travellers, state=CallTask.State.OPEN).count()
    leg.state, leg.left_at = Leg.State.LEFT, moment
    leg.save(update_fields=["state", "left_at"])
    facts = {"leg": leg.number, "persons": len(travellers), "open_calls": open_calls}
    subjects = [leg.pk, *(arrival.subject for arrival in travellers)]
    return Outcome(len(travellers), facts=facts, subjects=subjects)


@action("reception.cancel_leg", right="reception.write")
def cancel_leg(*, actor: Actor, leg_id: str) -> Outcome[Leg]:
    """Nobody travels with it; its places are free again."""
    leg = _planned(leg_id)
    freed = leg.given.filter(ended_at=None).update(ended_at=clock.now())
    leg.state = Leg.State.CANCELLED
    leg.save(update_fields=["state"])
    return Outcome(leg, facts={"leg": leg.number, "freed": freed}, subjects=[leg.pk])


def _planned(leg_id: str) -> Leg:
    leg = Leg.objects.select_for_update().filter(pk=leg_id).first()
    if leg is None:
        raise InputError(_("There is no such leg."))
    if leg.state != Leg.State.PLANNED:
        raise ConflictError(_("This leg has left or was cancelled."), cure=_("Look at its page."))
    return leg


def _first_free(leg: Leg, kind: str) -> int:
    places = leg.seats if kind == "seat" else leg.lying
    taken = set(leg.given.filter(kind=kind, ended_at=None).values_list("number", flat=True))
    free = next((number for number in range(1, places + 1) if number not in taken), 0)
    if not free:
        raise ConflictError(_("No such place is free on this leg."), cure=_("Choose another leg or kind of place."))
    return free
