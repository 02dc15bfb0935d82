"""Who takes part in exchanges, as this node knows them."""

from django.db import models

from homeward.office.journal import clock


class Party(models.Model):
    """A party, its counterparty, an intermediary or an observer. `names` holds one name a language."""

    class Role(models.TextChoices):
        PARTY = "party"
        COUNTERPARTY = "counterparty"
        INTERMEDIARY = "intermediary"
        OBSERVER = "observer"

    code = models.CharField(max_length=20, primary_key=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    names = models.JSONField()
    admitted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return self.code

    def name_in(self, language: str) -> str:
        """The party's name in that language, else in English, else its code."""
        return str(self.names.get(language) or self.names.get("en") or self.code)
