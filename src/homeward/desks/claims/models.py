"""What this desk owns: versions of public events, versions of claims, and statements of this node.

A correction is a new version; the one before stays to be read. Nothing here names a person or points to a record.
"""

from django.db import models
from django.db.models import Q

from homeward.engine.reading import COMPARATORS, COUNTED, KINDS, MODALITIES, SCOPES, Claim, Interval
from homeward.office.journal import clock


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class EventVersion(models.Model):
    """One public exchange as a table of events gives it; `row` holds every column as written."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    first_day = models.DateField()
    last_day = models.DateField()
    kind = models.CharField(max_length=20)
    reliability = models.CharField(max_length=1)
    # Day and code: the order of the list, and the key of its pages.
    place = models.CharField(max_length=40)
    row = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-place", "-version")
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="one_event_a_version"),
            models.UniqueConstraint(fields=["code"], condition=Q(current=True), name="one_current_event"),
        )
        indexes = (models.Index(fields=["current", "-place"], name="events_in_order"),)

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class ClaimVersion(models.Model):
    """One statement by one speaker. `why` and `why_words` tell what this version changes on the one before."""

    class Origin(models.TextChoices):
        TABLE = "table"
        HAND = "hand"

    class State(models.TextChoices):
        STANDS = "stands"
        WITHDRAWN = "withdrawn"

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDS)
    event_code = models.CharField(max_length=20, blank=True)
    speaker = models.CharField(max_length=200)
    speaker_side = models.CharField(max_length=20)
    kind = models.CharField(max_length=30, choices=_choices(KINDS))
    side = models.CharField(max_length=20)
    counted = models.CharField(max_length=20, choices=_choices(COUNTED))
    cmp = models.CharField(max_length=10, choices=_choices(COMPARATORS))
    n = models.PositiveIntegerField(null=True)
    n_high = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=40, blank=True)
    modality = models.CharField(max_length=20, choices=_choices(MODALITIES), default="done")
    scope = models.CharField(max_length=10, choices=_choices(SCOPES), default="whole")
    part_of = models.CharField(max_length=20, blank=True)
    sum_of = models.JSONField(default=list)
    same_origin = models.CharField(max_length=20, blank=True)
    named = models.JSONField(default=list)
    said_first = models.DateField(null=True)
    said_last = models.DateField(null=True)
    holds_first = models.DateField(null=True)
    holds_last = models.DateField(null=True)
    via = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=1000)
    embargo_until = models.DateTimeField(null=True)
    # Digest of the table's row that this claim was last loaded from; a correction by hand carries it along.
    row_digest = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=20, blank=True)
    why_words = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("code", "-version")
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="one_claim_a_version"),
            models.UniqueConstraint(fields=["code"], condition=Q(current=True), name="one_current_claim"),
        )
        indexes = (
            models.Index(fields=["current", "event_code"], name="claims_by_event"),
            models.Index(fields=["current", "kind", "speaker"], name="claims_by_speaker"),
        )

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def said_on(self) -> Interval | None:
        return _interval(self.said_first, self.said_last)

    @property
    def holds_for(self) -> Interval | None:
        return _interval(self.holds_first, self.holds_last)

    def as_claim(self) -> Claim:
        """The claim as the checker takes it."""
        return Claim(
            id=self.code,
            speaker=self.speaker,
            speaker_side=self.speaker_side,
            kind=self.kind,
            side=self.side,
            counted=self.counted,
            cmp=self.cmp,
            n=self.n,
            n_high=self.n_high,
            words=self.words,
            modality=self.modality,
            scope=self.scope,
            said_on=self.said_on,
            holds_for=self.holds_for,
            via=self.via,
            part_of=self.part_of,
            sum_of=tuple(self.sum_of),
            same_origin=self.same_origin,
            named=frozenset(self.named),
            group=self.event_code,
        )


def _interval(first: object, last: object) -> Interval | None:
    return Interval(first, last) if first and last else None  # type: ignore[arg-type]


class Statement(models.Model):
    """What this node says in public: counts alone, small cells hidden before they are stored.

    `lines`: what, from and to (names by language, as they were when it was drafted), and the count as shown.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        RELEASED = "released"
        SUPERSEDED = "superseded"
        DISCARDED = "discarded"

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    first_day = models.DateField()
    last_day = models.DateField()
    lines = models.JSONField()
    basis = models.CharField(max_length=300)
    embargo_until = models.DateTimeField()
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="correction")
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField(default=clock.now)
    released_by = models.CharField(max_length=40, blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"statement {self.number}"
