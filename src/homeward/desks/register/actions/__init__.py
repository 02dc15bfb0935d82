"""Acts of the register."""

from homeward.desks.register.actions.captures import (
    record_expected_arrival,
    register_capture,
    register_group_capture,
)
from homeward.desks.register.actions.changes import CORRECTION_REASONS, Corrected, correct_person, settle_value
from homeward.desks.register.actions.custody import (
    correct_custody,
    enable_capture_card,
    record_custody,
    record_custody_of_many,
)
from homeward.desks.register.actions.decisions import decide_art109
from homeward.desks.register.actions.evidence import add_evidence, end_evidence
from homeward.desks.register.actions.imports import (
    UNDO_REASONS,
    CommittedAlreadyError,
    cancel_import,
    commit_import,
    map_columns,
    propose_import,
    undo_import,
)
from homeward.desks.register.actions.reports import report_missing

__all__ = [
    "CORRECTION_REASONS",
    "UNDO_REASONS",
    "CommittedAlreadyError",
    "Corrected",
    "add_evidence",
    "cancel_import",
    "commit_import",
    "correct_custody",
    "correct_person",
    "decide_art109",
    "enable_capture_card",
    "end_evidence",
    "map_columns",
    "propose_import",
    "record_custody",
    "record_custody_of_many",
    "record_expected_arrival",
    "register_capture",
    "register_group_capture",
    "report_missing",
    "settle_value",
    "undo_import",
]
