"""Captures (one event, one day, a coarse place, persons by count) and arrivals that are expected.

Neither table refers to the other, and no field tells how anybody came into the power of a party: of all facts about a
person held that one is the most dangerous. An arrival is closed by a count and a day.
"""

import secrets

from django.db import models

from homeward.desks.register.models.persons import Batch, new_id

SIZE_CLASSES = ("ONE", "UP_TO_5", "UP_TO_20", "UP_TO_100", "MORE")


def arrival_id() -> str:
    """Chance alone: an id that told the time could be laid beside a capture's."""
    return secrets.token_hex(16)


class Capture(models.Model):
    """One event by which persons came into the power of a party. Its persons are those of its batch."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="capture")
    # Sent twice, the same form leads to the one capture.
    form_key = models.CharField(max_length=40, unique=True, null=True)
    day = models.DateField()
    region = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.count}"


class ExpectedArrival(models.Model):
    """Somebody may arrive: how many, roughly, and between which days. Evacuations, transfers and notices alike."""

    id = models.CharField(max_length=32, primary_key=True, default=arrival_id, editable=False)
    size_class = models.CharField(max_length=10)
    first_day = models.DateField()
    last_day = models.DateField()
    closed_count = models.PositiveIntegerField(null=True)
    closed_day = models.DateField(null=True)

    class Meta:
        ordering = ("first_day", "last_day", "id")

    def __str__(self) -> str:
        return self.size_class
