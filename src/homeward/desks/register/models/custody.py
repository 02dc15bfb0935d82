"""Where a person is held, as a line of events; the capture cards these call for; decisions of a medical commission."""

from django.db import models
from django.db.models import Q

from homeward.desks.register.models.persons import Person, new_id


class CustodyEvent(models.Model):
    """One step of custody; its place is an opaque code. A wrong step is superseded by another one, never changed."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="custody")
    code = models.CharField(max_length=40)
    place_code = models.CharField(max_length=20, blank=True)
    at = models.DateField()
    source = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    superseded_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrects")

    class Meta:
        ordering = ("at", "recorded_at", "id")

    def __str__(self) -> str:
        return f"{self.code} {self.at}"


class CaptureCard(models.Model):
    """The capture card one arrival calls for (art. 70): due within seven days, enabled on a day or still owed."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="capture_cards")
    custody = models.OneToOneField(CustodyEvent, on_delete=models.PROTECT, related_name="capture_card")
    due = models.DateField()
    enabled_on = models.DateField(null=True)
    enabled_by = models.CharField(max_length=40, blank=True)
    # The arrival was recorded wrongly: the card of the corrected event takes its place.
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ("due", "id")
        indexes = (
            models.Index(fields=["due", "id"], condition=Q(enabled_on=None, dropped=False), name="cards_owed_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.due}"


class MedicalDecision(models.Model):
    """One decision of a Mixed Medical Commission (Annex IV-E): A, B or NC, with its day. A later one supersedes it."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="medical_decisions")
    code = models.CharField(max_length=2)
    decided_on = models.DateField()
    notified_on = models.DateField(null=True)
    fit_to_travel = models.CharField(max_length=3, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("decided_on", "recorded_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=Q(superseded_at=None), name="one_standing_decision_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.decided_on}"
