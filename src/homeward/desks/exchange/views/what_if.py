"""One term changed on a plan's page: one number, or the order of two wishes; who would move, and why."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.base.errors import InputError, NoPlanError
from homeward.desks.exchange.clause_wording import clause_words
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.one_change import CLAUSES, Change, asked_change, numbers_of
from homeward.desks.exchange.queries import plan_visible_to, whole_plan_visible_to
from homeward.desks.exchange.queries.lines import NAMES_RIGHT
from homeward.desks.exchange.queries.what_if import moved_visible_to
from homeward.desks.exchange.views.plans import page_of
from homeward.desks.exchange.views.terms import changes_between
from homeward.desks.exchange.what_if import COMES_IN, GOES_OUT, answer_what_if
from homeward.desks.exchange.wording import category_title, level_value, objective_words, reason_words, way_words
from homeward.engine.planning import TimeOutError
from homeward.office.journal.rights import has_right

SECONDS_FOR_A_PAGE = 10.0
SHOWN = 50


@require_GET
def what_if(request: HttpRequest, number: int) -> HttpResponse:
    """`?term=clauses/1/up_to&value=5` or `?order=2`; without either the terms, each number with a field."""
    record = plan_visible_to(viewer=request.actor, number=number)
    context = page_of(record, "what_if") | _fields(record.summary["terms"]) | {"asked": request.GET}
    change, status = asked_change(request.GET), 200
    if change is not None:
        try:
            whole = whole_plan_visible_to(viewer=request.actor, number=number)
            answer = answer_what_if(whole, change, time_limit=SECONDS_FOR_A_PAGE)
        except TimeOutError:
            context |= {"slow": True, "may_wait": has_right(request.actor, "exchange.plan")}
        except NoPlanError as error:
            context |= {"no_plan": error}
        except InputError as error:
            context, status = context | {"refused": error}, 400
        else:
            context |= answered(request, record, change, answer)
    return render(request, "exchange/what_if.html", context, status=status)


def answered(request: HttpRequest, record: PlanRecord, change: Change, answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as the page shows it: counts first, then persons for who may see them."""
    moved = {to: [each for each in answer["moved"] if each["to"] == to] for to in (COMES_IN, GOES_OUT)}
    query = {"order": change.order} if change.order else {"term": change.number, "value": change.value}
    write = f"{reverse('exchange:write_terms')}?{urlencode({'from': record.terms.number, **query})}"
    return {
        "answer": answer,
        "changes": changes_between(record.summary["terms"], answer["terms"]),
        "in_count": len(moved[COMES_IN]),
        "out_count": len(moved[GOES_OUT]),
        "counts": [
            {
                "way": way_words(row["from"], row["to"]),
                "category": category_title(row["category"]) if row["category"] else _("no category"),
                "comes_in": row[COMES_IN],
                "goes_out": row[GOES_OUT],
            }
            for row in answer["counts"]
        ],
        "figures": _figures(record, answer),
        "may_see": has_right(request.actor, NAMES_RIGHT),
        "moves": [_persons(request, record, to, moved[to]) for to in (COMES_IN, GOES_OUT)],
        "write_url": write if has_right(request.actor, "exchange.write_terms") else "",
    }


def _persons(request: HttpRequest, record: PlanRecord, to: str, moved: list[Mapping[str, Any]]) -> dict[str, Any]:
    rows = moved_visible_to(viewer=request.actor, plan=record, moved=moved[:SHOWN])
    return {
        "heading": _("Who would come in") if to == COMES_IN else _("Who would go out"),
        "more": len(moved) - len(rows),
        "rows": [
            {
                "case": row.card.case_number if row.card else row.line.list_id,
                "url": reverse("exchange:why", args=[record.number, row.line.person_id]),
                "way": way_words(row.line.holder, row.line.destination),
                "before": reason_words(each["before"]["code"], each["before"]["detail"]),
                "after": reason_words(each["after"]["code"], each["after"]["detail"]),
            }
            for row, each in zip(rows, moved[:SHOWN], strict=False)
        ],
    }


def _figures(record: PlanRecord, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Persons each way, then every wish, now and after the change; wishes in the order of the changed terms."""
    now = {(way["from"], way["to"]): way["exchanged"] for way in record.summary["directions"]}
    rows: list[dict[str, Any]] = [
        {"words": way_words(*way), "before": now[way], "after": count["exchanged"]}
        for count in answer["persons"]
        for way in [(count["from"], count["to"])]
    ]
    before = {objective_words(level): level_value(level) for level in record.summary["levels"]}
    return rows + [
        {
            "words": objective_words(level),
            "before": before.get(objective_words(level), "—"),
            "after": level_value(level),
        }
        for level in answer["levels"]
        if level["kind"] != "lottery"
    ]


def _fields(document: Mapping[str, Any]) -> dict[str, Any]:
    """The terms with a field for every number, and a button for every two wishes that follow one another."""
    entries = []
    numbers = numbers_of(document)
    for part in ("clauses", "objectives"):
        for place, entry in enumerate(document[part], start=1):
            entries.append(
                {
                    "words": clause_words(entry) if part == CLAUSES else objective_words(entry),
                    "order": place if part != CLAUSES and place < len(document[part]) else 0,
                    "level": place if part != CLAUSES else 0,
                    "numbers": [
                        {"key": each.key, "name": " ".join(each.path), "value": each.value}
                        for each in numbers
                        if (each.part, each.place) == (part, place)
                    ],
                }
            )
    return {
        "clauses": [entry for entry in entries if not entry["level"]],
        "wishes": [entry for entry in entries if entry["level"]],
    }
