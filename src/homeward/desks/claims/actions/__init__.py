"""The acts of this desk. None of them writes to a person, a list, a balance or another desk."""

from homeward.desks.claims.actions.claims import (
    CONTENT,
    CORRECTION_REASONS,
    WITHDRAWAL_REASONS,
    add_claim,
    correct_claim,
    withdraw_claim,
)
from homeward.desks.claims.actions.statements import (
    WHATS,
    Counted,
    EmbargoError,
    SamePersonError,
    discard_statement,
    draft_from_handover,
    draft_statement,
    release_statement,
)
from homeward.desks.claims.actions.tables import TABLE_CHANGED, Loaded, load_public_tables

__all__ = [
    "CONTENT",
    "CORRECTION_REASONS",
    "TABLE_CHANGED",
    "WHATS",
    "WITHDRAWAL_REASONS",
    "Counted",
    "EmbargoError",
    "Loaded",
    "SamePersonError",
    "add_claim",
    "correct_claim",
    "discard_statement",
    "draft_from_handover",
    "draft_statement",
    "load_public_tables",
    "release_statement",
    "withdraw_claim",
]
