"""Places of care, people who need one, referrals, and dates to ask after them. Needs are categories, not diagnoses."""

from django.db import models
from django.db.models import Q

from homeward.base.identifiers import uuid7
from homeward.desks.recovery.proposals import NO_WISH
from homeward.office.journal import clock


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


class Region(models.Model):
    """A region by name, with the regions beside it."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    neighbours = models.JSONField(default=list)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A hospital or house that takes people in."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="places")
    kinds = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    beds = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One person in recovery: needs, wish, and whether a place is found."""

    class State(models.TextChoices):
        PLACING = "placing"
        PLACED = "placed"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    arrival_id = models.CharField(max_length=40, unique=True)
    person_id = models.CharField(max_length=40, blank=True)
    case_number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    needs = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    wish = models.CharField(max_length=12, default=NO_WISH)
    wish_region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    family_region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLACING)
    # Why proposals were opened again, and how often the needs and wishes were written anew.
    reopened_why = models.CharField(max_length=20, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    returned_on = models.DateField()
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(fields=["state", "name"], name="cases_by_state"),)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The case number; for who carries none, the number of the case at this desk."""
        return self.case_number or f"R-{self.number}"

    @property
    def subject(self) -> str:
        return self.person_id or self.arrival_id


class Referral(models.Model):
    """A place was asked for one person: its answer, and the bed that the answer reserved. Ended, never deleted."""

    class State(models.TextChoices):
        SENT = "sent"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        TAKEN_BACK = "taken_back"
        ENDED = "ended"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    bed = models.PositiveSmallIntegerField(null=True)
    # Which version of needs and wish the place was asked for: one that refused is not proposed again for the same.
    version = models.PositiveSmallIntegerField(default=1)
    sent_by = models.CharField(max_length=40)
    sent_at = models.DateTimeField(default=clock.now)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            # The last word against two people in one bed is the database's.
            models.UniqueConstraint(fields=["place", "bed"], condition=Q(state="accepted"), name="one_person_a_bed"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="accepted"), name="one_bed_a_person"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="sent"), name="one_open_referral"),
        )
        indexes = (models.Index(fields=["state", "place"], name="referrals_by_state"),)

    def __str__(self) -> str:
        return self.id


class FollowUp(models.Model):
    """One date to ask after a person."""

    class State(models.TextChoices):
        DUE = "due"
        DONE = "done"
        MISSED = "missed"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    day = models.PositiveSmallIntegerField()
    due = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DUE)
    by = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due", "id")
        constraints = (models.UniqueConstraint(fields=["case", "day"], name="each_day_once"),)
        indexes = (models.Index(fields=["state", "due"], name="follow_ups_due"),)

    def __str__(self) -> str:
        return f"{self.day}"
