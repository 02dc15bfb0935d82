"""Asking a place, its answer, and taking it back: forms on the person's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.base.errors import InputError
from homeward.desks.recovery.actions import accept_referral, refuse_referral, send_referral, take_referral_back


@require_POST
def send(request: HttpRequest, case_id: str) -> HttpResponse:
    referral = send_referral(actor=request.actor, case_id=case_id, place_id=request.POST.get("place", ""))
    messages.success(request, _("The referral is sent to %(place)s.") % {"place": referral.place.name})
    return redirect("recovery:case", case_id)


@require_POST
def answer(request: HttpRequest, referral_id: str) -> HttpResponse:
    word, why = request.POST.get("word", ""), request.POST.get("why", "")
    who = {"actor": request.actor, "referral_id": referral_id}
    if word == "accept":
        changed = accept_referral(**who)
        messages.success(request, _("Accepted; bed %(bed)d is reserved.") % {"bed": changed.bed})
    elif word == "refuse":
        changed = refuse_referral(**who, why=why)
        messages.success(request, _("The refusal is kept."))
    elif word == "back":
        changed = take_referral_back(**who, why=why)
        messages.success(request, _("The referral is taken back."))
    else:
        raise InputError(_("This form is not whole."), cure=_("Open the person's page again."))
    return redirect("recovery:case", changed.case_id)
