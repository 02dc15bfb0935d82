"""Who comes: convoys, needs before arrival, the check of a number, and the arrival itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import ConflictError, InputError
from homeward.desks.handover.queries import handovers_visible_to
from homeward.desks.reception.actions import (
    expect_handover,
    expect_person,
    open_convoy,
    record_absence,
    record_arrival,
)
from homeward.desks.reception.forms import AbsenceForm, CodeForm, ConvoyForm, PersonForm
from homeward.desks.reception.models import Arrival
from homeward.desks.reception.queries import (
    convoys_visible_to,
    expected_person,
    expected_visible_to,
    find_expected,
)
from homeward.desks.reception.queries.sight import WRITE
from homeward.desks.reception.showing import crumbs
from homeward.desks.reception.wording import BEDS, ESCORTS, NOT_COME
from homeward.office.journal.rights import require_right
from homeward.office.parties.naming import party_words


@require_GET
def convoys(request: HttpRequest) -> HttpResponse:
    rows = [
        {"convoy": convoy, "expected": expected, "arrived": arrived}
        for convoy, expected, arrived in convoys_visible_to(viewer=request.actor)
    ]
    context = {"rows": rows, "code_form": CodeForm(), "crumbs": crumbs({"title": _("Who comes")})}
    return render(request, "reception/convoys.html", context)


@require_http_methods(["GET", "POST"])
def new_convoy(request: HttpRequest) -> HttpResponse:
    require_right(request.actor, WRITE)
    form = ConvoyForm(request.POST or None, handovers=_handovers(request))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        where = {"actor": request.actor, "place": sent["place"], "expected_at": sent["expected_at"]}
        try:
            if sent["handover"]:
                handover_id, _colon, destination = sent["handover"].partition(":")
                convoy = expect_handover(**where, handover_id=handover_id, destination=destination)
            else:
                convoy = open_convoy(**where)
            return redirect("reception:convoy", convoy.pk)
        except (InputError, ConflictError) as error:
            form.add_error("handover", str(error))
    context = {"form": form, "crumbs": _crumbs({"title": _("New arrival of people")})}
    return render(request, "reception/new_convoy.html", context, status=400 if form.errors else 200)


@require_GET
def convoy(request: HttpRequest, convoy_id: str) -> HttpResponse:
    view = expected_visible_to(viewer=request.actor, convoy_id=convoy_id)
    rows = [{"arrival": row, "bed": BEDS[row.bed], "escort": ESCORTS[row.escort]} for row in view.rows]
    context = {
        "view": view,
        "rows": rows,
        "beds": [(BEDS[code], count) for code, count in sorted(view.beds.items())],
        "escorts": [(ESCORTS[code], count) for code, count in sorted(view.escorts.items())],
        "crumbs": _crumbs({"title": view.convoy.place}),
    }
    return render(request, "reception/convoy.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, convoy_id: str) -> HttpResponse:
    require_right(request.actor, WRITE)
    form = PersonForm(request.POST or None, initial={"number": request.GET.get("number", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            arrival = expect_person(actor=request.actor, convoy_id=convoy_id, **form.cleaned_data)
            messages.success(request, _("%(name)s is on the list.") % {"name": arrival.name})
            return redirect("reception:convoy", convoy_id)
        except (InputError, ConflictError) as error:
            form.add_error("number", str(error))
    context = {"form": form, "crumbs": _crumbs({"title": _("Enter a person")})}
    return render(request, "reception/add.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The number comes by POST: it stays out of addresses and their logs."""
    require_right(request.actor, WRITE)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = find_expected(viewer=request.actor, code=form.cleaned_data["code"])
            came = found.state != Arrival.State.EXPECTED
            return redirect("reception:person" if came else "reception:arrive", found.pk)
        except InputError as error:
            form.add_error("code", str(error))
    context = {"form": form, "crumbs": _crumbs({"title": _("Check a number")})}
    return render(request, "reception/check.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest, arrival_id: str) -> HttpResponse:
    require_right(request.actor, WRITE)
    form = AbsenceForm(request.POST if "why" in request.POST else None)
    if request.method == "POST":
        if request.POST.get("word") == "here":
            arrival = record_arrival(actor=request.actor, arrival_id=arrival_id)
            messages.success(request, _("%(name)s has arrived.") % {"name": arrival.name})
            return redirect("reception:person", arrival.pk)
        form = AbsenceForm(request.POST)
        if form.is_valid():
            arrival = record_absence(actor=request.actor, arrival_id=arrival_id, why=form.cleaned_data["why"])
            messages.success(request, _("Kept: %(name)s did not come.") % {"name": arrival.name})
            return redirect("reception:convoy", arrival.convoy_id)
    arrival = expected_person(viewer=request.actor, arrival_id=arrival_id)
    if arrival.state in (Arrival.State.ARRIVED, Arrival.State.LEFT):
        return redirect("reception:person", arrival.pk)
    context = {
        "arrival": arrival,
        "bed": BEDS[arrival.bed],
        "escort": ESCORTS[arrival.escort],
        "absent": NOT_COME.get(arrival.not_come_why, ""),
        "form": form,
        "crumbs": _crumbs({"title": _("Arrival")}),
    }
    return render(request, "reception/arrive.html", context, status=400 if form.errors else 200)


def _handovers(request: HttpRequest) -> list[tuple[str, str]]:
    """Both directions of the newest handovers, for choosing one."""
    return [
        (
            f"{handover.pk}:{party}",
            _("Handover %(number)d, to %(party)s") % {"number": handover.number, "party": party_words(party)},
        )
        for handover in handovers_visible_to(viewer=request.actor)[:20]
        for party in handover.parties
    ]


def _crumbs(*further: dict[str, str]) -> list[dict[str, str]]:
    return crumbs({"title": _("Who comes"), "url": reverse("reception:convoys")}, *further)
