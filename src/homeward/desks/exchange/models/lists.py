"""Request and offer lists, each version as sealed bytes: what one party asked for or offered, and when it said so."""

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.office.journal import clock


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


class ListVersion(models.Model):
    """One version of one list. Never changed; a change is the next number. Rows live in the document alone."""

    class Kind(models.TextChoices):
        # The home side names the persons it asks for, among those whom the other side holds.
        REQUEST = "request"
        # The holding side says of everybody it holds whether and how they may go.
        OFFER = "offer"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Whose word it is, and whom it is about: the holder asked, or the home side offered to.
    party = models.CharField(max_length=20)
    other = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    document = models.BinaryField()
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    # Counts for pages, read off the document.
    summary = models.JSONField(default=dict)
    # Key id of the partner it came from; '' for one that was drawn up here.
    came_from = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (models.UniqueConstraint(fields=["kind", "party", "other", "number"], name="one_list_a_number"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.party} {self.number}"
