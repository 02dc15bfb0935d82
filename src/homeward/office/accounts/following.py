"""What follows when an officer's roles change. The room of sealed notes lies above this one and plugs its keys in."""

from collections.abc import Callable

from homeward.office.journal.rights import Actor

# Who changed the roles, and whose: called inside the act, after the roles are stored.
Following = Callable[[Actor, str], None]


def _nothing(_actor: Actor, _officer_id: str) -> None:
    """Before anybody plugged in."""


class _Holder:
    following: Following = staticmethod(_nothing)


def set_following(following: Following) -> None:
    """Plugs in what follows a change of roles."""
    _Holder.following = staticmethod(following)


def roles_changed(*, actor: Actor, officer_id: str) -> None:
    """For the acts of this room, last of all: a key ends here, and nothing may fail behind it."""
    _Holder.following(actor, officer_id)
