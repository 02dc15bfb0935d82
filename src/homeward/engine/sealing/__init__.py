"""Canonical bytes, hashes, Merkle proofs and the eight spoken words of a hash."""

from homeward.engine.sealing.canonical import (
    UncanonicalError,
    UncomposedTextError,
    UnreadableJsonError,
    canonical_bytes,
    digest,
    read_strict,
    require_nfc,
)

__all__ = [
    "UncanonicalError",
    "UncomposedTextError",
    "UnreadableJsonError",
    "canonical_bytes",
    "digest",
    "read_strict",
    "require_nfc",
]
