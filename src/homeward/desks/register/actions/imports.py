"""A list becomes a batch: proposed with its file, mapped, committed as a whole, undone as a whole."""

from collections.abc import Mapping
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import ConflictError, InputError
from homeward.base.scripts import clean
from homeward.desks.register.actions.changes import take_back_settled
from homeward.desks.register.actions.storing import store
from homeward.desks.register.models import KINDS, Batch, LaterRow
from homeward.desks.register.queries.touched import digest_of, touched_rows
from homeward.desks.register.reading import dry_run_of, look_at_upload, read_upload
from homeward.desks.register.uploads import drop_upload, keep_upload
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import party_of

# The journal keeps codes, not prose: why a batch is undone is chosen from here.
UNDO_REASONS = {
    "WRONG_FILE": gettext_lazy("the wrong file was taken"),
    "WRONG_PARTY": gettext_lazy("the wrong party or kind of list was chosen"),
    "WRONG_COLUMNS": gettext_lazy("columns were mapped wrongly"),
    "WITHDRAWN_BY_SOURCE": gettext_lazy("the source withdrew the list"),
    "TRAINING": gettext_lazy("it was an exercise"),
}


class CommittedAlreadyError(ConflictError):
    """The same batch was committed before; it is committed once."""


@action("register.propose_import", right="register.import")
def propose_import(
    *, actor: Actor, file_name: str, content: bytes, party: str, kind: str, sheet: str = ""
) -> Outcome[Batch]:
    """Takes a file in for one party's list and looks whether it is a table at all.

    Raises:
        InputError: unknown party or kind.
        SheetError: empty, too large or unreadable file.
    """
    party_of(viewer=actor, code=party)
    if kind not in KINDS:
        raise InputError(_("There is no such kind of list."), cure=_("Choose missing persons or persons held."))
    digest, _path = keep_upload(file_name, content)
    batch = Batch(
        number=(Batch.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        party=party,
        kind=kind,
        file_name=clean(PurePath(file_name.replace("\\", "/")).name)[:255],
        file_digest=digest,
        sheet=sheet,
        proposed_by=actor.officer_id,
        proposed_at=clock.now(),
    )
    try:
        look_at_upload(batch)
    except InputError:
        _drop_unless_needed(batch)
        raise
    batch.save(force_insert=True)
    facts = {"batch": batch.pk, "party": party, "kind": kind, "file": digest}
    return Outcome(batch, facts=facts, subjects=[batch.pk])


@action("register.map_columns", right="register.import")
def map_columns(*, actor: Actor, batch_id: str, choices: Mapping[str, str], sheet: str = "") -> Outcome[Batch]:
    """Keeps which column holds which field (header -> field, '' for "do not read").

    Raises:
        SheetError: two columns for one field, or no column says who the persons are; nothing is changed.
    """
    batch = _open_batch(batch_id)
    sheet = sheet or batch.sheet
    read_upload(batch, choices, sheet)
    batch.choices, batch.sheet = dict(choices), sheet
    batch.save(update_fields=["choices", "sheet"])
    facts = {"batch": batch.pk, "columns": sum(1 for field in choices.values() if field)}
    return Outcome(batch, facts=facts, subjects=[batch.pk])


@action("register.commit_import", right="register.import")
def commit_import(*, actor: Actor, batch_id: str, seen: str = "") -> Outcome[Batch]:
    """Takes the whole list into the register, once.

    Args:
        seen: the seal of the dry run that the person saw; '' to commit unseen (the demo).

    Raises:
        CommittedAlreadyError: it was committed before.
        ConflictError: the register changed since the dry run, or the batch was cancelled.
    """
    batch = _open_batch(batch_id)
    dry_run = dry_run_of(batch)
    if seen and seen != dry_run.seal:
        raise ConflictError(
            _("The register has changed since you looked at the dry run."), cure=_("Look at the dry run again.")
        )
    store(batch, dry_run, actor.officer_id, clock.now())
    transaction.on_commit(lambda: _drop_unless_needed(batch))
    facts = {
        "batch": batch.pk,
        "party": batch.party,
        "kind": batch.kind,
        "rows": batch.rows_read,
        "records": digest_of(touched_rows(batch)),
        **dry_run.counts,
    }
    return Outcome(batch, facts=facts, subjects=[batch.pk])


@action("register.cancel_import", right="register.import")
def cancel_import(*, actor: Actor, batch_id: str) -> Outcome[Batch]:
    """Gives a proposal up; its file is deleted."""
    batch = _open_batch(batch_id)
    batch.state = Batch.State.CANCELLED
    batch.save(update_fields=["state"])
    transaction.on_commit(lambda: _drop_unless_needed(batch))
    return Outcome(batch, facts={"batch": batch.pk}, subjects=[batch.pk])


@action("register.undo_import", right="register.undo")
def undo_import(*, actor: Actor, batch_id: str, reason: str) -> Outcome[Batch]:
    """Takes a committed batch back as a whole: its persons are withdrawn, its proposals and sameness ended.

    Raises:
        InputError: no such batch, or a reason that is none of `UNDO_REASONS`.
        ConflictError: it is not committed (any more), or later batches rest on it.
    """
    if reason not in UNDO_REASONS:
        raise InputError(_("Say why the batch is undone."), cure=_("Choose one of the reasons."))
    batch = _batch(batch_id)
    if batch.state != Batch.State.COMMITTED:
        raise ConflictError(_("This batch is not in the register any more."))
    _refuse_while_others_rest(batch)
    moment = clock.now()
    withdrawn = batch.persons.filter(withdrawn_at=None).update(withdrawn_at=moment)
    batch.later_rows.filter(withdrawn_at=None).update(withdrawn_at=moment)
    take_back_settled(batch, actor)
    batch.state, batch.undone_by = Batch.State.UNDONE, actor.officer_id
    batch.undone_at, batch.undone_why = moment, reason
    batch.save(update_fields=["state", "undone_by", "undone_at", "undone_why"])
    facts = {"batch": batch.pk, "reason": reason, "persons": withdrawn}
    return Outcome(batch, facts=facts, subjects=[batch.pk])


def _refuse_while_others_rest(batch: Batch) -> None:
    rows = LaterRow.objects.filter(person__batch=batch, withdrawn_at=None).exclude(batch=batch)
    numbers = sorted(set(rows.values_list("batch__number", flat=True)))
    if numbers:
        raise ConflictError(
            _("Later batches tell of the same persons: %(batches)s.")
            % {"batches": ", ".join(str(number) for number in numbers)},
            cure=_("Undo those first, the latest one before the others."),
        )


def _batch(batch_id: str) -> Batch:
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise InputError(_("There is no such batch."), cure=_("Choose one from the list of batches."))
    return batch


def _open_batch(batch_id: str) -> Batch:
    batch = _batch(batch_id)
    if batch.state in (Batch.State.COMMITTED, Batch.State.UNDONE):
        raise CommittedAlreadyError(_("This list was committed already; it is committed once."))
    if batch.state == Batch.State.CANCELLED:
        raise ConflictError(_("This import was cancelled."), cure=_("Upload the list again."))
    return batch


def _drop_unless_needed(batch: Batch) -> None:
    others = Batch.objects.filter(file_digest=batch.file_digest, state=Batch.State.PROPOSED).exclude(pk=batch.pk)
    if not others.exists():
        drop_upload(batch.file_digest, batch.file_name)
