"""The day at a glance, and everybody on the list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.roster import RESERVE, SEAT, SPARE
from homeward.desks.handover.forms import CountForm, NumberForm
from homeward.desks.handover.queries import Day, day_visible_to, may_act_on
from homeward.desks.handover.views.papers import lines_to_sign
from homeward.desks.handover.views.showing import counts_of, page_of, shown_event, shown_line
from homeward.desks.handover.wording import PROBLEMS, STANDINGS, finding_words, way_words
from homeward.engine.sealing import eight_words

LAST = 5
_PARTS = (SEAT, RESERVE, SPARE)


@require_GET
def day(request: HttpRequest, handover_id: str) -> HttpResponse:
    viewer = request.actor
    found = day_visible_to(viewer=viewer, handover_id=handover_id)
    may = may_act_on(viewer, found.handover)
    signed = found.signed("manifest")
    context = page_of(found, "day") | {
        "ways": [counts_of(found, tally) | _to_witness(found, tally.way) for tally in found.tallies],
        "words": eight_words(found.handover.hash),
        "paper": found.papers.get("manifest"),
        "lines": lines_to_sign(viewer, found, "manifest"),
        "signed": signed,
        "may": may,
        "number_form": NumberForm() if may["witness"] and signed else None,
        "last": [shown_event(viewer, found, event) for event in last_events(found)],
        "findings": [
            {"device": each.device, "words": finding_words(each.what, each.first, each.last)} for each in found.findings
        ],
        "problems": _problems(found),
    }
    return render(request, "handover/day.html", context)


def last_events(found: Day, site: str = "", way: tuple[str, str] | None = None) -> list[Any]:
    """The newest by the devices' own clocks: for the eye alone, it decides nothing.

    Who is not on this transport stands in the list of persons; when and where that was voiced stands nowhere.
    """
    told = [
        event
        for event in found.events
        if event.kind != c.WITHDRAWN
        and event.code != c.WITHDRAWN_PROTECTED
        and site in ("", event.site)
        and way in (None, found.way_of(event.person_code))
    ]
    return sorted(told, key=lambda event: (event.observed_at, event.device_seq), reverse=True)[:LAST]


def _to_witness(found: Day, way: tuple[str, str]) -> dict[str, Any]:
    """How many both sides have ticked and the witness has not, with the form that says so."""
    waiting = sum(
        person.place.way == way and person.standing == c.UNDER_WAY and person.waits_for == (c.WITNESSED,)
        for person in found.state.persons.values()
    )
    return {"to_witness": waiting, "count_form": CountForm(initial={"way": "/".join(way)}, auto_id=f"{way[0]}_%s")}


def _problems(found: Day) -> list[dict[str, Any]]:
    by_hash = {event.hash: event for event in found.events}
    return [{"event": by_hash[each], "words": PROBLEMS[why]} for each, why in found.state.problems]


@require_GET
def persons(request: HttpRequest, handover_id: str) -> HttpResponse:
    """Everybody on the list with where they stand; `?standing=` and `?way=` narrow it."""
    viewer = request.actor
    found = day_visible_to(viewer=viewer, handover_id=handover_id, what="persons")
    standing, way = request.GET.get("standing", ""), request.GET.get("way", "")
    codes = sorted(
        (code for code, state in found.state.persons.items() if _is_shown(state, standing, way)),
        key=lambda code: _place_on_paper(found, code),
    )
    context = page_of(found, "persons") | {
        "rows": [shown_line(viewer, found, code) for code in codes],
        "facets": _facets(found, standing, way),
        "clear_url": "?" if standing or way else "",
    }
    return render(request, "handover/persons.html", context)


def _place_on_paper(found: Day, code: str) -> tuple[tuple[str, str], int, int]:
    """Direction by direction: seats, then the reserve, then spare lines, each in the order of the paper."""
    line = found.lines[code]
    return (line.holder, line.destination), _PARTS.index(line.what), line.order


def _is_shown(state: Any, standing: str, way: str) -> bool:
    in_way = way in ("", "/".join(state.place.way))
    return in_way and (standing == state.standing or (not standing and state.standing != c.EMPTY))


def _facets(found: Day, standing: str, way: str) -> list[dict[str, Any]]:
    people = list(found.state.persons.values())
    standings = [
        {
            "title": title,
            "url": f"?standing={code}&way={way}",
            "active": code == standing,
            "count": sum(person.standing == code and way in ("", "/".join(person.place.way)) for person in people),
        }
        for code, (_tone, title) in STANDINGS.items()
    ]
    ways = [
        {
            "title": way_words(each),
            "url": f"?way={'/'.join(each)}&standing={standing}",
            "active": "/".join(each) == way,
            "count": sum(person.place.way == each and _is_shown(person, standing, "") for person in people),
        }
        for each in found.roster.ways
    ]
    return [
        {"title": _("Direction"), "choices": ways},
        {"title": _("Where they stand"), "choices": [each for each in standings if each["count"] or each["active"]]},
    ]
