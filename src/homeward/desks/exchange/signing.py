"""Where keys come from: the desk knows no post and no partner, so the post plugs a notary in."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.engine.sealing.agreements import INTERMEDIARY
from homeward.engine.sealing.keys import key_id

__all__ = [
    "INTERMEDIARY",
    "Notary",
    "Signatory",
    "name_of_partner",
    "notary",
    "own_name",
    "own_party",
    "set_notary",
    "signatories",
]


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who may sign: `name` is a party's code or `INTERMEDIARY`, `key` the public Ed25519 key of that node."""

    name: str
    key: bytes


class Notary(Protocol):
    """Knows this node's key and those that were compared by voice."""

    def own(self) -> Signatory:
        """This node."""
        ...

    def known(self) -> list[Signatory]:
        """The confirmed partners that speak for a party or mediate."""
        ...

    def sign(self, message: bytes) -> bytes:
        """This node's signature over a message (64 bytes)."""
        ...


class _Holder:
    notary: Notary | None = None


def set_notary(notary: Notary | None) -> None:
    """Plugs in what holds the keys; None takes it off again."""
    _Holder.notary = notary


def notary() -> Notary:
    """Raises InputError when this node has no keys plugged in."""
    if _Holder.notary is None:
        raise InputError(_("This node has no keys to sign with."), cure=_("Set the node up with ./homeward init."))
    return _Holder.notary


def signatories() -> list[Signatory]:
    """This node first, then the confirmed partners that speak for a party or mediate; none without keys."""
    plugged = _Holder.notary
    return [plugged.own(), *plugged.known()] if plugged else []


def name_of_partner(key_id_hex: str) -> str:
    """The party's code, or 'intermediary', of the confirmed key with that id; '' for another one."""
    return next((each.name for each in signatories() if key_id(each.key) == key_id_hex), "")


def own_name() -> str:
    """For whom this node signs: a party's code, `INTERMEDIARY`, or '' without keys. Asks for no partner."""
    return _Holder.notary.own().name if _Holder.notary else ""


def own_party() -> str:
    """The party that this node speaks for; '' for an intermediary, and for a node without keys."""
    name = own_name()
    return "" if name == INTERMEDIARY else name
