"""The node runs the clocks first thing at start and every hour, whoever is on duty and even while intake is off."""

from homeward.desks.surrender.actions import run_clocks
from homeward.desks.surrender.models import IntakeCase
from homeward.desks.surrender.queries import is_open
from homeward.office.journal.rights import THE_NODE, Actor

_ON_DUTY = Actor(officer_id=THE_NODE.officer_id, roles=frozenset({"surrender_duty_officer"}))


def clocks_are_needed() -> bool:
    """Whether this node takes notices, or keeps details of some since the intake was turned off."""
    return is_open() or IntakeCase.objects.exclude(expires_at=None).exists()


def run_clocks_of_the_node() -> int:
    """Ends and destroys what is due; how many cases lost their details."""
    return run_clocks(actor=_ON_DUTY)
