"""Batches: what was taken in, by whom, and how it is undone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import ConflictError, InputError
from homeward.base.identifiers import typed_number
from homeward.desks.register.actions import UNDO_REASONS, undo_import
from homeward.desks.register.forms import UndoForm
from homeward.desks.register.models import Batch
from homeward.desks.register.queries import batch_visible_to, batches_visible_to, rejected_rows_of
from homeward.desks.register.queries.touched import touched_by
from homeward.desks.register.views.shown import (
    errors_of,
    party_names,
    rejected_file,
    rejected_in_words,
    table_file,
)
from homeward.desks.register.words import KIND_TITLES, STATE_TITLES, STATE_TONES, field_title
from homeward.office.accounts.queries import names_of
from homeward.office.journal.rights import has_right, require_right

_ROWS = 50
_SHOWN = 200


@require_GET
def list_batches(request: HttpRequest) -> HttpResponse:
    """Newest first; `after` is the number of the last batch shown."""
    found = batches_visible_to(viewer=request.actor).filter(source=Batch.Source.LIST)
    if not has_right(request.actor, "register.import"):
        found = found.exclude(state=Batch.State.PROPOSED)
    if (after := typed_number(request.GET.get("after", ""))) is not None:
        found = found.filter(number__lt=after)
    rows = list(found[: _ROWS + 1])
    names, parties = _officers(rows), party_names(request.actor)
    shown = [_shown(batch, names, parties) for batch in rows[:_ROWS]]
    context = {
        "batches": shown,
        "next_after": rows[_ROWS - 1].number if len(rows) > _ROWS else "",
        "shown": len(shown),
        "back_url": reverse("register:batches") if after else "",
        "may_import": has_right(request.actor, "register.import"),
        "crumbs": [{"title": _("Register"), "url": reverse("register:list")}, {"title": _("Batches")}],
    }
    return render(request, "register/batches.html", context)


@require_GET
def show_batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    batch = batch_visible_to(viewer=request.actor, batch_id=batch_id)
    may_import = has_right(request.actor, "register.import")
    rejected = rejected_rows_of(viewer=request.actor, batch_id=batch.pk, limit=_SHOWN) if may_import else []
    context = {
        **_shown(batch, _officers([batch]), party_names(request.actor)),
        "columns": [(field_title(name, batch.kind), header) for name, header in batch.mapping.items()],
        "rejected": rejected_in_words(rejected),
        "may_import": may_import,
        "may_undo": has_right(request.actor, "register.undo") and batch.state == Batch.State.COMMITTED,
        "crumbs": _crumbs(batch),
    }
    return render(request, "register/batch.html", context)


@require_GET
def show_rejected(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Only the bad rows of a committed batch."""
    batch = batch_visible_to(viewer=request.actor, batch_id=batch_id)
    return rejected_file(rejected_rows_of(viewer=request.actor, batch_id=batch.pk), batch.number)


@require_GET
def show_touched(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Every row with the record it made or told of, and who took it in; no name stands in it."""
    try:
        touched = touched_by(viewer=request.actor, batch_id=batch_id)
    except InputError as error:
        raise Http404(error.message) from error
    who, at = touched.importer, touched.at.isoformat()
    rows = ([str(row.row), row.outcome, row.case_number, row.person_id, who, at] for row in touched.rows)
    header = [_("row"), _("outcome"), _("case number"), _("record"), _("taken in by"), _("when")]
    return table_file(header, rows, f"records-of-batch-{touched.number}.csv")


@require_http_methods(["GET", "POST"])
def undo_batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Asks why, then takes the batch back as a whole."""
    require_right(request.actor, "register.undo")
    batch = batch_visible_to(viewer=request.actor, batch_id=batch_id)
    form, errors = UndoForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            undo_import(actor=request.actor, batch_id=batch.pk, reason=form.cleaned_data["reason"])
        except ConflictError as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("Batch %(number)s was undone.") % {"number": batch.number})
            return redirect("register:batch", batch_id=batch.pk)
    context = {"batch": batch, "form": form, "errors": errors, "crumbs": _crumbs(batch, _("Undo"))}
    return render(request, "register/undo.html", context)


def _officers(batches: list[Batch]) -> dict[str, str]:
    ids = {officer for batch in batches for officer in (batch.proposed_by, batch.committed_by, batch.undone_by)}
    return names_of(ids)


def _shown(batch: Batch, names: dict[str, str], parties: dict[str, str]) -> dict[str, Any]:
    return {
        "batch": batch,
        "party": parties.get(batch.party, batch.party),
        "kind": KIND_TITLES[batch.kind],
        "state": STATE_TITLES[batch.state],
        "tone": STATE_TONES[batch.state],
        "proposed_by": names.get(batch.proposed_by, batch.proposed_by),
        "committed_by": names.get(batch.committed_by, batch.committed_by),
        "undone_by": names.get(batch.undone_by, batch.undone_by),
        "undone_why": UNDO_REASONS.get(batch.undone_why, ""),
    }


def _crumbs(batch: Batch, further: str = "") -> list[dict[str, str]]:
    own = {"title": _("Batch %(number)s") % {"number": batch.number}}
    path = [
        {"title": _("Register"), "url": reverse("register:list")},
        {"title": _("Batches"), "url": reverse("register:batches")},
    ]
    if further:
        return [*path, {**own, "url": reverse("register:batch", args=[batch.pk])}, {"title": further}]
    return [*path, own]
