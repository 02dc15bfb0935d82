"""Adds one event to the day in the name of this node's own device; only acts of this desk call it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.base.identifiers import uuid7
from homeward.desks.handover.actions.freezing import written_moment
from homeward.desks.handover.day import Event, read_event, read_stored
from homeward.desks.handover.day.events import GENESIS
from homeward.desks.handover.models import DayEvent, Handover, Paper
from homeward.desks.handover.queries.days import Day, day_of
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor


def open_day(handover_id: str) -> Day:
    """The day of a handover on which work still goes on.

    Raises:
        InputError: no such handover. ConflictError: its list is not signed, or the day is closed.
    """
    handover = Handover.objects.select_for_update().defer("document").filter(pk=handover_id).first()
    if handover is None:
        raise InputError(_("There is no such handover."), cure=_("Choose one from the list of handovers."))
    if handover.closed_at is not None:
        raise ConflictError(
            _("This day is closed."), cure=_("What came to light later belongs to the desks of the return.")
        )
    day = day_of(handover)
    if not day.signed(Paper.What.MANIFEST):
        raise ConflictError(
            _("The frozen list is not signed yet."), cure=_("Both parties and the witness sign it first.")
        )
    return day


def own_device() -> str:
    """The node itself as a device: forms in a browser are written in its chain."""
    return f"desk-{settings.NODE.name}"


def stored_event(handover: Handover, event_id: str) -> Event | None:
    """What a form that was sent before has written; None for a new one."""
    if not event_id:
        return None
    row = DayEvent.objects.filter(handover=handover, event_id=event_id).first()
    return read_stored(bytes(row.body), row.signature) if row else None


def write_event(day: Day, actor: Actor, *, event_id: str = "", by: str = "", **values: Any) -> Event:
    """One event at the end of this node's chain. `values` as in `Event`; the moment is the node's clock."""
    device, moment = own_device(), clock.now()
    last = DayEvent.objects.filter(handover=day.handover, device=device).order_by("-device_seq").first()
    event = Event(
        id=event_id or str(uuid7(moment)),
        device=device,
        device_seq=(last.device_seq if last else 0) + 1,
        prev=last.hash if last else GENESIS,
        manifest=day.handover.hash,
        observed_at=written_moment(moment),
        by=by or actor.officer_id,
        **values,
    )
    read_event(event.document())
    store_event(day.handover, event)
    return event


def store_event(handover: Handover, event: Event) -> bool:
    """Keeps an event; False when it is held already."""
    _row, new = DayEvent.objects.get_or_create(
        hash=event.hash,
        defaults={
            "handover": handover,
            "event_id": event.id,
            "device": event.device,
            "device_seq": event.device_seq,
            "body": event.data,
            "signature": event.signature,
        },
    )
    return new


def checked_id(event_id: str) -> str:
    """The id a form brings along, or ''; InputError when it is none."""
    if not event_id:
        return ""
    try:
        return str(UUID(event_id))
    except ValueError as error:
        raise InputError(_("This form is not whole."), cure=_("Open the page again.")) from error


def forget_protocol(day: Day) -> None:
    """What is said now is not in a protocol drawn up before: that one is void, with its signatures."""
    protocol = day.papers.get(Paper.What.PROTOCOL)
    if protocol is not None:
        Paper.objects.filter(pk=protocol.pk).update(void_at=clock.now())
