"""All handovers, and freezing the manifest of an approved plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.desks.exchange.queries import plans_visible_to
from homeward.desks.handover.actions import freeze_manifest
from homeward.desks.handover.models import Handover
from homeward.desks.handover.queries import balance_visible_to, handovers_visible_to
from homeward.desks.handover.wording import way_words
from homeward.engine.sealing import eight_words
from homeward.office.journal.rights import Actor, has_right

SHOWN = 50


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    handovers = list(handovers_visible_to(viewer=request.actor)[:SHOWN])
    owed = balance_visible_to(viewer=request.actor)
    context = {
        "rows": [{"handover": each, "words": eight_words(each.hash)} for each in handovers],
        "balance": [{"title": way_words(way), "count": count} for way, count in sorted(owed.items())],
        "plans": _plans_to_freeze(request.actor, handovers),
    }
    return render(request, "handover/start.html", context)


def _plans_to_freeze(viewer: Actor, handovers: list[Handover]) -> list[Any]:
    """Approved plans without a frozen manifest, for who may freeze one."""
    if not (has_right(viewer, "handover.sign") and has_right(viewer, "exchange.read")):
        return []
    frozen = {handover.plan_hash for handover in handovers}
    approved = plans_visible_to(viewer=viewer).filter(state="approved")[:SHOWN]
    return [plan for plan in approved if plan.hash not in frozen]


@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    number = typed_number(request.POST.get("plan", ""))
    if number is None:
        raise InputError(_("There is no plan with that number."), cure=_("Choose one from the list of plans."))
    handover = freeze_manifest(actor=request.actor, plan_number=number)
    messages.success(request, _("The manifest is frozen. Both parties and the witness sign it now."))
    return redirect("handover:day", handover.pk)
