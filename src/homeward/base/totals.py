"""Totals that leave a node: cells under ten are hidden, so that nobody can be counted out of a crowd."""

SMALLEST_SHOWN = 10


def shown_total(count: int) -> str:
    """A count as outsiders may read it: '<10' for 1 to 9, the figure otherwise."""
    if count < 0:
        raise ValueError("a total is never negative")
    return str(count) if count == 0 or count >= SMALLEST_SHOWN else f"<{SMALLEST_SHOWN}"
