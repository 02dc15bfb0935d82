"""Acts of the families desk."""

from homeward.desks.families.actions.answers import draft_answer, give_answer
from homeward.desks.families.actions.notes import NotesClosedError, answer_note, take_note
from homeward.desks.families.actions.requests import (
    decide_kinship,
    hand_on_request,
    link_person,
    record_request,
    register_sought,
)

__all__ = [
    "NotesClosedError",
    "answer_note",
    "decide_kinship",
    "draft_answer",
    "give_answer",
    "hand_on_request",
    "link_person",
    "record_request",
    "register_sought",
    "take_note",
]
