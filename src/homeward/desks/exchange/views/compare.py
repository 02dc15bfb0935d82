"""Two plans side by side: what changed in the terms, in the figures, and who comes in and goes out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.desks.exchange.models import PlanLine, PlanRecord
from homeward.desks.exchange.queries import Change, comparison_visible_to, plans_visible_to
from homeward.desks.exchange.views.persons import shown
from homeward.desks.exchange.views.plans import crumbs
from homeward.desks.exchange.views.terms import changes_between
from homeward.desks.exchange.wording import level_value, objective_words, reason_words, way_words

MOST_OFFERED = 100


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """`?before=1&after=2`, numbers of plans."""
    before, after = _asked(request, "before"), _asked(request, "after")
    found = comparison_visible_to(viewer=request.actor, before=before, after=after)
    context = {
        "found": found,
        "terms": changes_between(found.before.summary["terms"], found.after.summary["terms"]),
        "figures": _figures(found.before, found.after),
        "coming_in": [_change(change) for change in found.coming_in],
        "going_out": [_change(change) for change in found.going_out],
        "more_in": found.coming_in_count - len(found.coming_in),
        "more_out": found.going_out_count - len(found.going_out),
        "numbers": list(plans_visible_to(viewer=request.actor).values_list("number", flat=True)[:MOST_OFFERED]),
        "crumbs": crumbs({"title": _("Two plans compared")}),
    }
    return render(request, "exchange/compare.html", context)


def _change(change: Change) -> dict[str, Any]:
    return shown(change.row) | {"before": _words(change.before), "after": _words(change.after)}


def _words(line: PlanLine | None) -> str:
    return reason_words(line.code, line.detail) if line else _("not on these lists")


def _figures(before: PlanRecord, after: PlanRecord) -> list[dict[str, Any]]:
    """Every figure of either plan: persons each way, then what the levels reached."""
    one, other = _figures_of(before), _figures_of(after)
    return [
        {
            "words": words,
            "before": one.get(words),
            "after": other.get(words),
            "differs": one.get(words) != other.get(words),
        }
        for words in {**one, **other}
    ]


def _figures_of(plan: PlanRecord) -> dict[str, int | str]:
    figures: dict[str, int | str] = {}
    for way in plan.summary["directions"]:
        words = way_words(way["from"], way["to"])
        figures[_("%(way)s: planned") % {"way": words}] = way["exchanged"]
        figures[_("%(way)s: under article 109") % {"way": words}] = way["mandatory"]
    levels = [level for level in plan.summary["levels"] if level["kind"] != "lottery"]
    return figures | {objective_words(level): level_value(level) for level in levels}


def _asked(request: HttpRequest, name: str) -> int:
    number = typed_number(request.GET.get(name, ""))
    if number is None:
        raise InputError(_("Two plans are needed."), cure=_("Choose them on the exchange page."))
    return number
