"""How officers come in: one-time set-up codes, and the sessions that are open."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from homeward.office.accounts.models.officers import Officer
from homeward.office.journal import clock


class SetUpCode(models.Model):
    """A code handed over on paper, good once. Its hash alone is kept: of some 99 bits, a plain hash does."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="set_up_codes")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"code {self.pk}"


class DeskSession(AbstractBaseSession):
    """Django's session row, and whose it is: so that an account's sessions can be shown and ended."""

    officer = models.CharField(max_length=36, blank=True, db_index=True)
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "accounts_session"

    def __str__(self) -> str:
        return f"session of {self.officer or 'nobody'}"
