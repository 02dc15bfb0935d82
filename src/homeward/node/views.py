"""Pages of the shell: today's work, one's own looks, the journal, and the error pages."""

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import TamperedError
from homeward.base.identifiers import typed_number
from homeward.node.finding import numbers_of
from homeward.node.looked_pages import page_words
from homeward.office.accounts.navigation import work_for
from homeward.office.accounts.queries import names_of
from homeward.office.journal.models import JournalEntry, Look
from homeward.office.journal.queries import entries_visible_to, own_looks
from homeward.office.journal.verification import verify_journal

ROWS = 50


@require_GET
@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """Signed in: today's work by role. Otherwise: the way in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return render(request, ["shell/start.html", "accounts/today.html"], {"cards": work_for(request.actor)})


@require_GET
def looked(request: HttpRequest) -> HttpResponse:
    """What the person at the desk looked at; `after` is the id of the last row shown."""
    found = own_looks(viewer=request.actor)
    if after := _number(request, "after"):
        found = found.filter(id__lt=after)
    context = _keyset(list(found[: ROWS + 1]), "id", "looks")
    context["looks"] = _looks_told(context["looks"])
    return render(request, "journal/looked.html", context)


def _looks_told(looks: list[Look]) -> list[dict[str, Any]]:
    """Each look with its page in words and the case number of the record, where it is of a person kept here."""
    numbers = numbers_of({look.subject for look in looks if look.subject})
    return [
        {"look": look, "page": page_words(look.what), "number": numbers.get(look.subject, look.subject)}
        for look in looks
    ]


@require_http_methods(["GET", "POST"])
def journal(request: HttpRequest) -> HttpResponse:
    """The journal for the auditor, newest first. Posting recomputes all of it and shows the result."""
    found = entries_visible_to(viewer=request.actor, kind=request.GET.get("kind", ""))
    if after := _number(request, "after"):
        found = found.filter(seq__lt=after)
    context = _keyset(list(found[: ROWS + 1]), "seq", "entries")
    context["entries"] = _told(context["entries"])
    if request.method == "POST":
        context.update(_verified())
    return render(request, "journal/journal.html", context)


def _verified() -> dict[str, Any]:
    try:
        return {"report": verify_journal()}
    except TamperedError as error:
        return {"tampered": error}


def _told(entries: list[JournalEntry]) -> list[dict[str, Any]]:
    bodies = [json.loads(bytes(entry.body)) for entry in entries]
    names = names_of({body["actor"] for body in bodies})
    return [{**body, "who": names.get(body["actor"], body["actor"]), "when": entry.recorded_at, "rows": _rows_of(body)}
            for entry, body in zip(entries, bodies, strict=True)]  # fmt: skip


def _rows_of(body: dict[str, Any]) -> str:
    """Where an import tells each of its rows and the record it touched."""
    return reverse("register:touched", args=body["subjects"]) if body["kind"] == "register.commit_import" else ""


def _keyset(rows: list[Any], key: str, name: str) -> dict[str, Any]:
    shown = rows[:ROWS]
    return {name: shown, "shown": len(shown), "next_after": getattr(shown[-1], key) if len(rows) > ROWS else ""}


def _number(request: HttpRequest, name: str) -> int:
    return typed_number(request.GET.get(name, ""), digits=18) or 0


@login_not_required
def no_sign_up(_request: HttpRequest) -> HttpResponse:
    """Officers are invited. allauth asks for the address, so it has one; nobody finds a page there."""
    raise Http404


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def broken(_request: HttpRequest) -> HttpResponse:
    """Without the request: whatever broke may break the context as well."""
    return HttpResponse(render_to_string("500.html"), status=500)
