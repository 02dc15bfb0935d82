"""The node runs the clocks first thing at start and every hour, whoever is on duty and even while intake is off."""

from homeward.desks.surrender.actions import run_clocks
from homeward.office.journal.rights import THE_NODE, Actor

_ON_DUTY = Actor(officer_id=THE_NODE.officer_id, roles=frozenset({"surrender_duty_officer"}))


def run_clocks_of_the_node() -> int:
    """Ends and destroys what is due; how many cases lost their details."""
    return run_clocks(actor=_ON_DUTY)
