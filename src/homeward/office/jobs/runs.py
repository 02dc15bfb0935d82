"""One run of a job, as the work sees it: arguments, the person it acts as, and where to report progress."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection

from homeward.base.errors import HomewardError
from homeward.office.jobs.models import Job
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor

_SECONDS_BETWEEN_WRITES = 0.5


class StoppedError(HomewardError):
    """Somebody stopped this work, or another worker has taken it over."""


class Run:
    """Handed to the registered function. Hand `run.report` to an engine as its progress callback.

    Attributes:
        job_id: id of the job. arguments: what `start_job` was given (ids). actor: the person who asked.
    """

    def __init__(self, job: Job, actor: Actor, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self.job_id = str(job.pk)
        self.arguments: Mapping[str, Any] = job.arguments
        self.actor = actor
        self._attempt = job.attempt
        self._seconds = seconds
        self._written_at = float("-inf")
        self._stage = ""

    def report(self, stage: str, share: float, message: str = "") -> None:
        """Shows how far the work is: `stage` a code, `share` from 0 to 1.

        Written twice a second at most, and never inside a transaction: there a second writer would wait for it (SQLite)
        or nobody would see it (PostgreSQL). Report between actions, not within.

        Raises:
            StoppedError: the work was stopped; let it pass through.
        """
        due = stage != self._stage or self._seconds() - self._written_at >= _SECONDS_BETWEEN_WRITES
        if not due or connection.in_atomic_block:
            return
        self._written_at, self._stage = self._seconds(), stage
        mine = Job.objects.filter(pk=self.job_id, attempt=self._attempt, state=Job.State.RUNNING, stop_asked=False)
        changed = mine.update(
            stage=stage[:80], share=min(max(share, 0.0), 1.0), message=message[:500], seen_at=clock.now()
        )
        if not changed:
            raise StoppedError("This work was stopped.")
