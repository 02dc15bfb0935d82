"""Canonical bytes, hashes, Merkle proofs and the eight spoken words of a hash."""
