"""Imports under way: the columns of an uploaded list, and the dry run. Seen by those who import."""

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.models import Batch
from homeward.desks.register.queries.batches import IMPORT_RIGHT
from homeward.desks.register.reading import DryRun, dry_run_of, look_at_upload
from homeward.engine.sheets import SheetLook
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right


def proposal_visible_to(*, viewer: Actor, batch_id: str) -> Batch:
    """A batch on its way in; InputError when there is none of that id or it was cancelled."""
    require_right(viewer, IMPORT_RIGHT)
    batch = Batch.objects.filter(pk=batch_id).exclude(state=Batch.State.CANCELLED).first()
    if batch is None:
        raise InputError(_("There is no such import."), cure=_("Upload the list again."))
    return batch


def columns_visible_to(*, viewer: Actor, batch: Batch, sheet: str = "") -> SheetLook:
    """The table of the file, with the guesses; another sheet of the workbook when asked."""
    require_right(viewer, IMPORT_RIGHT)
    batch.sheet = sheet or batch.sheet
    look = look_at_upload(batch)
    record_look(
        viewer=viewer, what="register.import_columns", shown=len(look.first_rows), filter=f"batch={batch.number}"
    )
    return look


def dry_run_visible_to(*, viewer: Actor, batch: Batch) -> DryRun:
    """What a commit would do; conflicts show registered persons, so the look is written down."""
    require_right(viewer, IMPORT_RIGHT)
    dry_run = dry_run_of(batch)
    shown = len(dry_run.comparison.conflicts)
    record_look(viewer=viewer, what="register.dry_run", shown=shown, filter=f"batch={batch.number}")
    return dry_run
