"""Two append-only tables: every act, and every look at a person. Triggers refuse change (see `triggers`)."""

from django.db import models

HASH_SIZE = 32


class JournalEntry(models.Model):
    """One act. `body` holds the canonical bytes under leaf and chain; the other columns repeat it for queries."""

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=80, db_index=True)
    body = models.BinaryField()
    prev_hash = models.BinaryField(max_length=HASH_SIZE)
    leaf_hash = models.BinaryField(max_length=HASH_SIZE)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "journal"
        ordering = ("seq",)

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Look(models.Model):
    """One look: at one person, or at one list with its filter and the number of rows shown (`subject` is empty)."""

    id = models.BigAutoField(primary_key=True)
    viewer = models.CharField(max_length=40)
    roles = models.CharField(max_length=200)
    reason = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=80)
    subject = models.CharField(max_length=40, blank=True)
    shown = models.PositiveIntegerField()
    filter = models.CharField(max_length=500, blank=True)
    looked_at = models.DateTimeField()

    class Meta:
        db_table = "journal_looks"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["viewer", "-id"], name="looks_by_viewer"),
            models.Index(fields=["subject", "-id"], name="looks_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.what}"
