"""Versions of terms, plans as sealed bytes, and one line a person for paging.

Persons live in the register and are known here by id alone. A plan's truth is its document; lines and summary repeat it
for queries, and the check recomputes all of them.
"""

from django.db import models

from homeward.office.journal import clock


class TermsVersion(models.Model):
    """Terms as somebody wrote them, and the canonical document read from them. Never changed; a change is a new one."""

    number = models.PositiveIntegerField(unique=True)
    title = models.TextField()
    text = models.TextField()
    document = models.BinaryField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"terms {self.number}"


class PlanRecord(models.Model):
    """One plan. `document`, `units` and `run_record` are canonical bytes; `units` is the public side alone."""

    class State(models.TextChoices):
        MADE = "made"
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"

    number = models.PositiveIntegerField(unique=True)
    terms = models.ForeignKey(TermsVersion, on_delete=models.PROTECT, related_name="plans")
    # A job that ran, was killed before it could say so and ran again finds its plan here.
    job_id = models.CharField(max_length=80, unique=True)
    # Key id of the partner that proposed it; '' for a plan made here.
    came_from = models.CharField(max_length=64, blank=True)
    document = models.BinaryField()
    hash = models.CharField(max_length=64)
    units = models.BinaryField()
    run_record = models.BinaryField()
    # Figures, levels, clauses and obstacles to signing, read off the document.
    summary = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.MADE)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=clock.now)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"plan {self.number}"

    @property
    def persons(self) -> int:
        """Everybody who travels, both ways, art. 109 included."""
        return sum(way["exchanged"] + way["mandatory"] for way in self.summary["directions"])


class PlanLine(models.Model):
    """One person held, with the one reason. `place`: order of the table, direction by direction, seats first."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(PlanRecord, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    unit_id = models.CharField(max_length=240)
    # The register's ids: the holder's record, and the home side's record that asked for the person ('' for none).
    person_id = models.CharField(max_length=40)
    home_id = models.CharField(max_length=40, blank=True)
    holder = models.CharField(max_length=80)
    destination = models.CharField(max_length=80)
    in_package = models.BooleanField()
    seat = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["plan", "place"], name="one_line_a_place"),
            models.UniqueConstraint(fields=["plan", "unit_id"], name="one_reason_a_person"),
        )
        indexes = (models.Index(fields=["plan", "person_id"], name="plan_lines_by_person"),)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.place}"

    @property
    def list_id(self) -> str:
        """The id as in the holder's list."""
        return self.unit_id.partition("/")[2]
