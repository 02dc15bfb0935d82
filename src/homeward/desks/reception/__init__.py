"""Arrival in transit, triage, first call home. Not built yet."""
