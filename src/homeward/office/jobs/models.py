"""Jobs: long work as the desks see it, whatever queue carries it."""

from uuid import UUID

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.office.journal import clock


def new_job_id() -> UUID:
    """Ids sort by the time of asking."""
    return uuid7(clock.now())


class Job(models.Model):
    """One piece of long work; arguments and results are ids. `attempt` tells a revived run from a lost one."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    id = models.UUIDField(primary_key=True, default=new_job_id, editable=False)
    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    stage = models.CharField(max_length=80, blank=True)
    share = models.FloatField(default=0.0)
    message = models.CharField(max_length=500, blank=True)
    cure = models.CharField(max_length=500, blank=True)
    asked_by = models.CharField(max_length=40)
    # Of the page it was asked from: the worker tells failures in it.
    language = models.CharField(max_length=10, default="en")
    asked_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    results = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["asked_by", "-id"], name="jobs_by_asker"),
            models.Index(fields=["state", "seen_at"], name="jobs_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def percent(self) -> int:
        return round(self.share * 100)
