"""The worker's loop: sweep, do what is due by the clock, do what waits, wait. `serve` runs it in its own process."""

import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import close_old_connections

from homeward.office.jobs.working import sweep_jobs

_SECONDS_BETWEEN_SWEEPS = 60.0


def _nothing() -> None:
    """A node that does nothing by the clock."""


def work_until(ended: Callable[[], bool], *, pause: float = 1.0, by_the_clock: Callable[[], None] = _nothing) -> None:
    """Works until `ended` says so. SIGTERM between two tasks ends the process at once, within one after that task.

    `by_the_clock` is called in every round, first of all; it knows itself when something is due.
    """
    swept_at = float("-inf")
    while not ended():
        close_old_connections()
        by_the_clock()
        if time.monotonic() - swept_at >= _SECONDS_BETWEEN_SWEEPS:
            sweep_jobs()
            swept_at = time.monotonic()
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, reload=False)
        if not ended():
            time.sleep(pause)
