"""Officers: the people who work on this node."""

from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models

from homeward.base.identifiers import uuid7
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor


def new_officer_id() -> UUID:
    """Ids sort by the time of invitation."""
    return uuid7(clock.now())


class OfficerManager(BaseUserManager["Officer"]):
    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.get(username=username)


class Officer(AbstractBaseUser):
    """One person with an account. Written by the actions of this room alone."""

    id = models.UUIDField(primary_key=True, default=new_officer_id, editable=False)
    username = models.CharField(max_length=60, unique=True, validators=[ASCIIUsernameValidator()])
    display_name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="en")
    roles = models.JSONField(blank=True, default=list)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("display_name",)
    objects = OfficerManager()

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def as_actor(self, reason: str = "") -> Actor:
        """The officer as the journal knows people: id and roles. A disabled officer has none."""
        return Actor(str(self.pk), frozenset(self.roles if self.is_active else ()), reason)

    def has_perm(self, *_: Any) -> bool:
        """Django's own permissions are not used: rights are asked of the journal, by name."""
        return False
