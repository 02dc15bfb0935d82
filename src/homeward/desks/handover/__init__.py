"""Frozen manifest, offline check-off, protocol. Not built yet."""
