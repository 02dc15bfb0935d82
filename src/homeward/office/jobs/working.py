"""Carrying a job out in the worker process, and the sweep that revives jobs whose worker was killed."""

import logging
from contextlib import AbstractContextManager
from datetime import timedelta
from types import TracebackType
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from homeward.base.errors import HomewardError
from homeward.office.accounts.queries import actor_for
from homeward.office.jobs.kinds import Kind, kind_named
from homeward.office.jobs.models import Job
from homeward.office.jobs.runs import Run, StoppedError
from homeward.office.journal import clock
from homeward.office.journal.rights import THE_NODE, Actor

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
State = Job.State


@task
def carry_out(job_id: str) -> None:
    """Runs one job; what the queue stores is its id alone. A job that is no longer queued is left alone."""
    job = _claim(job_id)
    if job is None:
        return
    with translation.override(job.language), _Ending(job) as ending:
        kind = kind_named(job.kind)
        ending.results = kind.work(Run(job, _actor_of(job, kind)))


def _actor_of(job: Job, kind: Kind) -> Actor:
    """Whoever asked, with the roles held now; the node itself in the roles that this kind of work gives it."""
    if job.asked_by == THE_NODE.officer_id:
        return Actor(THE_NODE.officer_id, kind.node_roles)
    return actor_for(job.asked_by)


def _claim(job_id: str) -> Job | None:
    job = Job.objects.filter(pk=job_id, state=State.QUEUED).first()
    if job is None:
        return None
    moment = clock.now()
    claimed = Job.objects.filter(pk=job.pk, state=State.QUEUED, attempt=job.attempt).update(
        state=State.RUNNING, attempt=job.attempt + 1, started_at=moment, seen_at=moment, stage="", share=0.0, message=""
    )
    return Job.objects.get(pk=job.pk) if claimed else None


class _Ending(AbstractContextManager["_Ending"]):
    """Writes down how a run ended. A fault is logged by place and kind: its words may hold a person."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.results: list[str] = []

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> bool:
        if error is None:
            self._end(State.DONE, share=1.0, results=self.results)
        elif isinstance(error, StoppedError):
            self._end(State.STOPPED)
        elif isinstance(error, HomewardError):
            self._end(State.FAILED, message=error.message[:500], cure=error.cure[:500])
        elif isinstance(error, Exception):
            logger.error("job %s (%s) failed", self.job.pk, self.job.kind, exc_info=error)
            self._end(
                State.FAILED, message=_("The work failed unexpectedly (%(kind)s).") % {"kind": type(error).__name__}
            )
        else:
            return False
        return True

    def _end(self, state: str, **changes: Any) -> None:
        # A run that another worker has taken over has nothing to say any more.
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=State.RUNNING)
        mine.update(state=state, ended_at=clock.now(), **changes)


def sweep_jobs() -> list[str]:
    """Queues jobs again that gave no sign of life for `LONG_WORK_TIME_LIMIT` seconds; after three attempts they fail.

    The worker calls it at its start and now and then. Returns the ids that were queued again.
    """
    limit = clock.now() - timedelta(seconds=settings.LONG_WORK_TIME_LIMIT)
    lost = Job.objects.filter(state=State.RUNNING, seen_at__lt=limit)
    again = []
    for job in lost:
        given_up = job.attempt >= MOST_ATTEMPTS
        state = State.FAILED if given_up else State.QUEUED
        with translation.override(job.language):
            words = _("The worker was lost three times; the work was given up.") if given_up else ""
        ended = clock.now() if given_up else None
        same = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING, seen_at=job.seen_at)
        if same.update(state=state, message=words, ended_at=ended) and not given_up:
            carry_out.enqueue(str(job.pk))
            again.append(str(job.pk))
    return again
