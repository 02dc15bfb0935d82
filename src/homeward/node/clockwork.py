"""What a node does by the clock: first thing at its start, then every hour, in the worker process."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError

from homeward.base.errors import HomewardError
from homeward.desks.surrender.tasks import clocks_are_needed, run_clocks_of_the_node

logger = logging.getLogger(__name__)
_HOUR, _AFTER_A_FAULT = 3600.0, 60.0
# May happen to one round (a locked database, a full disk) without the worker ending over it.
_FAULTS = (HomewardError, DatabaseError, OSError)


class Clockwork:
    """Called again and again by the worker's loop; does its round once an hour, a minute later after a fault."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._due_at = float("-inf")

    def __call__(self) -> None:
        if self._seconds() < self._due_at:
            return
        try:
            run_round()
        except _FAULTS as error:
            logger.error("a round by the clock failed", exc_info=error)
            self._due_at = self._seconds() + _AFTER_A_FAULT
        else:
            self._due_at = self._seconds() + _HOUR


def run_round() -> None:
    """Cases of the notices desk end and are destroyed in time; a node without that desk writes nothing."""
    if clocks_are_needed():
        run_clocks_of_the_node()
