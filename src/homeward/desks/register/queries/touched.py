"""What an import did to the register, row by row: the record of each row, and who took the list in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.base.identifiers import case_number
from homeward.desks.register.models import Batch
from homeward.desks.register.queries.batches import IMPORT_RIGHT
from homeward.engine.sealing import canonical_bytes, digest
from homeward.office.accounts.queries import names_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

NEW, REJECTED = "new", "rejected"
_AUDIT_RIGHT = "journal.read"


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """One row of the list and the record it made or told of; a rejected row has none. No name stands in it."""

    row: int
    outcome: str
    person_id: str
    case_number: str


@dataclass(frozen=True, slots=True)
class Touched:
    """All rows of one import, the importer's name, when it was committed, and the digest that its entry keeps."""

    number: int
    importer: str
    at: datetime
    rows: list[TouchedRow]
    digest: str


def touched_by(*, viewer: Actor, batch_id: str) -> Touched:
    """Every record an import touched with its row; for who imports and for the auditor. One look at a list.

    Raises:
        InputError: no committed import of that id.
    """
    if not has_right(viewer, _AUDIT_RIGHT):
        require_right(viewer, IMPORT_RIGHT)
    batch = Batch.objects.filter(pk=batch_id, source=Batch.Source.LIST).exclude(committed_at=None).first()
    if batch is None:
        raise InputError(_("There is no such batch."), cure=_("Choose one from the list of batches."))
    rows = touched_rows(batch)
    record_look(viewer=viewer, what="register.touched", shown=len(rows), filter=f"batch={batch.number}")
    importer = names_of({batch.committed_by}).get(batch.committed_by, batch.committed_by)
    return Touched(batch.number, importer, batch.committed_at, rows, digest_of(rows))


def touched_rows(batch: Batch) -> list[TouchedRow]:
    """The rows of a committed batch in the order of the sheet."""
    made = batch.persons.values_list("row", "pk", "number")
    told = batch.later_rows.values_list("row", "outcome", "person_id", "person__number")
    rows = [TouchedRow(row, NEW, person, case_number(number)) for row, person, number in made]
    rows += [TouchedRow(row, outcome, person, case_number(number)) for row, outcome, person, number in told]
    rows += [TouchedRow(row, REJECTED, "", "") for row in set(batch.rejected_rows.values_list("row", flat=True))]
    return sorted(rows, key=lambda touched: (touched.row, touched.person_id))


def digest_of(rows: Sequence[TouchedRow]) -> str:
    """What the journal keeps of them: SHA-256 over row, outcome and record of each, so that none can be exchanged."""
    told = [[touched.row, touched.outcome, touched.person_id] for touched in rows]
    return digest(canonical_bytes(told))
