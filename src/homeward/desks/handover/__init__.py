"""Frozen manifest, check-off at both ends, discrepancies, protocol."""
