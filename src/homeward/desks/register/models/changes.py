"""Changes of a person's record: the value before, the value after, who and why. Nothing is overwritten unseen."""

from django.db import models
from django.db.models import Q

from homeward.desks.register.models.persons import LaterRow, Person, new_id


class Correction(models.Model):
    """One field of one person, changed. A change that met somebody else's waits until an officer settles it."""

    class State(models.TextChoices):
        APPLIED = "applied"
        WAITING = "waiting"
        REFUSED = "refused"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=40)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices)
    # The record's version that this change made; 0 while it waits.
    version = models.PositiveIntegerField(default=0)
    later_row = models.ForeignKey(LaterRow, on_delete=models.PROTECT, null=True, related_name="taken")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=["person"], condition=Q(state="waiting"), name="changes_that_wait"),)

    def __str__(self) -> str:
        return f"{self.field} {self.state}"
