"""What this desk owns: frozen manifests as sealed bytes, events of the day, questions for two, papers and balance.

Persons live in the register. The manifest holds what stands on its paper, since a crew reads that paper and no
register; its lines repeat it for queries. An event is never changed; where somebody stands is computed from the set.
"""

from uuid import UUID

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.desks.handover.day.roster import RESERVE, SEAT, SPARE
from homeward.office.journal import clock


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


def new_event_id() -> UUID:
    return uuid7(clock.now())


class Handover(models.Model):
    """One frozen manifest, both directions. `document` is canonical; `hash` is what two nodes compare."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id)
    number = models.PositiveIntegerField(unique=True)
    plan_hash = models.CharField(max_length=64)
    # The plan's number on this node; None where the manifest came from another node.
    plan_number = models.PositiveIntegerField(null=True)
    document = models.BinaryField()
    hash = models.CharField(max_length=64, unique=True)
    parties = models.JSONField()
    frozen_by = models.CharField(max_length=40)
    frozen_at = models.DateTimeField(default=clock.now)
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"handover {self.number}"


class Line(models.Model):
    """One line of the manifest. `details` is what the paper says of the person, as in the document."""

    What = models.TextChoices("What", {"SEAT": SEAT, "SPARE": SPARE, "RESERVE": RESERVE})

    id = models.BigAutoField(primary_key=True)
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(max_length=24)
    what = models.CharField(max_length=10, choices=What.choices)
    order = models.PositiveIntegerField()
    holder = models.CharField(max_length=80)
    destination = models.CharField(max_length=80)
    outside_parity = models.BooleanField(default=False)
    standing = models.CharField(max_length=64, blank=True)
    clauses = models.CharField(max_length=64, blank=True)
    case_number = models.PositiveIntegerField(null=True)
    # The register's ids: the holder's record, and the home side's record that asked for the person; '' unknown here.
    person_id = models.CharField(max_length=40, blank=True)
    home_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("holder", "what", "order")
        constraints = (models.UniqueConstraint(fields=["handover", "code"], name="one_line_a_code"),)
        indexes = (models.Index(fields=["handover", "case_number"], name="lines_by_case_number"),)

    def __str__(self) -> str:
        return f"{self.what} {self.order}"


class DayEvent(models.Model):
    """One event of the day, as its device wrote it. Added, never changed."""

    hash = models.CharField(max_length=64, primary_key=True)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="events")
    event_id = models.CharField(max_length=36, db_index=True)
    device = models.CharField(max_length=80)
    device_seq = models.PositiveIntegerField()
    body = models.BinaryField()
    signature = models.CharField(max_length=128, blank=True)
    stored_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("device", "device_seq", "hash")
        indexes = (models.Index(fields=["handover", "device", "device_seq"], name="events_by_device"),)

    def __str__(self) -> str:
        return f"{self.device} {self.device_seq}"


class Device(models.Model):
    """A tablet that may send events: its public key is read aloud and entered before the day."""

    code = models.CharField(max_length=80, primary_key=True)
    public_key = models.CharField(max_length=64)
    admitted_by = models.CharField(max_length=40)
    admitted_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Question(models.Model):
    """An outcome that one person proposes and another confirms: the end of a difference, or of the whole day."""

    class State(models.TextChoices):
        WAITS = "waits"
        AGREED = "agreed"
        DECLINED = "declined"

    id = models.CharField(max_length=32, primary_key=True, default=new_id)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="questions")
    # '' for the whole day.
    person_code = models.CharField(max_length=24, blank=True)
    outcome = models.CharField(max_length=20)
    reason = models.CharField(max_length=20, blank=True)
    replacement = models.CharField(max_length=24, blank=True)
    grounds = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITS)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["handover", "person_code"], condition=models.Q(state="waits"), name="one_open_question_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.state}"


class Paper(models.Model):
    """What three people sign: the manifest as frozen, and the protocol. A later protocol voids the one before."""

    class What(models.TextChoices):
        MANIFEST = "manifest"
        PROTOCOL = "protocol"

    id = models.CharField(max_length=32, primary_key=True, default=new_id)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="papers")
    what = models.CharField(max_length=10, choices=What.choices)
    document = models.BinaryField()
    hash = models.CharField(max_length=64)
    drawn_up_by = models.CharField(max_length=40)
    drawn_up_at = models.DateTimeField(default=clock.now)
    void_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("drawn_up_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["handover", "what"], condition=models.Q(void_at=None), name="one_standing_paper_of_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.hash[:8]}"


class Signature(models.Model):
    """One of the three lines under a paper: for a party, or as the witness. The node signs beside the person."""

    id = models.BigAutoField(primary_key=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="signatures")
    stands_for = models.CharField(max_length=80)
    officer = models.CharField(max_length=40)
    officer_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    node_key = models.CharField(max_length=64, blank=True)
    node_signature = models.CharField(max_length=128, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["paper", "stands_for"], name="one_signature_a_line"),
            models.UniqueConstraint(fields=["paper", "officer"], name="one_line_an_officer"),
        )

    def __str__(self) -> str:
        return self.stands_for


class BalanceEntry(models.Model):
    """What one difference leaves behind: persons owed by a holder to a home party, or nothing. One a person and day."""

    id = models.BigAutoField(primary_key=True)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="balance")
    person_code = models.CharField(max_length=24)
    holder = models.CharField(max_length=80)
    destination = models.CharField(max_length=80)
    code = models.CharField(max_length=24, blank=True)
    outcome = models.CharField(max_length=20)
    owed = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["handover", "person_code"], name="one_entry_a_person_and_day"),)

    def __str__(self) -> str:
        return f"{self.code} {self.outcome} {self.owed}"
