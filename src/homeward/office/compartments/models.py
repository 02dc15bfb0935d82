"""Public keys of readers, and sealed notes. No column here says what a note says."""

from uuid import uuid4

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.office.journal import clock


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


def timeless_id() -> str:
    """An id that tells no time: when an entry was made could tell why."""
    return uuid4().hex


class ReaderKey(models.Model):
    """The public key of one officer in one compartment. Ended, never deleted.

    `handed_on_at`: since when it opens all entries of a compartment that keeps existence; before, a colleague is asked.
    """

    id = models.BigAutoField(primary_key=True)
    officer_id = models.CharField(max_length=40)
    compartment = models.CharField(max_length=20)
    public_key = models.CharField(max_length=80)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    handed_on_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["officer_id", "compartment"],
                condition=models.Q(ended_at=None),
                name="one_open_key_a_compartment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.compartment} {self.officer_id}"


class SealedNote(models.Model):
    """One note, sealed to its readers and the recovery identity. At the end of its time the bytes go, the row stays."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    compartment = models.CharField(max_length=20)
    person_id = models.CharField(max_length=40)
    author = models.CharField(max_length=40)
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    keep_until = models.DateField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["person_id", "compartment"], name="notes_by_person"),)

    def __str__(self) -> str:
        return self.id


class NoteReader(models.Model):
    """Who a note was sealed to, by officer."""

    id = models.BigAutoField(primary_key=True)
    note = models.ForeignKey(SealedNote, on_delete=models.CASCADE, related_name="readers")
    officer_id = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["note", "officer_id"], name="one_line_a_reader"),)
        indexes = (models.Index(fields=["officer_id"], name="notes_by_reader"),)

    def __str__(self) -> str:
        return f"{self.note_id} {self.officer_id}"


class KeptEntry(models.Model):
    """The one entry of a person in a compartment that keeps existence: one size, no dates."""

    id = models.CharField(max_length=32, primary_key=True, default=timeless_id, editable=False)
    compartment = models.CharField(max_length=20)
    person_id = models.CharField(max_length=40)
    sealed = models.BinaryField()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "kept entries"
        constraints = (models.UniqueConstraint(fields=["compartment", "person_id"], name="one_entry_a_person"),)

    def __str__(self) -> str:
        return self.id
