"""Dates that are due, and calendar files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.desks.recovery.actions import record_follow_up
from homeward.desks.recovery.queries import WRITE, calendar_visible_to, due_visible_to
from homeward.desks.recovery.showing import crumbs
from homeward.office.journal import clock
from homeward.office.journal.rights import has_right

# Whatever is done makes room for the next ones.
ROWS = 100


@require_GET
def due(request: HttpRequest) -> HttpResponse:
    rows, total = due_visible_to(viewer=request.actor, today=clock.now().date(), limit=ROWS)
    context = {
        "rows": rows,
        "total": total,
        "may_change": has_right(request.actor, WRITE),
        "crumbs": crumbs({"title": _("Follow-up")}),
    }
    return render(request, "recovery/due.html", context)


@require_POST
def record(request: HttpRequest, follow_up_id: str) -> HttpResponse:
    found = record_follow_up(actor=request.actor, follow_up_id=follow_up_id, outcome=request.POST.get("outcome", ""))
    messages.success(request, _("Day %(day)d is kept.") % {"day": found.day})
    if request.POST.get("from") == "due":
        return redirect("recovery:due")
    return redirect("recovery:case", found.case_id)


@require_GET
def calendar(request: HttpRequest, case_id: str = "") -> HttpResponse:
    content = calendar_visible_to(viewer=request.actor, made_at=clock.now(), case_id=case_id)
    headers = {"Content-Disposition": 'attachment; filename="follow-up.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
