"""One person's record, opened for one officer without the right, for some hours, by two people."""

from datetime import timedelta

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.office.journal import clock

MOST_HOURS = 24
# A request that nobody answered in this time has lapsed.
ANSWERED_WITHIN = timedelta(hours=24)


def new_opening_id() -> str:
    return uuid7(clock.now()).hex


class EmergencyOpening(models.Model):
    """Written by the actions of this room alone; the journal keeps what happened to it."""

    class State(models.TextChoices):
        ASKED = "asked"
        APPROVED = "approved"
        DECLINED = "declined"
        ENDED = "ended"

    id = models.CharField(primary_key=True, max_length=32, default=new_opening_id, editable=False)
    person_id = models.CharField(max_length=40)
    right = models.CharField(max_length=60)
    reason = models.CharField(max_length=40)
    hours = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.CharField(max_length=36)
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = models.CharField(max_length=36, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = (models.Index(fields=["asked_by", "person_id"], name="openings_by_asker"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(hours__gte=1, hours__lte=MOST_HOURS), name="opening_is_short"),
            models.CheckConstraint(condition=~models.Q(asked_by=models.F("decided_by")), name="opening_by_two"),
        )

    def __str__(self) -> str:
        return f"opening {self.pk}"
