"""The node's clock. Rooms ask it for the time; the demo and tests plug in one of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from homeward.base.clock import Clock, SystemClock


class _Holder:
    clock: Clock = SystemClock()


def now() -> datetime:
    """The present moment by the node's clock, aware, in UTC."""
    return _Holder.clock.now()


def set_clock(clock: Clock) -> None:
    """Plugs a clock in for the rest of this process; the demo plays its story with a `StoryClock`."""
    _Holder.clock = clock


@contextmanager
def clock_set_to(clock: Clock) -> Iterator[Clock]:
    """Plugs a clock in for as long as the block runs."""
    before, _Holder.clock = _Holder.clock, clock
    try:
        yield clock
    finally:
        _Holder.clock = before
