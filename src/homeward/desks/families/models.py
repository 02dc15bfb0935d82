"""Requests of relatives, what was shown of kinship, and answers. Of the person sought they hold an id alone."""

from django.db import models

from homeward.base.identifiers import case_number, uuid7
from homeward.office.journal import clock


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


class Request(models.Model):
    """What one relative asks: whom they look for, how contact was lost, how they are reached, to what they consent."""

    class State(models.TextChoices):
        OPEN = "open"
        HANDED_ON = "handed_on"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    form_key = models.CharField(max_length=40, unique=True, null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    sought = models.JSONField(default=dict)
    loss = models.JSONField(default=dict)
    enquirer = models.JSONField(default=dict)
    consents = models.JSONField(default=list)
    # The language in which the relative reads answers.
    language = models.CharField(max_length=8)
    unsure_spelling = models.BooleanField(default=False)
    search_key = models.CharField(max_length=400)
    # The missing person of the register; '' until somebody found or registered that person.
    person_id = models.CharField(max_length=32, blank=True, db_index=True)
    handed_to = models.CharField(max_length=20, blank=True)
    handed_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=20, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return self.case

    @property
    def case(self) -> str:
        """The number a relative quotes: FR-00012-C."""
        return case_number(self.number).replace("HW-", "FR-", 1)


class Kinship(models.Model):
    """One officer's word on whether kinship is shown. The latest stands; the others stay."""

    PROVEN, NOT_PROVEN = "proven", "not_proven"

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="kinship")
    word = models.CharField(max_length=10)
    proof = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.word


class Answer(models.Model):
    """One answer, word for word as the relative reads it, with a code by which it is known to be genuine."""

    class State(models.TextChoices):
        DRAFTED = "drafted"
        GIVEN = "given"
        DROPPED = "dropped"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="answers")
    # What the answer rests on: 'received', 'grade', 'person' (told by a person, never by a page).
    kind = models.CharField(max_length=10)
    grade = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8)
    text = models.TextField()
    code = models.CharField(max_length=20)
    code_digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    way = models.CharField(max_length=20, blank=True)
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    given_by = models.CharField(max_length=40, blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("drafted_at", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Note(models.Model):
    """What somebody without an account wrote on the public page: their words, and a receipt under which they return.

    `code_digest` is the digest of whatever they gave as the code of a letter, genuine or not: a note that a record is
    wrong holds back what that letter tells for as long as the note is open.
    """

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"

    SEARCH, WRONG, OTHER = "search", "wrong", "other"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    receipt_digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    code = models.CharField(max_length=40, blank=True)
    code_digest = models.CharField(max_length=64)
    contact = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    written_at = models.DateTimeField()
    # One of `asked.REPLIES`: whoever holds the receipt reads these words, so no name and no news stands in them.
    reply = models.CharField(max_length=20, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("written_at", "id")
        indexes = (
            models.Index(fields=["state", "written_at", "id"], name="notes_by_state"),
            models.Index(
                fields=["code_digest"], condition=models.Q(state="open", kind="wrong"), name="notes_that_hold_back"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
