"""Pages of the claims desk."""

from homeward.desks.claims.views.claims import add, claim, correct, load, withdraw
from homeward.desks.claims.views.events import event, events, export_checks, export_claims, export_events, others
from homeward.desks.claims.views.public import public_statement, public_statements
from homeward.desks.claims.views.statements import discard, draft, draft_handover, release, statement, statements

__all__ = [
    "add",
    "claim",
    "correct",
    "discard",
    "draft",
    "draft_handover",
    "event",
    "events",
    "export_checks",
    "export_claims",
    "export_events",
    "load",
    "others",
    "public_statement",
    "public_statements",
    "release",
    "statement",
    "statements",
    "withdraw",
]
