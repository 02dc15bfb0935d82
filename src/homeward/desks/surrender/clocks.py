"""When a case ends by itself and when its details are destroyed. Pure; every clock can only be stopped by an end."""

from datetime import UTC, date, datetime, time, timedelta

WAITING, IN_CONTACT, EXPECTED = "waiting", "in_contact", "expected"
ARRIVED, WITHDRAWN, EXPIRED = "arrived", "withdrawn", "expired"
LIVE = (WAITING, IN_CONTACT, EXPECTED)
ENDED = (ARRIVED, WITHDRAWN, EXPIRED)
WITHOUT_CONTACT_HOURS = 72
_WITHOUT_CONTACT = timedelta(hours=WITHOUT_CONTACT_HOURS)
_IDLE = timedelta(days=7)
_AFTER_WINDOW = timedelta(hours=48)
LATER = timedelta(days=21)
CEILING = timedelta(days=30)
_DESTROYED_AFTER = {ARRIVED: timedelta(hours=72), WITHDRAWN: timedelta(hours=24), EXPIRED: timedelta(hours=24)}


def hour_of(moment: datetime) -> datetime:
    """The hour alone is kept, never the minute."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def ends_at(state: str, *, last_seen: datetime, last_day: date, put_off_until: datetime | None = None) -> datetime:
    """When a live case ends by itself: by its state, and thirty days after the last contact in any case."""
    after_window = datetime.combine(last_day, time.min, UTC) + timedelta(days=1) + _AFTER_WINDOW
    by_state = {WAITING: last_seen + _WITHOUT_CONTACT, IN_CONTACT: last_seen + _IDLE, EXPECTED: after_window}[state]
    if state == EXPECTED and put_off_until is not None:
        by_state = max(by_state, put_off_until)
    return min(by_state, last_seen + CEILING)


def destroyed_at(state: str, ended: datetime) -> datetime:
    """When the details of an ended case are destroyed."""
    return ended + _DESTROYED_AFTER[state]
