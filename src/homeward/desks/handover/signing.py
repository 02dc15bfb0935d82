"""Where the node's own signature comes from, and whose key is whose. The post plugs both in.

Without a signer, people alone sign. Without a key book nothing is known of keys, and papers of other nodes are taken on
the word of whoever hands them in: so it is in tests of this desk alone, never on a node with keys.
"""

from typing import Protocol


class Signer(Protocol):
    """Signs bytes with the node's key."""

    def __call__(self, data: bytes) -> tuple[str, str]:
        """(public key, Ed25519 signature), both in hex."""
        ...


class KeyBook(Protocol):
    """Knows the keys that were compared by voice."""

    def __call__(self, public_key: str) -> str:
        """A party's code or `INTERMEDIARY` for a key (hex) of this node or a confirmed partner; '' for any other."""
        ...


# As the key book names the neutral's node.
INTERMEDIARY = "intermediary"


class _Holder:
    signer: Signer | None = None
    key_book: KeyBook | None = None


def set_signer(signer: Signer | None) -> None:
    """Plugs in what holds the node's key; None takes it off again."""
    _Holder.signer = signer


def node_signature(data: bytes) -> tuple[str, str]:
    """(public key, signature) of the node over these bytes; two empty texts when it has no key plugged in."""
    return _Holder.signer(data) if _Holder.signer else ("", "")


def set_key_book(key_book: KeyBook | None) -> None:
    """Plugs in who knows the keys; None takes it off again."""
    _Holder.key_book = key_book


def knows_keys() -> bool:
    """Whether somebody knows the keys here."""
    return _Holder.key_book is not None


def owner_of(public_key: str) -> str:
    """For whom that key speaks, as `KeyBook` tells; '' when nobody knows."""
    return _Holder.key_book(public_key) if _Holder.key_book else ""
