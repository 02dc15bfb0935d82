"""Writing the register: imports as batches that can be undone, and evidence beside the lists."""

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

__all__ = [
    "UNDO_REASONS",
    "CommittedAlreadyError",
    "add_evidence",
    "cancel_import",
    "commit_import",
    "end_evidence",
    "map_columns",
    "propose_import",
    "undo_import",
]
