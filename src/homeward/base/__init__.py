"""Cellar: identifiers, half-known dates, scripts, totals, clock and the root of errors. Standard library only."""
