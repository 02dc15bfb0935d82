"""The worker's loop: sweep, do what waits, wait. The `serve` command runs it in a process of its own."""

import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import close_old_connections

from homeward.office.jobs.working import sweep_jobs

_SECONDS_BETWEEN_SWEEPS = 60.0


def work_until(ended: Callable[[], bool], *, pause: float = 1.0) -> None:
    """Works until `ended` says so. SIGTERM between two tasks ends the process at once, within one after that task."""
    swept_at = float("-inf")
    while not ended():
        close_old_connections()
        if time.monotonic() - swept_at >= _SECONDS_BETWEEN_SWEEPS:
            sweep_jobs()
            swept_at = time.monotonic()
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, reload=False)
        if not ended():
            time.sleep(pause)
