"""The triage board, and food by name and flag."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.desks.reception.models import Arrival
from homeward.desks.reception.queries import board_visible_to, food_visible_to
from homeward.desks.reception.showing import crumbs, flags, waited
from homeward.desks.reception.wording import FOOD, SERVE, URGENCIES, URGENCY_TONES
from homeward.office.accounts.queries import names_of
from homeward.office.journal import clock


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    columns = board_visible_to(viewer=request.actor)
    people = [arrival for column in columns.values() for arrival in column]
    names, now = names_of({arrival.taken_by for arrival in people}), clock.now()

    def shown(arrival: Arrival) -> dict[str, Any]:
        waiting = waited(arrival.arrived_at, now)
        return {"arrival": arrival, "flags": flags(arrival), "waits": waiting, "has": names.get(arrival.taken_by, "")}

    context = {
        "columns": [
            {"code": code, "tone": URGENCY_TONES[code], "title": URGENCIES[code], "people": [shown(a) for a in column]}
            for code, column in columns.items()
        ],
        "anybody": bool(people),
    }
    return render(request, "reception/board.html", context)


@require_GET
def food(request: HttpRequest) -> HttpResponse:
    rows = [{"arrival": arrival, "flag": _flag(arrival.refeeding)} for arrival in food_visible_to(viewer=request.actor)]
    return render(request, "reception/food.html", {"rows": rows, "crumbs": crumbs({"title": _("Food")})})


def _flag(code: str) -> dict[str, Any]:
    tone, title, text = FOOD[code]
    shape, word = SERVE[code]
    return {"tone": tone, "title": title, "text": text, "shape": shape, "word": word}
