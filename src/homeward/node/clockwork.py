"""What a node does by the clock, in the worker process: at its start and then every hour what is due by date, and every
half minute a look whether the journal has moved on for those who follow it."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError

from homeward.base.errors import HomewardError
from homeward.desks.surrender.tasks import clocks_are_needed, run_clocks_of_the_node
from homeward.desks.tracing.following import follow_the_journal

logger = logging.getLogger(__name__)
_HOUR, _HALF_A_MINUTE, _AFTER_A_FAULT = 3600.0, 30.0, 60.0
# May happen to one round (a locked database, a full disk) without the worker ending over it.
_FAULTS = (HomewardError, DatabaseError, OSError)


class _Round:
    """One kind of work that is due again and again; a minute after a fault it is tried anew."""

    def __init__(self, work: Callable[[], object], every: float) -> None:
        self._work, self._every, self._due_at = work, every, float("-inf")

    def at(self, second: float) -> None:
        if second < self._due_at:
            return
        try:
            self._work()
        except _FAULTS as error:
            logger.error("a round by the clock failed", exc_info=error)
            self._due_at = second + _AFTER_A_FAULT
        else:
            self._due_at = second + self._every


class Clockwork:
    """Called again and again by the worker's loop; does each round when it is due."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._rounds = (_Round(run_round, _HOUR), _Round(read_on, _HALF_A_MINUTE))

    def __call__(self) -> None:
        second = self._seconds()
        for each in self._rounds:
            each.at(second)


def run_round() -> None:
    """Cases of the notices desk end and are destroyed in time; a node without that desk writes nothing."""
    if clocks_are_needed():
        run_clocks_of_the_node()


def read_on() -> None:
    """The tracing desk reads the journal on and searches what is new; a node that follows nothing writes nothing."""
    follow_the_journal()
