"""An agreement: one immutable document, in force when all parties and last of all the intermediary signed its hash."""

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.desks.exchange.models.plans import PlanRecord
from homeward.office.journal import clock


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


class Agreement(models.Model):
    """One document with its hash. A change is a new document that names this one as its predecessor."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        IN_FORCE = "in_force"
        REPLACED = "replaced"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="agreements")
    document = models.BinaryField()
    hash = models.CharField(max_length=64, unique=True)
    predecessor = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    came_from = models.CharField(max_length=64, blank=True)
    drawn_up_by = models.CharField(max_length=40)
    drawn_up_at = models.DateTimeField(default=clock.now)
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"agreement {self.number}"


class AgreementSignature(models.Model):
    """One node's signature over the document, given by a person who may bind that side."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    # A party's code, or 'intermediary'.
    signer = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    # The person on the signing node: an id there, and the name as that node tells it.
    officer = models.CharField(max_length=40)
    officer_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["agreement", "signer"], name="one_signature_a_signer"),
            models.UniqueConstraint(fields=["agreement", "key"], name="one_signature_a_key"),
        )

    def __str__(self) -> str:
        return f"{self.signer} {self.agreement_id}"
