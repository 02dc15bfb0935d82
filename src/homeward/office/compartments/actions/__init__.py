"""What this room does: notes to named readers, entries whose existence is kept, keys of readers."""

from homeward.office.compartments.actions.entries import hand_on_entries, lay_entries, read_entry, write_entry
from homeward.office.compartments.actions.giving import give_keys
from homeward.office.compartments.actions.notes import OpenNote, erase_expired, read_note, share_note, write_note

__all__ = [
    "OpenNote",
    "erase_expired",
    "give_keys",
    "hand_on_entries",
    "lay_entries",
    "read_entry",
    "read_note",
    "share_note",
    "write_entry",
    "write_note",
]
