"""Cases, and wrong codes by the hour. Nothing here refers to another desk's table, and no other table refers here."""

import secrets

from django.db import models
from django.db.models import Q

from homeward.desks.surrender import clocks


def case_id() -> str:
    """Chance alone; it tells no time."""
    return secrets.token_hex(16)


class IntakeCase(models.Model):
    """One notice: how many, roughly when, wounded or not, a language. No name, no number, no place, no text.

    After its details are destroyed, the day, the size and the way it ended remain.
    """

    id = models.CharField(max_length=32, primary_key=True, default=case_id, editable=False)
    # HMAC of the case code under the desk's key; '' once destroyed.
    code_digest = models.CharField(max_length=64, blank=True)
    # The journal knows a case by a digest with this salt: it dies with the case.
    salt = models.CharField(max_length=32, blank=True)
    size_class = models.CharField(max_length=10)
    wounded = models.BooleanField(null=True)
    language = models.CharField(max_length=8, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    state = models.CharField(max_length=12, default=clocks.WAITING)
    opened_day = models.DateField()
    last_seen = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    put_off_until = models.DateTimeField(null=True)
    arrival_ref = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("expires_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["code_digest"], condition=~Q(code_digest=""), name="one_case_a_code"),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.size_class}"


class WrongCodes(models.Model):
    """How many codes that no case has were tried in one hour; what was typed is not kept."""

    hour = models.DateTimeField(primary_key=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("hour",)

    def __str__(self) -> str:
        return f"{self.count}"
