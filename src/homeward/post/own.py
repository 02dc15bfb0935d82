"""This node's own keys and card, read once from its folder. Tests plug in others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from homeward.base.errors import InputError
from homeward.engine.sealing.cards import Card, write_card
from homeward.engine.sealing.keys import SealingKey, SigningKey

SIGNING_FILE, SEALING_FILE = "signing.ed25519", "sealing.age"


@dataclass(frozen=True, slots=True)
class Own:
    """Card and private keys of this node."""

    card: Card
    signing: SigningKey
    sealing: SealingKey

    def card_file(self) -> bytes:
        """The card as partners get it."""
        return write_card(self.card, self.signing)


class _Holder:
    own: Own | None = None


def own() -> Own:
    """Raises InputError when the node's folder lacks its keys."""
    if _Holder.own is None:
        _Holder.own = _read()
    return _Holder.own


@contextmanager
def own_set_to(another: Own) -> Iterator[Own]:
    """Plugs keys in for as long as the block runs."""
    before, _Holder.own = _Holder.own, another
    try:
        yield another
    finally:
        _Holder.own = before


def _read() -> Own:
    node = settings.NODE
    try:
        signing = SigningKey.from_pem((node.keys / SIGNING_FILE).read_bytes())
        sealing = SealingKey.from_text((node.keys / SEALING_FILE).read_text(encoding="ascii"))
    except FileNotFoundError as error:
        raise InputError(f"This node lacks the key {error.filename}.", cure="Restore it from a back-up.") from error
    card = Card(node.name, node.title, node.role, node.party, signing.public, sealing.recipient)
    return Own(card, signing, sealing)
