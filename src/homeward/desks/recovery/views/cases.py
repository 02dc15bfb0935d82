"""People in recovery: the list, one person with proposals and dates, taking somebody in, needs that change."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import InputError
from homeward.desks.reception.queries import received_person
from homeward.desks.recovery.actions import change_needs, open_case
from homeward.desks.recovery.forms import NeedsForm, RefusalForm, TakeBackForm
from homeward.desks.recovery.models import Case, Referral
from homeward.desks.recovery.queries import (
    WRITE,
    case_visible_to,
    cases_visible_to,
    regions_visible_to,
    without_case,
)
from homeward.desks.recovery.showing import banner, crumbs, follow_up_tag, needs_words
from homeward.desks.recovery.wording import REFERRAL_STATES, REFUSALS, REOPENED, TAKEN_BACK, tag, why_words
from homeward.office.journal import clock
from homeward.office.journal.rights import has_right, require_right


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in Case.State.values else ""
    rows = [
        {"case": case, "needs": needs_words(case), "place": place}
        for case, place in cases_visible_to(viewer=request.actor, state=state)
    ]
    return render(request, "recovery/cases.html", {"rows": rows, "state": state})


@require_GET
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    view = case_visible_to(viewer=request.actor, case_id=case_id)
    today = clock.now().date()
    context = {
        "view": view,
        "case": view.case,
        "person": {**banner(view.case), "url": ""},
        "reopened": REOPENED.get(view.case.reopened_why, ""),
        "proposals": [
            {"place": place, "reasons": [why_words(why, place.languages) for why in proposal.reasons]}
            for place, proposal in view.proposals
        ],
        "referrals": [_referral(referral) for referral in view.referrals],
        "follow_ups": [
            {
                "date": found,
                "tag": follow_up_tag(found, today),
                "open": found.state != found.State.DONE and found.due <= today,
            }
            for found in view.follow_ups
        ],
        "may_change": has_right(request.actor, WRITE),
        "refusal": RefusalForm(auto_id=False),
        "take_back": TakeBackForm(auto_id=False),
        "crumbs": crumbs({"title": view.case.name}),
    }
    return render(request, "recovery/case.html", context)


@require_GET
def take_in(request: HttpRequest) -> HttpResponse:
    context = {"rows": without_case(viewer=request.actor), "crumbs": crumbs({"title": _("Take somebody in")})}
    return render(request, "recovery/take_in.html", context)


@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest, arrival_id: str) -> HttpResponse:
    require_right(request.actor, WRITE)
    form = NeedsForm(request.POST or None, regions=regions_visible_to(viewer=request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_case(actor=request.actor, arrival_id=arrival_id, needs=form.as_needs())
            return redirect("recovery:case", opened.pk)
        except InputError as error:
            form.add_error("wish", str(error))
    received = received_person(viewer=request.actor, arrival_id=arrival_id)
    further = ({"title": _("Take somebody in"), "url": reverse("recovery:take_in")}, {"title": received.name})
    context = {"form": form, "name": received.name, "crumbs": crumbs(*further)}
    return render(request, "recovery/needs.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def needs(request: HttpRequest, case_id: str) -> HttpResponse:
    require_right(request.actor, WRITE)
    regions = regions_visible_to(viewer=request.actor)
    view = case_visible_to(viewer=request.actor, case_id=case_id)
    form = NeedsForm(request.POST or None, regions=regions, initial=NeedsForm.first_of(view.case))
    seen = request.POST.get("seen", str(view.case.version))
    if request.method == "POST" and form.is_valid():
        if not (seen.isascii() and seen.isdigit() and len(seen) < 6):
            raise InputError(_("This form is not whole."), cure=_("Open the person's page again."))
        try:
            changed = change_needs(actor=request.actor, case_id=case_id, needs=form.as_needs(), seen=int(seen))
            messages.success(request, REOPENED.get(changed.reopened_why, _("Kept.")))
            return redirect("recovery:case", case_id)
        except InputError as error:
            form.add_error("wish", str(error))
    url = reverse("recovery:case", args=[view.case.pk])
    context = {
        "form": form,
        "name": view.case.name,
        "seen": seen,
        "crumbs": crumbs({"title": view.case.name, "url": url}, {"title": _("Needs and wish")}),
    }
    return render(request, "recovery/needs.html", context, status=400 if form.errors else 200)


def _referral(referral: Referral) -> dict[str, Any]:
    words = REFUSALS if referral.state == Referral.State.REFUSED else TAKEN_BACK
    return {
        "row": referral,
        "state": tag(REFERRAL_STATES[referral.state]),
        "why": words.get(referral.why, ""),
        "is_sent": referral.state == Referral.State.SENT,
        "is_open": referral.state in (Referral.State.SENT, Referral.State.ACCEPTED),
    }
