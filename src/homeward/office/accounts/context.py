"""What every template knows about the person at the desk: `actor`, `can`, the names of the roles."""

from typing import Any

from django.http import HttpRequest

from homeward.office.accounts.roles import ROLE_NAMES
from homeward.office.journal.rights import NOBODY, Actor, has_right


class Can:
    """`{% if can.register.import %}` asks for the right `register.import`."""

    def __init__(self, actor: Actor, right: str = "") -> None:
        self._actor, self._right = actor, right

    def __getitem__(self, part: str) -> "Can":
        return Can(self._actor, f"{self._right}.{part}" if self._right else part)

    def __bool__(self) -> bool:
        return has_right(self._actor, self._right)


def acting_person(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    actor: Actor = getattr(request, "actor", NOBODY)
    names = [ROLE_NAMES[role] for role in sorted(actor.roles) if role in ROLE_NAMES]
    return {"actor": actor, "can": Can(actor), "role_names": names, "user": getattr(request, "user", None)}
