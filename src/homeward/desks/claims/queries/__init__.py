"""What this desk tells: events, claims with their checks, statements. Released statements are for everybody."""

from homeward.desks.claims.queries.claims import (
    READ,
    EventView,
    claim_visible_to,
    claims_visible_to,
    event_visible_to,
    other_claims_visible_to,
)
from homeward.desks.claims.queries.events import STANDINGS, EventPage, EventRow, Filter, events_visible_to
from homeward.desks.claims.queries.handovers import CountedHandover, counted_handovers
from homeward.desks.claims.queries.statements import (
    released_statements,
    statement_visible_to,
    statements_visible_to,
    waiting_for_release,
)

__all__ = [
    "READ",
    "STANDINGS",
    "CountedHandover",
    "EventPage",
    "EventRow",
    "EventView",
    "Filter",
    "claim_visible_to",
    "claims_visible_to",
    "counted_handovers",
    "event_visible_to",
    "events_visible_to",
    "other_claims_visible_to",
    "released_statements",
    "statement_visible_to",
    "statements_visible_to",
    "waiting_for_release",
]
