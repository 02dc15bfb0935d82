"""Officers, how they come in, the sessions they have open, and single records opened in an emergency."""

from homeward.office.accounts.models.coming_in import DeskSession, SetUpCode
from homeward.office.accounts.models.officers import Officer, OfficerManager, new_officer_id
from homeward.office.accounts.models.openings import ANSWERED_WITHIN, MOST_HOURS, EmergencyOpening

__all__ = [
    "ANSWERED_WITHIN",
    "MOST_HOURS",
    "DeskSession",
    "EmergencyOpening",
    "Officer",
    "OfficerManager",
    "SetUpCode",
    "new_officer_id",
]
