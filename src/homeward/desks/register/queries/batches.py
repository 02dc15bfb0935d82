"""Batches and their rejected rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.models import Batch
from homeward.desks.register.queries.cards import RIGHT, without_will
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

IMPORT_RIGHT = "register.import"


@dataclass(frozen=True, slots=True)
class BadRow:
    """One reason why one row was not taken; the shape of `engine.sheets.RejectedCell`."""

    row: int
    column: str
    value: str
    reason: str
    cure: str
    written: Mapping[str, str]
    code: str


def batches_visible_to(*, viewer: Actor) -> QuerySet[Batch]:
    """All batches, newest first. Proposals are seen by those who import; cancelled ones by nobody."""
    require_right(viewer, RIGHT)
    return Batch.objects.exclude(state=Batch.State.CANCELLED).order_by("-number")


def batch_visible_to(*, viewer: Actor, batch_id: str) -> Batch:
    """One batch; InputError when there is none of that id."""
    batch = batches_visible_to(viewer=viewer).filter(pk=batch_id).first()
    if batch is None:
        raise InputError(_("There is no such batch."), cure=_("Choose one from the list of batches."))
    return batch


def rejected_rows_of(*, viewer: Actor, batch_id: str, limit: int | None = None) -> list[BadRow]:
    """Why rows of a committed batch were not taken, in the order of the sheet; one look at a list.

    The written row holds what the list says of a person's own will only for those who import.
    """
    batch = batch_visible_to(viewer=viewer, batch_id=batch_id)
    require_right(viewer, IMPORT_RIGHT)
    rows = [
        BadRow(row.row, row.column, row.value, row.reason, row.cure, row.written, row.code)
        for row in batch.rejected_rows.order_by("row", "id")[:limit]
    ]
    record_look(viewer=viewer, what="register.rejected_rows", shown=len(rows), filter=f"batch={batch.number}")
    return rows


__all__ = ["BadRow", "batch_visible_to", "batches_visible_to", "rejected_rows_of", "without_will"]
