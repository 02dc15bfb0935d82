"""A neutral interviewer's talk with a person held: whether on this transport, never why. The words lie sealed."""

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.office.journal import clock


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


class Interview(models.Model):
    """One talk. The last one that stands says whether the person is on this transport; earlier ones stay.

    `on_transport` is all that planning reads: no, undecided, a third State, unable and "the neutral holds this person
    back" are one and the same here. The answer itself is sealed in the compartment `own_will`.
    """

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    # The register's id of the holder's record.
    person_id = models.CharField(max_length=40)
    on_transport = models.BooleanField()
    language = models.CharField(max_length=40)
    # '' when none was needed.
    interpreter = models.CharField(max_length=120, blank=True)
    in_private = models.BooleanField()
    held_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-recorded_at", "-id")
        indexes = (models.Index(fields=["person_id"], name="interviews_by_person"),)

    def __str__(self) -> str:
        return self.id
