"""Reading the register. Every query is told who looks, checks the right, and writes the look down."""

from homeward.desks.register.queries.batches import (
    BadRow,
    batch_visible_to,
    batches_visible_to,
    rejected_rows_of,
)
from homeward.desks.register.queries.lists import cards, listed_persons, parties_with_lists
from homeward.desks.register.queries.one_person import person_visible_to
from homeward.desks.register.queries.persons import export_visible_to, persons_visible_to
from homeward.desks.register.queries.proposals import columns_visible_to, dry_run_visible_to, proposal_visible_to
from homeward.desks.register.shapes import PartyLists, PersonCard, PersonPage, PersonRecord

__all__ = [
    "BadRow",
    "PartyLists",
    "PersonCard",
    "PersonPage",
    "PersonRecord",
    "batch_visible_to",
    "batches_visible_to",
    "cards",
    "columns_visible_to",
    "dry_run_visible_to",
    "export_visible_to",
    "listed_persons",
    "parties_with_lists",
    "person_visible_to",
    "persons_visible_to",
    "proposal_visible_to",
    "rejected_rows_of",
]
