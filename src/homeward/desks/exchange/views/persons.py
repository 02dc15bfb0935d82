"""The persons of a plan: each with one reason; as a page, as CSV, and one person's why."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.base.identifiers import typed_number
from homeward.desks.exchange.checking import document_of, recomputed
from homeward.desks.exchange.explaining_wording import explained, outside_words
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.queries import (
    Filter,
    LinePage,
    LineRow,
    line_visible_to,
    lines_for_export,
    lines_visible_to,
    plan_visible_to,
    whole_plan_visible_to,
)
from homeward.desks.exchange.queries.lines import GOES, STAYS
from homeward.desks.exchange.views.plans import crumbs, page_of
from homeward.desks.exchange.wording import objective_words, reason_title, reason_words, way_words
from homeward.engine.planning import Explanations
from homeward.engine.sheets import safe_cell
from homeward.office.parties.naming import party_words

COLUMNS = (
    "holder", "destination", "id", "case_number", "name", "status", "seat", "reason", "explanation",
)  # fmt: skip


@require_GET
def persons(request: HttpRequest, number: int) -> HttpResponse:
    """`?direction=NORTH/SOUTH&going=stays&reason=lot&after=50`: the address holds the whole query."""
    record = plan_visible_to(viewer=request.actor, number=number)
    chosen, after = _filter(request), typed_number(request.GET.get("after", "")) or 0
    page = lines_visible_to(viewer=request.actor, plan=record, chosen=chosen, after=after)
    here = reverse("exchange:persons", args=[number])
    wanted = {name: value for name, value in chosen.values().items() if value}
    context = page_of(record, "persons") | {
        "rows": [shown(row) for row in page.rows],
        "total": page.total,
        "facets": _facets(page, chosen, here),
        "clear_url": here if wanted else "",
        "export_url": f"{reverse('exchange:persons_csv', args=[number])}?{urlencode(wanted)}",
        "shown": len(page.rows),
        "next_after": page.next_after or "",
        "back_url": f"{here}?{urlencode(wanted)}" if after else "",
    }
    return render(request, "exchange/persons.html", context)


@require_GET
def export(request: HttpRequest, number: int) -> HttpResponse:
    """The rows under the same filters as CSV; cells that a spreadsheet would run are defused."""
    record = plan_visible_to(viewer=request.actor, number=number)
    rows = lines_for_export(viewer=request.actor, plan=record, chosen=_filter(request))
    stream = io.StringIO(newline="")
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(str(cell)) for cell in _cells(row)] for row in rows)
    name = content_disposition_header(True, f"plan-{number}-persons.csv") or "attachment"
    return HttpResponse(
        stream.getvalue(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


@require_GET
def why(request: HttpRequest, number: int, person_id: str) -> HttpResponse:
    """One person's reason with figures of those of equal standing.

    `?cost=1` solves again and tells what one more of them would cost and which limits would have to move.
    """
    record = whole_plan_visible_to(viewer=request.actor, number=number)
    row = line_visible_to(viewer=request.actor, plan=record, person_id=person_id)
    in_class = "class" in row.line.detail
    asks = "cost" in request.GET and in_class and not row.line.in_package
    context = page_of(record, "persons") | {
        "row": shown(row),
        "person": _banner(row),
        "standing": _standing(record, row.line.detail) if in_class else {},
        "may_ask": in_class and not row.line.in_package and not asks,
        "explained": explained(Explanations(recomputed(record)).of(row.line.unit_id), record.summary) if asks else {},
        "outside": outside_words(row.line.code),
        "crumbs": crumbs(
            {"title": _("Plan %(number)d") % {"number": number}, "url": reverse("exchange:persons", args=[number])},
            {"title": row.card.name if row.card else row.line.list_id},
        ),
    }
    return render(request, "exchange/why.html", context)


def shown(row: LineRow) -> dict[str, Any]:
    """A line as templates read it."""
    line, card = row.line, row.card
    return {
        "line": line,
        "card": card,
        "name": card.name if card else line.list_id,
        "person_url": reverse("register:person", args=[line.person_id]) if card else "",
        "why_url": reverse("exchange:why", args=[line.plan.number, line.person_id]) if line.plan_id else "",
        "way": way_words(line.holder, line.destination),
        "reason": reason_title(line.code),
        "words": reason_words(line.code, line.detail),
    }


def _cells(row: LineRow) -> list[object]:
    line, card = row.line, row.card
    return [
        line.holder, line.destination, line.list_id, card.case_number if card else "", card.name if card else "",
        GOES if line.in_package else STAYS, line.seat or "", line.code, reason_words(line.code, line.detail),
    ]  # fmt: skip


def _filter(request: HttpRequest) -> Filter:
    asked = request.GET
    return Filter(asked.get("direction", ""), asked.get("going", ""), asked.get("reason", ""))


def _facets(page: LinePage, chosen: Filter, here: str) -> list[dict[str, Any]]:
    titles = {"direction": _("Direction"), "going": _("Goes or stays"), "reason": _("Reason")}
    return [
        {"title": title, "choices": [_choice(name, value, count, chosen, here) for value, count in _sorted(page, name)]}
        for name, title in titles.items()
        if page.counts[name]
    ]


def _sorted(page: LinePage, name: str) -> list[tuple[str, int]]:
    return sorted(page.counts[name].items())


def _choice(name: str, value: str, count: int, chosen: Filter, here: str) -> dict[str, Any]:
    active = chosen.values()[name] == value
    wanted = chosen.values() | {name: "" if active else value}
    query = urlencode({key: word for key, word in wanted.items() if word})
    return {"title": _choice_words(name, value), "url": f"{here}?{query}", "active": active, "count": count}


def _choice_words(name: str, value: str) -> str:
    if name == "direction":
        return way_words(*value.split("/", 1))
    if name == "going":
        return _("goes") if value == GOES else _("stays")
    return reason_title(value)


def _banner(row: LineRow) -> dict[str, Any]:
    card = row.card
    if card is None:
        return {"name": row.line.list_id, "facts": [{"label": _("Held by"), "value": party_words(row.line.holder)}]}
    return {
        "name": card.name,
        "url": reverse("register:person", args=[card.id]),
        "number": card.case_number,
        "forms": [{"text": card.other_name}] if card.other_name else [],
        "statuses": [{"tone": status.tone, "text": status.title} for status in card.statuses],
        "facts": [
            {"label": _("Held by"), "value": party_words(card.party)},
            {"label": _("Number in the list"), "value": card.list_id},
            {"label": _("Rank"), "value": card.rank},
        ],
    }


def _standing(record: PlanRecord, detail: Mapping[str, Any]) -> dict[str, Any]:
    """What the terms see of this person and of those they cannot tell apart: figures of the own class alone."""
    document = document_of(record)
    own = document["classes"][int(detail["class"]) - 1]
    levels = [objective_words(objective) for objective in document["terms"]["objectives"]]
    return {
        "persons": own["persons"],
        "go": own["go"],
        "lot": detail.get("lot"),
        "counts": [{"words": words, "value": value} for words, value in zip(levels, own["levels"], strict=True)],
    }
