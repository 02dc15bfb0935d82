"""Onward transport: legs and their places."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import ConflictError, InputError
from homeward.desks.reception.actions import cancel_leg, give_seat, plan_leg, record_departure, take_seat_back
from homeward.desks.reception.forms import LegForm, SeatForm
from homeward.desks.reception.models import Leg
from homeward.desks.reception.queries import leg_visible_to, legs_visible_to
from homeward.desks.reception.queries.sight import WRITE
from homeward.desks.reception.showing import crumbs
from homeward.desks.reception.wording import ESCORTS, SEATS, tag
from homeward.office.journal.rights import has_right, require_right

_STATES = {
    "planned": ("info", gettext_lazy("planned")),
    "left": ("good", gettext_lazy("has left")),
    "cancelled": ("quiet", gettext_lazy("cancelled")),
}


@require_GET
def legs(request: HttpRequest) -> HttpResponse:
    rows = [
        {"leg": leg, "given": given, "state": tag(*_STATES[leg.state]), "places": leg.seats + leg.lying}
        for leg, given in legs_visible_to(viewer=request.actor)
    ]
    return render(request, "reception/legs.html", {"rows": rows, "crumbs": crumbs({"title": _("Onward")})})


@require_http_methods(["GET", "POST"])
def new_leg(request: HttpRequest) -> HttpResponse:
    require_right(request.actor, WRITE)
    form = LegForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            leg = plan_leg(actor=request.actor, **form.cleaned_data)
            return redirect("reception:leg", leg.pk)
        except InputError as error:
            form.add_error("seats", str(error))
    context = {"form": form, "crumbs": _crumbs({"title": _("New leg")})}
    return render(request, "reception/new_leg.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def leg(request: HttpRequest, leg_id: str) -> HttpResponse:
    view = leg_visible_to(viewer=request.actor, leg_id=leg_id)
    people = [(a.pk, f"{a.name} · {ESCORTS[a.escort]}") for a in view.waiting]
    form = SeatForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            give_seat(actor=request.actor, leg_id=leg_id, arrival_id=sent["arrival"], kind=sent["kind"])
            return redirect("reception:leg", leg_id)
        except ConflictError as error:
            form.add_error("kind", str(error))
    context = {
        "view": view,
        "leg": view.leg,
        "state": tag(*_STATES[view.leg.state]),
        "free": [(SEATS[kind], count) for kind, count in view.free.items()],
        "given": [{"seat": seat, "kind": SEATS[seat.kind]} for seat in view.given],
        "may_change": view.leg.state == Leg.State.PLANNED and has_right(request.actor, WRITE),
        "form": form,
        "crumbs": _crumbs({"title": view.leg.destination}),
    }
    return render(request, "reception/leg.html", context, status=400 if form.errors else 200)


@require_POST
def change_leg(request: HttpRequest, leg_id: str) -> HttpResponse:
    word, who = request.POST.get("word", ""), {"actor": request.actor, "leg_id": leg_id}
    if word == "back":
        take_seat_back(**who, arrival_id=request.POST.get("arrival", ""))
    elif word == "left":
        count = record_departure(**who)
        words = ngettext("%(count)d person has left.", "%(count)d people have left.", count)
        messages.success(request, words % {"count": count})
    elif word == "cancel":
        cancel_leg(**who)
    else:
        raise InputError(_("This form is not whole."), cure=_("Open the leg again."))
    return redirect("reception:leg", leg_id)


def _crumbs(*further: dict[str, str]) -> list[dict[str, str]]:
    return crumbs({"title": _("Onward"), "url": reverse("reception:legs")}, *further)
