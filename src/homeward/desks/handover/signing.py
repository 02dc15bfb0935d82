"""Where the node's own signature comes from. The roof plugs a signer in; without one, people alone sign."""

from typing import Protocol


class Signer(Protocol):
    """Signs bytes with the node's key."""

    def __call__(self, data: bytes) -> tuple[str, str]:
        """(public key, Ed25519 signature), both in hex."""
        ...


class _Holder:
    signer: Signer | None = None


def set_signer(signer: Signer | None) -> None:
    """Plugs in what holds the node's key; None takes it off again."""
    _Holder.signer = signer


def node_signature(data: bytes) -> tuple[str, str]:
    """(public key, signature) of the node over these bytes; two empty texts when it has no key plugged in."""
    return _Holder.signer(data) if _Holder.signer else ("", "")
