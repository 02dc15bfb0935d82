"""Pages of the families desk."""

from homeward.desks.families.views.answers import draft, show_answer
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
    "list_requests",
    "new_request",
    "register_person",
    "show_answer",
    "show_request",
    "verify",
]
