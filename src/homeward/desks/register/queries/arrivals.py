"""Arrivals that are expected, and how many came. They tell of no person and of no capture."""

from datetime import date

from django.db.models import QuerySet

from homeward.base.errors import InputError
from homeward.desks.register.models import ExpectedArrival
from homeward.office.journal.rights import Actor, has_right, require_right

RIGHT = "register.capture"
_RIGHT_OF_WHO_EXPECTS = "surrender.read"


def arrivals_visible_to(*, viewer: Actor) -> QuerySet[ExpectedArrival]:
    """All arrivals, the earliest days first."""
    require_right(viewer, RIGHT)
    return ExpectedArrival.objects.order_by("first_day", "last_day", "id")


def arrival_count(*, viewer: Actor, arrival_id: str) -> tuple[int, date] | None:
    """(how many came, on which day), or None while nobody has.

    Raises:
        InputError: no such arrival.
    """
    if not has_right(viewer, _RIGHT_OF_WHO_EXPECTS):
        require_right(viewer, RIGHT)
    arrival = ExpectedArrival.objects.filter(pk=arrival_id).first()
    if arrival is None:
        raise InputError("There is no such arrival.")
    return None if arrival.closed_day is None else (arrival.closed_count, arrival.closed_day)
