"""Reading the families desk. No query tells a list of families beyond one page, and none exports one."""

from homeward.desks.families.queries.genuine import GENUINE, HELD_BACK, standing_of_letter
from homeward.desks.families.queries.notes import (
    NotePage,
    NoteRecord,
    is_held_back,
    languages_read,
    note_visible_to,
    notes_visible_to,
    reply_for,
    waiting_notes,
)
from homeward.desks.families.queries.requests import (
    FILTERS,
    RequestPage,
    RequestRecord,
    answer_visible_to,
    plain_request,
    request_visible_to,
    requests_visible_to,
    waiting_counts,
)
from homeward.desks.families.queries.sought import sought_persons
from homeward.desks.families.queries.verdicts import is_proven, verdict_for

__all__ = [
    "FILTERS",
    "GENUINE",
    "HELD_BACK",
    "NotePage",
    "NoteRecord",
    "RequestPage",
    "RequestRecord",
    "answer_visible_to",
    "is_held_back",
    "is_proven",
    "languages_read",
    "note_visible_to",
    "notes_visible_to",
    "plain_request",
    "reply_for",
    "request_visible_to",
    "requests_visible_to",
    "sought_persons",
    "standing_of_letter",
    "verdict_for",
    "waiting_counts",
    "waiting_notes",
]
