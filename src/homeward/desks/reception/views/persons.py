"""The page of one person, and taking a person on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.desks.reception.actions import take_on
from homeward.desks.reception.models import Arrival, CallTask
from homeward.desks.reception.queries import arrival_visible_to
from homeward.desks.reception.queries.persons import ArrivalView
from homeward.desks.reception.queries.sight import HEALTH, MIND, WRITE
from homeward.desks.reception.showing import banner, crumbs, flags, urgency, waited
from homeward.desks.reception.wording import FOOD, OUTCOMES, SEATS, URGENCIES, WISHES
from homeward.office.journal import clock
from homeward.office.journal.rights import has_right


@require_GET
def person(request: HttpRequest, arrival_id: str) -> HttpResponse:
    view = arrival_visible_to(viewer=request.actor, arrival_id=arrival_id)
    arrival, actor = view.arrival, request.actor
    writes, treats = has_right(actor, WRITE), has_right(actor, HEALTH)
    here = arrival.state == Arrival.State.ARRIVED
    context = {
        "view": view,
        "arrival": arrival,
        "person": {**banner(arrival), "url": ""},
        "flags": flags(arrival),
        "urgency": urgency(arrival),
        "food": FOOD[arrival.refeeding],
        "waits": waited(arrival.arrived_at, arrival.left_at or clock.now()),
        "has": view.names.get(arrival.taken_by, ""),
        "mine": arrival.taken_by == actor.officer_id,
        "may_see_to": here and (writes or treats),
        "may_call": here and writes,
        "compartments": [code for code, right in (("health", HEALTH), ("mind", MIND)) if has_right(actor, right)],
        "history": [
            {
                "row": row,
                "urgency": URGENCIES[row.urgency],
                "food": FOOD[row.refeeding][1],
                "by": view.names.get(row.by, ""),
            }
            for row in view.history
        ],
        "wish": WISHES[view.wish.wish] if view.wish else "",
        "calls": [_call(view, call) for call in view.calls],
        "seat_kind": SEATS[view.seat.kind] if view.seat else "",
        "crumbs": crumbs({"title": arrival.name}),
    }
    return render(request, "reception/person.html", context)


@require_POST
def take(request: HttpRequest, arrival_id: str) -> HttpResponse:
    arrival = take_on(
        actor=request.actor,
        arrival_id=arrival_id,
        treating=has_right(request.actor, HEALTH),
        seen_with=request.POST.get("seen_with", ""),
    )
    messages.success(request, _("You have %(name)s now.") % {"name": arrival.name})
    return redirect("reception:person", arrival.pk)


def _call(view: ArrivalView, call: CallTask) -> dict[str, Any]:
    tries = [
        {"words": OUTCOMES[attempt.outcome], "at": attempt.at, "by": view.names.get(attempt.by, "")}
        for attempt in call.attempts.all()
    ]
    return {"call": call, "kind": WISHES[call.kind], "tries": tries}
