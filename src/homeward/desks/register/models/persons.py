"""Batches of imported rows, persons, and what is known of them. Nothing is deleted: what is undone is marked."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from homeward.base.dates import HalfKnownDate
from homeward.base.identifiers import uuid7
from homeward.base.persons import ListedPerson
from homeward.office.journal import clock

KINDS = ("missing", "held")
TEXT_FIELDS = (
    "surname", "given_name", "patronymic", "full_name", "other_name", "sex", "rank", "service_number", "unit",
    "event_place", "region", "medical_decision", "fit_to_travel", "willingness", "veto",
)  # fmt: skip
DATE_FIELDS = ("birth_date", "event_date")
# Everything a list can say of a person; what two lists are compared by.
CONTENT_FIELDS = (*TEXT_FIELDS, *DATE_FIELDS, "categories")
_SEED_BITS = 74


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


def repeatable_id(moment: datetime, seed: str) -> str:
    """An id whose chance follows from `seed`: a story told again by the same clock has the same ids."""
    return uuid7(moment, int.from_bytes(hashlib.sha256(seed.encode()).digest()) >> (256 - _SEED_BITS)).hex


class Batch(models.Model):
    """One import: proposed with its file, then committed as a whole, later perhaps undone as a whole."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        COMMITTED = "committed"
        UNDONE = "undone"
        CANCELLED = "cancelled"

    class Source(models.TextChoices):
        LIST = "list"
        CAPTURE = "capture"
        REPORT = "report"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    # Persons enter by a list, by a capture registered here, or by a relative's report; each is a batch of its own.
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.LIST)
    party = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    file_name = models.CharField(max_length=255)
    file_digest = models.CharField(max_length=64)
    sheet = models.CharField(max_length=255, blank=True)
    choices = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    rows_read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    conflict = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    proposed_by = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    committed_by = models.CharField(max_length=40, blank=True)
    committed_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("-number",)
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.number} {self.party} {self.kind}"


class Person(models.Model):
    """One person as one list tells it. Dates are ISO text as far as known; `written` is the row as it stood."""

    id = models.CharField(max_length=32, primary_key=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="persons")
    row = models.PositiveIntegerField()
    party = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    list_id = models.CharField(max_length=200, db_index=True)
    # False when the list gave no id and `list_id` only tells the row.
    listed_by_id = models.BooleanField()
    # Digest of all content: tells repeated rows of lists without ids.
    content_digest = models.CharField(max_length=64, db_index=True)
    surname = models.TextField(blank=True)
    given_name = models.TextField(blank=True)
    patronymic = models.TextField(blank=True)
    full_name = models.TextField(blank=True)
    other_name = models.TextField(blank=True)
    sex = models.CharField(max_length=1, blank=True)
    birth_date = models.CharField(max_length=10, blank=True)
    rank = models.TextField(blank=True)
    service_number = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    event_date = models.CharField(max_length=10, blank=True)
    event_place = models.TextField(blank=True)
    region = models.TextField(blank=True)
    categories = models.JSONField(default=list)
    medical_decision = models.CharField(max_length=10, blank=True)
    fit_to_travel = models.CharField(max_length=10, blank=True)
    willingness = models.CharField(max_length=40, blank=True)
    veto = models.TextField(blank=True)
    written = models.JSONField(default=dict)
    search_key = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=200)
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    # Counts the changes of this record: a form tells which one it was filled against.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(
                fields=["medical_decision"],
                condition=Q(withdrawn_at=None, medical_decision__in=("A", "B", "NC")),
                name="persons_by_decision",
            ),
            models.Index(fields=["sort_key", "id"], condition=Q(withdrawn_at=None), name="persons_by_name"),
            models.Index(
                fields=["party", "kind", "sort_key", "id"], condition=Q(withdrawn_at=None), name="persons_by_list"
            ),
            # One for each single facet, so that a narrowed list is read in its order as well.
            models.Index(fields=["party", "sort_key", "id"], condition=Q(withdrawn_at=None), name="persons_by_party"),
            models.Index(fields=["kind", "sort_key", "id"], condition=Q(withdrawn_at=None), name="persons_by_kind"),
            models.Index(fields=["batch", "sort_key", "id"], condition=Q(withdrawn_at=None), name="persons_by_batch"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["party", "kind", "list_id"],
                condition=Q(withdrawn_at=None, listed_by_id=True),
                name="one_person_for_each_list_id",
            ),
        )

    def __str__(self) -> str:
        return self.id

    def as_listed(self, own_id: str = "") -> ListedPerson:
        """The person as engines take it; `.id` is the register's id unless another one is asked for."""
        texts = {name: getattr(self, name) for name in TEXT_FIELDS}
        dates = {name: HalfKnownDate.fromisoformat(getattr(self, name)) for name in DATE_FIELDS}
        return ListedPerson(
            id=own_id or self.id,
            row=self.row,
            written=self.written,
            categories=tuple(self.categories),
            **texts,
            **dates,
        )


class NameWord(models.Model):
    """One folded word of a person's names: the search box finds any word by its beginning, in any script."""

    id = models.BigAutoField(primary_key=True)
    word = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_words", db_index=False)

    class Meta:
        indexes = (
            models.Index(fields=["word", "person"], name="name_words_by_word"),
            # Whether a person has a second word as well, and all words of one person.
            models.Index(fields=["person", "word"], name="name_words_by_person"),
        )

    def __str__(self) -> str:
        return self.word


class PersonCategory(models.Model):
    """One category a list claims for a person, so that the register can be narrowed by it."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="category_rows")

    class Meta:
        indexes = (models.Index(fields=["code", "person"], name="categories_by_code"),)

    def __str__(self) -> str:
        return self.code


class CategoryTotal(models.Model):
    """How many persons of one batch have one category: written in the act that writes those rows, read for facets."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="category_totals", db_index=False)
    code = models.CharField(max_length=200)
    persons = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "code"], name="one_total_a_batch_and_category"),)

    def __str__(self) -> str:
        return f"{self.code} {self.persons}"


class LaterRow(models.Model):
    """A row of a later list about a registered person: the same, or in conflict. Neither overwrites the other."""

    class Outcome(models.TextChoices):
        SAME = "same"
        CONFLICT = "conflict"

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="later_rows")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="later_rows")
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    # field -> value as the later list tells it, for the fields that differ.
    values = models.JSONField(default=dict)
    # field -> {"word": "first" or "later", "by", "at"}: how an officer settled it; both values stay.
    settled = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.outcome} {self.row}"


class RejectedRow(models.Model):
    """One reason why one row of a committed batch was not taken, with the whole row as it was written."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rejected_rows")
    row = models.PositiveIntegerField()
    column = models.TextField(blank=True)
    value = models.TextField(blank=True)
    reason = models.TextField()
    cure = models.TextField(blank=True)
    code = models.CharField(max_length=40)
    written = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.row} {self.code}"


class Evidence(models.Model):
    """One thing known of a person beyond the list: its code, who says so, since when. Ended, never deleted."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="evidence")
    code = models.CharField(max_length=40)
    source = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    added_by = models.CharField(max_length=40)
    added_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("added_at", "id")
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"{self.code} {self.source}"


def content_of(person: ListedPerson) -> Mapping[str, Any]:
    """What the list says of the person, as plain values: what is stored, and what is compared."""
    return {
        **{name: getattr(person, name) for name in TEXT_FIELDS},
        **{name: getattr(person, name).isoformat() for name in DATE_FIELDS},
        "categories": sorted(person.categories),
    }
