"""Reading recovery: cases, proposals with reasons, places, dates that are due."""

from homeward.desks.recovery.queries.cases import (
    CaseView,
    case_visible_to,
    cases_visible_to,
    proposals_for,
    without_case,
)
from homeward.desks.recovery.queries.follow_ups import calendar_visible_to, due_visible_to
from homeward.desks.recovery.queries.places import (
    PlaceView,
    figures_visible_to,
    place_visible_to,
    places_visible_to,
    regions_visible_to,
)

READ, WRITE = "recovery.read", "recovery.write"

__all__ = [
    "READ",
    "WRITE",
    "CaseView",
    "PlaceView",
    "calendar_visible_to",
    "case_visible_to",
    "cases_visible_to",
    "due_visible_to",
    "figures_visible_to",
    "place_visible_to",
    "places_visible_to",
    "proposals_for",
    "regions_visible_to",
    "without_case",
]
