"""Pages of the register."""

from homeward.desks.register.views.batches import list_batches, show_batch, show_rejected, undo_batch
from homeward.desks.register.views.imports import (
    cancel_list,
    check_list,
    choose_columns,
    commit_list,
    rejected_of_proposal,
    upload_list,
)
from homeward.desks.register.views.persons import export_persons, list_persons, show_person

__all__ = [
    "cancel_list",
    "check_list",
    "choose_columns",
    "commit_list",
    "export_persons",
    "list_batches",
    "list_persons",
    "rejected_of_proposal",
    "show_batch",
    "show_person",
    "show_rejected",
    "undo_batch",
    "upload_list",
]
