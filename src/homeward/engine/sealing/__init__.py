"""Canonical bytes, hashes, Merkle proofs and the eight spoken words of a hash."""

from homeward.engine.sealing import chain, merkle, words
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
    "canonical_bytes",
    "chain",
    "digest",
    "eight_words",
    "merkle",
    "read_strict",
    "require_nfc",
    "words",
]
