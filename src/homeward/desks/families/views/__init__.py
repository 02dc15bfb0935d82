"""Pages of the families desk."""

from homeward.desks.families.views.answers import draft, show_answer
from homeward.desks.families.views.notes import list_notes, show_note
from homeward.desks.families.views.public import reply, write
from homeward.desks.families.views.requests import (
    hand_on,
    kinship,
    link,
    list_requests,
    new_request,
    register_person,
    show_request,
)
from homeward.desks.families.views.verify import verify

__all__ = [
    "draft",
    "hand_on",
    "kinship",
    "link",
    "list_notes",
    "list_requests",
    "new_request",
    "register_person",
    "reply",
    "show_answer",
    "show_note",
    "show_request",
    "verify",
    "write",
]
