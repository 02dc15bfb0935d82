"""Captures: the event, and the persons who have a number since then."""

from dataclasses import dataclass

from django.db.models import QuerySet

from homeward.base.errors import InputError
from homeward.desks.register.models import Capture
from homeward.desks.register.queries.cards import RIGHT, as_cards, with_batch
from homeward.desks.register.shapes import PersonCard
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """One capture with its persons in the order of their numbers."""

    capture: Capture
    persons: list[PersonCard]


def captures_visible_to(*, viewer: Actor) -> QuerySet[Capture]:
    """All captures, newest first."""
    require_right(viewer, RIGHT)
    return Capture.objects.select_related("batch").order_by("-number")


def capture_visible_to(*, viewer: Actor, capture_id: str) -> CaptureRecord:
    """One capture; a look at each of its persons would say less than the one look at the list that it is.

    Raises:
        InputError: no such capture.
    """
    capture = captures_visible_to(viewer=viewer).filter(pk=capture_id).first()
    if capture is None:
        raise InputError("There is no such capture.", cure="Choose one from the list of captures.")
    persons = as_cards(list(with_batch(capture.batch.persons.order_by("number"))))
    record_look(viewer=viewer, what="register.capture", shown=len(persons), filter=f"capture={capture.number}")
    return CaptureRecord(capture, persons)
