"""The order of a person's steps of custody: by their days, and for one day as they were recorded, with one exception.

A handover is written down when its day is closed, which may be after the reception has taken people on. Its step then
stands before the reception's step of the same handover ('handover:<id>' before 'reception:<id>').
"""

from collections.abc import Iterable

from homeward.desks.register.models import CustodyEvent


def in_order(events: Iterable[CustodyEvent]) -> list[CustodyEvent]:
    """The steps of one person, oldest first."""
    found: list[CustodyEvent] = []
    for event in sorted(events, key=lambda event: (event.at, event.recorded_at, event.pk)):
        desk, _colon, handover = event.source.partition(":")
        received = f"reception:{handover}" if desk == "handover" else ""
        place = next((index for index, before in enumerate(found) if before.source == received), len(found))
        found.insert(place, event)
    return found
