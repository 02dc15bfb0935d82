"""Canonical bytes, hashes, Merkle proofs, signatures, seals, bundles, and the eight spoken words of a hash."""

from homeward.engine.sealing import (
    agreements,
    bundle,
    cards,
    chain,
    envelope,
    keys,
    merkle,
    padding,
    payload,
    seal,
    shares,
    words,
)
from homeward.engine.sealing.canonical import (
    UncanonicalError,
    UncomposedTextError,
    UnreadableJsonError,
    canonical_bytes,
    digest,
    read_strict,
    require_nfc,
)
from homeward.engine.sealing.words import eight_words

__all__ = [
    "UncanonicalError",
    "UncomposedTextError",
    "UnreadableJsonError",
    "agreements",
    "bundle",
    "canonical_bytes",
    "cards",
    "chain",
    "digest",
    "eight_words",
    "envelope",
    "keys",
    "merkle",
    "padding",
    "payload",
    "read_strict",
    "require_nfc",
    "seal",
    "shares",
    "words",
]
