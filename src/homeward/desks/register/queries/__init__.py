"""Reading the register. Every query is told who looks, checks the right, and writes the look down."""

from homeward.desks.register.queries.arrivals import arrival_count, arrivals_visible_to
from homeward.desks.register.queries.batches import (
    BadRow,
    batch_visible_to,
    batches_visible_to,
    rejected_rows_of,
)
from homeward.desks.register.queries.captures import CaptureRecord, capture_visible_to, captures_visible_to
from homeward.desks.register.queries.care import children_held
from homeward.desks.register.queries.changes import differences_of, record_to_edit, waiting_edits
from homeward.desks.register.queries.changing import ACTS_ON_LISTS, lists_touched
from homeward.desks.register.queries.custody import custody_of, owed_card_counts, owed_cards
from homeward.desks.register.queries.decisions import art109_counts, art109_queue, decisions_of, may_read_queue
from homeward.desks.register.queries.identity import identity_cards, identity_visible_to
from homeward.desks.register.queries.knowledge import KnownFrom, knowledge_of
from homeward.desks.register.queries.lists import (
    cards,
    listed_persons,
    listed_under_own_ids,
    parties_with_lists,
    person_ids_of,
)
from homeward.desks.register.queries.one_person import card_visible_to, person_visible_to
from homeward.desks.register.queries.persons import export_visible_to, persons_visible_to
from homeward.desks.register.queries.proposals import columns_visible_to, dry_run_visible_to, proposal_visible_to
from homeward.desks.register.shapes import IdentityCard, PartyLists, PersonCard, PersonPage, PersonRecord

__all__ = [
    "ACTS_ON_LISTS",
    "BadRow",
    "CaptureRecord",
    "IdentityCard",
    "KnownFrom",
    "PartyLists",
    "PersonCard",
    "PersonPage",
    "PersonRecord",
    "arrival_count",
    "arrivals_visible_to",
    "art109_counts",
    "art109_queue",
    "batch_visible_to",
    "batches_visible_to",
    "capture_visible_to",
    "captures_visible_to",
    "card_visible_to",
    "cards",
    "children_held",
    "columns_visible_to",
    "custody_of",
    "decisions_of",
    "differences_of",
    "dry_run_visible_to",
    "export_visible_to",
    "identity_cards",
    "identity_visible_to",
    "knowledge_of",
    "listed_persons",
    "listed_under_own_ids",
    "lists_touched",
    "may_read_queue",
    "owed_card_counts",
    "owed_cards",
    "parties_with_lists",
    "person_ids_of",
    "person_visible_to",
    "persons_visible_to",
    "proposal_visible_to",
    "record_to_edit",
    "rejected_rows_of",
    "waiting_edits",
]
