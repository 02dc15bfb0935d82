"""The import wizard: upload, columns, dry run, check your answers, commit."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import InputError, SheetError
from homeward.desks.register.actions import (
    CommittedAlreadyError,
    cancel_import,
    commit_import,
    map_columns,
    propose_import,
)
from homeward.desks.register.forms import UploadForm
from homeward.desks.register.models import Batch
from homeward.desks.register.queries import columns_visible_to, dry_run_visible_to, proposal_visible_to
from homeward.desks.register.reading import DryRun
from homeward.desks.register.views.shown import errors_of, party_names, rejected_file, rejected_in_words, steps
from homeward.desks.register.words import KIND_TITLES, field_title, is_english, value_words
from homeward.engine.sheets import FIELDS, SheetLook
from homeward.office.journal.rights import require_right

_SAMPLES = 3
_SHOWN = 200
_COLUMN = "column-"


@require_http_methods(["GET", "POST"])
def upload_list(request: HttpRequest) -> HttpResponse:
    require_right(request.actor, "register.import")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(request.actor, *sent)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = propose_import(
                actor=request.actor,
                file_name=file.name,
                content=file.read(),
                party=form.cleaned_data["party"],
                kind=form.cleaned_data["kind"],
            )
        except InputError as error:
            errors = errors_of(error)
        else:
            return redirect("register:columns", batch_id=batch.pk)
    context = {"form": form, "errors": errors, "steps": steps(0), "crumbs": _crumbs(_("Import a list"))}
    return render(request, "register/upload.html", context)


@require_http_methods(["GET", "POST"])
def choose_columns(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Which column holds which field; the ones that the reader is unsure of stand first."""
    batch = proposal_visible_to(viewer=request.actor, batch_id=batch_id)
    if batch.state != Batch.State.PROPOSED:
        return redirect("register:batch", batch_id=batch.pk)
    sheet = request.POST.get("sheet") or request.GET.get("sheet", "")
    look = columns_visible_to(viewer=request.actor, batch=batch, sheet=sheet)
    chosen, errors = dict(batch.choices), []
    if request.method == "POST":
        chosen = _chosen(request.POST, look)
        try:
            map_columns(actor=request.actor, batch_id=batch.pk, choices=chosen, sheet=look.sheet)
        except SheetError as error:
            errors = errors_of(error)
        else:
            return redirect("register:check", batch_id=batch.pk)
    context = {
        "batch": batch,
        "look": look,
        "columns": _columns(look, chosen),
        "fields": [(name, field_title(name, batch.kind)) for name in FIELDS],
        "errors": errors,
        "steps": steps(1),
        "crumbs": _crumbs(batch.file_name),
    }
    return render(request, "register/columns.html", context)


def _chosen(posted: Mapping[str, str], look: SheetLook) -> dict[str, str]:
    """header -> field as chosen; columns are told by their place, since headings may hold anything."""
    chosen = {header: posted.get(f"{_COLUMN}{index}", "") for index, header in enumerate(look.header)}
    return {header: field if field in FIELDS else "" for header, field in chosen.items()}


def _columns(look: SheetLook, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    guessed = {header: field for field, header in look.mapping.items()}
    unsure = {guess.header: guess for guess in look.unsure}
    columns = []
    for index, header in enumerate(look.header):
        cells = [row[index] for row in look.first_rows if index < len(row) and row[index].strip()]
        guess = unsure.get(header)
        columns.append(
            {
                "name": f"{_COLUMN}{index}",
                "header": header,
                "samples": cells[:_SAMPLES],
                "field": chosen.get(header, "") if chosen else guessed.get(header, ""),
                "unsure": guess is not None,
                "why": guess.why if guess and is_english() else "",
            }
        )
    # A column that nobody understood deserves a look as well, after the doubtful ones.
    return sorted(columns, key=lambda column: (not column["unsure"], bool(column["field"])))


@require_GET
def check_list(request: HttpRequest, batch_id: str) -> HttpResponse:
    """The dry run: counts, rejected rows with reasons, conflicts side by side."""
    batch = proposal_visible_to(viewer=request.actor, batch_id=batch_id)
    if batch.state != Batch.State.PROPOSED:
        return redirect("register:batch", batch_id=batch.pk)
    try:
        dry_run = dry_run_visible_to(viewer=request.actor, batch=batch)
    except SheetError as error:
        context = {"batch": batch, "errors": errors_of(error), "steps": steps(2), "crumbs": _crumbs(batch.file_name)}
        return render(request, "register/check_failed.html", context)
    return render(request, "register/check.html", _dry_run_context(batch, dry_run))


def _dry_run_context(batch: Batch, dry_run: DryRun) -> dict[str, Any]:
    reading, conflicts = dry_run.reading, dry_run.comparison.conflicts
    return {
        "batch": batch,
        "counts": dry_run.counts,
        "rows_read": reading.rows_read,
        "rejected": rejected_in_words(reading.rejected[:_SHOWN]),
        "rejected_left_off": max(0, len(reading.rejected) - _SHOWN),
        "conflicts": [_conflict(conflict) for conflict in conflicts[:_SHOWN]],
        "conflicts_left_off": max(0, len(conflicts) - _SHOWN),
        "flags": reading.flags[:_SHOWN],
        "flags_left_off": max(0, len(reading.flags) - _SHOWN),
        "notes": reading.notes[: len(reading.notes) - len(reading.flags)],
        "unmapped": reading.unmapped,
        "steps": steps(2),
        "crumbs": _crumbs(batch.file_name),
    }


def _conflict(conflict: Any) -> dict[str, Any]:
    rows = [
        {
            "label": field_title(name, conflict.person.kind),
            "left": value_words(name, present) if name != "willingness" else _("not shown"),
            "right": value_words(name, proposed) if name != "willingness" else _("not shown"),
            "state": "differs",
        }
        for name, (present, proposed) in conflict.differing.items()
    ]
    return {
        "person": conflict.person,
        "name": conflict.person.as_listed(conflict.person.list_id).display_name(),
        "row": conflict.listed.row,
        "rows": rows,
    }


@require_GET
def rejected_of_proposal(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Only the bad rows of the dry run, to be mended."""
    batch = proposal_visible_to(viewer=request.actor, batch_id=batch_id)
    if batch.state != Batch.State.PROPOSED:
        return redirect("register:rejected", batch_id=batch.pk)
    return rejected_file(dry_run_visible_to(viewer=request.actor, batch=batch).reading.rejected, batch.number)


@require_http_methods(["GET", "POST"])
def commit_list(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Check your answers, then commit as one batch. The same form sent twice leads to the one batch."""
    batch = proposal_visible_to(viewer=request.actor, batch_id=batch_id)
    if batch.state != Batch.State.PROPOSED:
        return redirect("register:batch", batch_id=batch.pk)
    if request.method == "POST":
        try:
            committed = commit_import(actor=request.actor, batch_id=batch.pk, seen=request.POST.get("seen", ""))
        except CommittedAlreadyError:
            return redirect("register:batch", batch_id=batch.pk)
        messages.success(request, _("Batch %(number)s is in the register.") % {"number": committed.number})
        return redirect("register:batch", batch_id=batch.pk)
    dry_run = dry_run_visible_to(viewer=request.actor, batch=batch)
    context = {
        "batch": batch,
        "answers": _answers(request, batch, dry_run),
        "seen": dry_run.seal,
        "counts": dry_run.counts,
        "steps": steps(3),
        "crumbs": _crumbs(batch.file_name),
    }
    return render(request, "register/commit.html", context)


def _answers(request: HttpRequest, batch: Batch, dry_run: DryRun) -> list[dict[str, Any]]:
    again, columns = reverse("register:import"), reverse("register:columns", args=[batch.pk])
    check = reverse("register:check", args=[batch.pk])
    counts = dry_run.counts
    return [
        {"label": _("List"), "value": batch.file_name, "url": again},
        {"label": _("Party"), "value": party_names(request.actor).get(batch.party, batch.party), "url": again},
        {"label": _("Kind"), "value": KIND_TITLES[batch.kind], "url": again},
        {"label": _("Columns read"), "value": str(len(dry_run.reading.mapping)), "url": columns},
        {"label": _("Rows read"), "value": str(dry_run.reading.rows_read), "url": check},
        {"label": _("New persons"), "value": str(counts["new"])},
        {"label": _("The same as registered"), "value": str(counts["same"])},
        {"label": _("In conflict, kept beside"), "value": str(counts["conflict"])},
        {"label": _("Rejected, not taken in"), "value": str(counts["rejected"])},
    ]


@require_POST
def cancel_list(request: HttpRequest, batch_id: str) -> HttpResponse:
    cancel_import(actor=request.actor, batch_id=batch_id)
    messages.info(request, _("The import was cancelled and the file deleted."))
    return redirect("register:batches")


def _crumbs(last: str) -> list[dict[str, str]]:
    return [
        {"title": _("Register"), "url": reverse("register:list")},
        {"title": _("Batches"), "url": reverse("register:batches")},
        {"title": last},
    ]
