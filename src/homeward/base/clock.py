"""Time is handed in. Engines take a date or a `Clock`; only `node` and `office` hold a real one."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class LateClock:
    """The machine's clock, so much behind: a demo's days go on from where its story ended."""

    def __init__(self, behind: timedelta) -> None:
        self._behind = behind

    def now(self) -> datetime:
        return datetime.now(UTC) - self._behind


class StoryClock:
    """A clock for the demo and for tests: starts at a fixed moment, moves one second a look.

    Moving at each look keeps the order of acts visible while two runs tell the same times.
    """

    def __init__(self, start: datetime) -> None:
        self._next = start.astimezone(UTC)

    def now(self) -> datetime:
        moment, self._next = self._next, self._next + timedelta(seconds=1)
        return moment
