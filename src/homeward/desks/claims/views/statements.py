"""Statements of this node at the desk: drafting, releasing, setting aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import ConflictError, InputError
from homeward.base.identifiers import typed_number
from homeward.desks.claims.actions import discard_statement, draft_from_handover, draft_statement, release_statement
from homeward.desks.claims.forms import HandoverForm, StatementForm
from homeward.desks.claims.models import Statement
from homeward.desks.claims.queries import (
    CountedHandover,
    counted_handovers,
    statement_visible_to,
    statements_visible_to,
)
from homeward.desks.claims.telling import line_words, told
from homeward.office.accounts.queries import names_of
from homeward.office.journal import clock
from homeward.office.journal.rights import has_right, require_right
from homeward.office.parties.naming import party_words

WRITE, RELEASE = "statements.write", "statements.release"
ROWS = 100


@require_GET
def statements(request: HttpRequest) -> HttpResponse:
    found = list(statements_visible_to(viewer=request.actor)[:ROWS])
    context = {
        "statements": [told(statement) for statement in found],
        "may_write": has_right(request.actor, WRITE),
        "crumbs": _crumbs(),
    }
    return render(request, "claims/statements.html", context)


@require_GET
def statement(request: HttpRequest, number: int) -> HttpResponse:
    found = statement_visible_to(viewer=request.actor, number=number)
    names = names_of({found.drafted_by, found.released_by} - {""})
    context = {
        "statement": told(found),
        "drafted_by": names.get(found.drafted_by, ""),
        "released_by": names.get(found.released_by, ""),
        "own_draft": found.drafted_by == request.actor.officer_id,
        "embargoed": clock.now() < found.embargo_until,
        "may_release": has_right(request.actor, RELEASE),
        "may_write": has_right(request.actor, WRITE),
        "crumbs": _crumbs(_("Statement %(number)d") % {"number": number}),
    }
    return render(request, "claims/statement.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """`?corrects=3` drafts the correction of a released statement."""
    require_right(request.actor, WRITE)
    corrected = _corrected(request)
    data = request.POST if request.method == "POST" else None
    form = StatementForm(data, viewer=request.actor, initial=_first_values(corrected))
    if data is not None and form.is_valid():
        cleaned = form.cleaned_data
        try:
            drafted = draft_statement(
                actor=request.actor,
                first_day=cleaned["first_day"],
                last_day=cleaned["last_day"] or cleaned["first_day"],
                counts=form.counts(),
                basis=cleaned["basis"],
                embargo_until=cleaned["embargo_until"],
                corrects=corrected.number if corrected else None,
            )
        except (InputError, ConflictError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The draft is kept. A second person releases it."))
            return redirect("claims:statement", drafted.number)
    return _draft_page(request, form, corrected)


@require_POST
def draft_handover(request: HttpRequest) -> HttpResponse:
    """Drafts the counts of a closed handover, without typing a figure."""
    form = HandoverForm(request.POST)
    if not form.is_valid():
        return _draft_page(request, StatementForm(viewer=request.actor, initial=_first_values(None)), None, form)
    drafted = draft_from_handover(
        actor=request.actor,
        handover_id=form.cleaned_data["handover"],
        embargo_until=form.cleaned_data["embargo_until"],
    )
    messages.success(request, _("The draft is kept. A second person releases it."))
    return redirect("claims:statement", drafted.number)


def _draft_page(
    request: HttpRequest, form: StatementForm, corrected: Statement | None, refused: HandoverForm | None = None
) -> HttpResponse:
    handovers = [] if corrected else counted_handovers(viewer=request.actor)
    context = {
        "form": form,
        "errors": [_("Embargo until: this field is required.")] if refused else [],
        "corrected": corrected,
        "handovers": [_handover(handover) for handover in handovers],
        "crumbs": _crumbs(_("Draft a statement")),
    }
    return render(request, "claims/draft.html", context, status=422 if form.errors or refused else 200)


def _handover(handover: CountedHandover) -> dict[str, Any]:
    form = HandoverForm(initial={"handover": handover.id, "embargo_until": clock.now()}, auto_id=f"{handover.id}_%s")
    ways = [
        {"what": "came_home", "from": _party(way.holder), "to": _party(way.destination), "shown": way.shown}
        for way in handover.ways
    ]
    return {"number": handover.number, "day": handover.day, "form": form, "lines": [line_words(way) for way in ways]}


def _party(code: str) -> dict[str, Any]:
    return {"code": code, "names": {"en": party_words(code)}}


@require_POST
def release(request: HttpRequest, number: int) -> HttpResponse:
    release_statement(actor=request.actor, number=number)
    messages.success(request, _("Released. Everybody can read it now."))
    return redirect("claims:statement", number)


@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    discard_statement(actor=request.actor, number=number)
    messages.success(request, _("The draft is set aside."))
    return redirect("claims:statement", number)


def _corrected(request: HttpRequest) -> Statement | None:
    asked = typed_number(request.GET.get("corrects", ""))
    return None if asked is None else statement_visible_to(viewer=request.actor, number=asked)


def _first_values(corrected: Statement | None) -> dict[str, Any]:
    if corrected is None:
        return {"embargo_until": clock.now()}
    values: dict[str, Any] = {
        "first_day": corrected.first_day,
        "last_day": corrected.last_day,
        "basis": corrected.basis,
        "embargo_until": clock.now(),
    }
    for number, line in enumerate(corrected.lines, start=1):
        values |= {
            f"what_{number}": line["what"],
            f"holder_{number}": line["from"]["code"],
            f"destination_{number}": line["to"]["code"],
            f"count_{number}": line["shown"] if line["shown"].isdigit() else "",
        }
    return values


def _crumbs(last: str = "") -> list[dict[str, str]]:
    crumbs = [{"title": _("Claims"), "url": reverse("claims:events")}, {"title": _("Statements")}]
    if last:
        crumbs[-1]["url"] = reverse("claims:statements")
        crumbs.append({"title": last})
    return crumbs
