"""Pages of the register."""

from homeward.desks.register.views.batches import (
    list_batches,
    show_batch,
    show_rejected,
    show_touched,
    undo_batch,
)
from homeward.desks.register.views.captures import list_captures, new_capture, new_group, show_capture
from homeward.desks.register.views.identity import show_identity
from homeward.desks.register.views.imports import (
    cancel_list,
    check_list,
    choose_columns,
    commit_list,
    rejected_of_proposal,
    upload_list,
)
from homeward.desks.register.views.persons import export_persons, list_persons, show_person
from homeward.desks.register.views.records import add_custody, decide, edit_person, mend_custody, settle
from homeward.desks.register.views.waiting import arrivals, art109, capture_cards, enable_card

__all__ = [
    "add_custody",
    "arrivals",
    "art109",
    "cancel_list",
    "capture_cards",
    "check_list",
    "choose_columns",
    "commit_list",
    "decide",
    "edit_person",
    "enable_card",
    "export_persons",
    "list_batches",
    "list_captures",
    "list_persons",
    "mend_custody",
    "new_capture",
    "new_group",
    "rejected_of_proposal",
    "settle",
    "show_batch",
    "show_capture",
    "show_identity",
    "show_person",
    "show_rejected",
    "show_touched",
    "undo_batch",
    "upload_list",
]
