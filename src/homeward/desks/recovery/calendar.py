"""Follow-up dates as a calendar file (RFC 5545). A case number and a day: never a name, a place or a need."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

DAYS = (1, 7, 30, 90, 180, 365)


def due_dates(returned: date) -> dict[int, date]:
    """Day after the return -> date."""
    return {day: returned + timedelta(days=day) for day in DAYS}


def calendar_file(events: Iterable[tuple[str, str, date]], *, title: str, made_at: datetime) -> bytes:
    """One whole-day event for each (id, summary, date).

    Args:
        title: name of the calendar. made_at: handed in, so that the same dates give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Homeward//Follow-up//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for event_id, summary, day in events:
        event = Event()
        event.add("uid", f"{event_id}@homeward")
        event.add("dtstamp", made_at)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data
