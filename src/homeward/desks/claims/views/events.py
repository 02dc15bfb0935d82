"""The list of events, one event with what was said about it, and claims about no single event."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.desks.claims.exporting import checks_csv, claims_csv, events_csv
from homeward.desks.claims.forms import filter_from
from homeward.desks.claims.queries import (
    EventPage,
    EventRow,
    EventView,
    Filter,
    event_visible_to,
    events_visible_to,
    other_claims_visible_to,
)
from homeward.desks.claims.showing import (
    NOT_COMPARABLE,
    claim_line,
    days,
    event_facts,
    event_figures,
    event_sources,
    event_title,
    folded,
    side_by_side,
    verdict_counts,
)
from homeward.desks.claims.wording import EVENT_KINDS, RELIABILITIES, STANDINGS, tag


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    page, chosen = _page(request), filter_from(request.GET)
    kept = request.GET.copy()
    kept.pop("after", None)
    context = {
        "rows": [_row(row) for row in page.rows],
        "total": page.total,
        "facets": _facets(chosen, page, request.GET),
        "clear_url": reverse("claims:events") if any(chosen.values().values()) else "",
        "shown": len(page.rows),
        "next_after": page.next_after,
        "back_url": f"?{kept.urlencode()}" if request.GET.get("after") else "",
        "export_url": f"{reverse('claims:export_events')}?{request.GET.urlencode()}",
    }
    return render(request, "claims/events.html", context)


@require_GET
def export_events(request: HttpRequest) -> HttpResponse:
    return events_csv(_page(request).rows)


@require_GET
def event(request: HttpRequest, code: str) -> HttpResponse:
    view = event_visible_to(viewer=request.actor, code=code)
    crumbs = [{"title": _("Claims"), "url": reverse("claims:events")}, {"title": code}]
    context = _shown(view) | {
        "crumbs": crumbs,
        "event": view.event,
        "event_days": days(view.event.first_day, view.event.last_day),
        "title": event_title(view.event),
        "figures": event_figures(view.event),
        "facts": event_facts(view.event),
        "sources": event_sources(view.event),
        "claims_url": reverse("claims:export_claims", args=[code]),
        "checks_url": reverse("claims:export_checks", args=[code]),
    }
    return render(request, "claims/event.html", context)


@require_GET
def others(request: HttpRequest) -> HttpResponse:
    view = other_claims_visible_to(viewer=request.actor)
    crumbs = [{"title": _("Claims"), "url": reverse("claims:events")}, {"title": _("About no single event")}]
    context = _shown(view) | {
        "crumbs": crumbs,
        "claims_url": reverse("claims:export_other_claims"),
        "checks_url": reverse("claims:export_other_checks"),
    }
    return render(request, "claims/others.html", context)


@require_GET
def export_claims(request: HttpRequest, code: str = "") -> HttpResponse:
    return claims_csv(_view(request, code).claims)


@require_GET
def export_checks(request: HttpRequest, code: str = "") -> HttpResponse:
    return checks_csv(_view(request, code))


def _view(request: HttpRequest, code: str) -> EventView:
    if code:
        return event_visible_to(viewer=request.actor, code=code)
    return other_claims_visible_to(viewer=request.actor)


def _page(request: HttpRequest) -> EventPage:
    after = request.GET.get("after", "")
    return events_visible_to(viewer=request.actor, chosen=filter_from(request.GET), after=after)


def _shown(view: EventView) -> dict[str, Any]:
    checks = folded(view)
    return {
        "table": side_by_side(view.claims),
        "claims": [claim_line(claim) for claim in view.claims],
        "withdrawn": [claim_line(claim) for claim in view.withdrawn],
        "checks": [line for line in checks if line["verdict"] != NOT_COMPARABLE],
        "apart": [line for line in checks if line["verdict"] == NOT_COMPARABLE],
        "verdicts": verdict_counts(view.checks),
    }


def _row(row: EventRow) -> dict[str, Any]:
    return {
        "code": row.event.code,
        "url": reverse("claims:event", args=[row.event.code]),
        "first": row.event.first_day,
        "last": row.event.last_day if row.event.last_day != row.event.first_day else None,
        "kind": EVENT_KINDS[row.event.kind],
        "figures": event_figures(row.event),
        "reliability": row.event.reliability,
        "grade": RELIABILITIES[row.event.reliability],
        "claims": row.claims,
        "standing": tag(STANDINGS, row.standing),
    }


def _facets(chosen: Filter, page: EventPage, asked: QueryDict) -> list[dict[str, Any]]:
    titles = {"year": _("Year"), "kind": _("Kind"), "reliability": _("Grade of the sources"), "checks": _("Figures")}
    found = []
    for name, active in chosen.values().items():
        counts = page.counts[name]
        choices = [
            {"title": words, "url": _address(asked, name, value, active), "active": value == active, "count": count}
            for value, words in _words(name, {*counts, active} - {""}).items()
            if (count := counts.get(value, 0)) or value == active
        ]
        if choices:
            found.append({"title": titles[name], "choices": choices})
    return found


def _words(name: str, met: set[str]) -> dict[str, Any]:
    if name == "year":
        return {value: value for value in sorted(met, reverse=True)}
    if name == "checks":
        return {code: words for code, (_tone, words) in STANDINGS.items()}
    return dict({"kind": EVENT_KINDS, "reliability": RELIABILITIES}[name])


def _address(asked: QueryDict, name: str, value: str, active: str) -> str:
    kept = asked.copy()
    kept.pop("after", None)
    kept.pop(name, None)
    if value != active:
        kept[name] = value
    return "?" + kept.urlencode()
