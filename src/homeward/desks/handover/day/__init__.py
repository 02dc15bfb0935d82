"""The day of a handover as plain Python: what was seen, how sets of it are joined, and what follows from a set."""

from homeward.desks.handover.day.chains import Finding, findings
from homeward.desks.handover.day.events import Event, EventError, merge, read_event, read_stored, union_hash
from homeward.desks.handover.day.folding import DayState, PersonState, fold
from homeward.desks.handover.day.roster import Place, Roster
from homeward.desks.handover.day.tallies import Tally, tallies

__all__ = [
    "DayState",
    "Event",
    "EventError",
    "Finding",
    "PersonState",
    "Place",
    "Roster",
    "Tally",
    "findings",
    "fold",
    "merge",
    "read_event",
    "read_stored",
    "tallies",
    "union_hash",
]
