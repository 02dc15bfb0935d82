"""The quality page and its export."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from homeward.base.totals import SMALLEST_SHOWN, shown_total
from homeward.desks.tracing.agreement import Agreement
from homeward.desks.tracing.answering import WORDS
from homeward.desks.tracing.queries import PERIODS, Quality, figures_visible_to, quality_visible_to
from homeward.desks.tracing.showing import direction_words
from homeward.desks.tracing.views.files import csv_file
from homeward.desks.tracing.wording import ANSWERS

_PERIOD_TITLES = {
    "": gettext_lazy("all the time"),
    "week": gettext_lazy("last 7 days"),
    "month": gettext_lazy("last 30 days"),
    "quarter": gettext_lazy("last 91 days"),
    "year": gettext_lazy("last 365 days"),
}
_COUNTS = ("suggested", "confirmed", "rejected", "undone", "came_back", "unsure")
_COLUMNS = (
    "missed_by", "held_by", *_COUNTS, "answered_twice", "agreed", "agreement_percent", "cohens_kappa",
)  # fmt: skip


@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    period = _period(request)
    rows = quality_visible_to(viewer=request.actor, period=period)
    whole = rows[0]
    context = {
        "figures": figures_visible_to(viewer=request.actor),
        "rows": [_shown(row) for row in rows],
        "whole": _shown(whole),
        "words_table": _words_table(whole.agreement),
        "period_title": _PERIOD_TITLES[period],
        "facets": _facets(period),
        "export_url": reverse("tracing:quality_export") + (f"?period={period}" if period else ""),
        "crumbs": [{"title": _("Tracing"), "url": reverse("tracing:queue")}, {"title": _("Quality")}],
    }
    return render(request, "tracing/quality.html", context)


@require_GET
def quality_export(request: HttpRequest) -> HttpResponse:
    """The table of directions, as totals leave a node: cells under ten are hidden, and what rests on them."""
    rows = quality_visible_to(viewer=request.actor, period=_period(request), what="tracing.quality_export")
    return csv_file("quality.csv", _COLUMNS, (_cells(row) for row in rows))


def _period(request: HttpRequest) -> str:
    asked = request.GET.get("period", "")
    return asked if asked in PERIODS else ""


def _facets(period: str) -> list[dict[str, Any]]:
    choices = [
        {"title": title, "url": f"?period={code}" if code else "?", "active": code == period, "count": None}
        for code, title in _PERIOD_TITLES.items()
    ]
    return [{"title": _("Period"), "choices": choices}]


def _shown(row: Quality) -> dict[str, Any]:
    return {
        "title": direction_words(row.seeker, row.holder) if row.seeker else _("All directions"),
        "counts": row,
        "percent": _percent(row.agreement),
        "kappa": _kappa(row.agreement),
    }


def _percent(agreement: Agreement) -> str:
    return "" if agreement.share is None else str(round(100 * agreement.share))


def _kappa(agreement: Agreement) -> str:
    return "" if agreement.kappa is None else f"{agreement.kappa:.2f}"


def _words_table(agreement: Agreement) -> list[dict[str, Any]]:
    """First word by second word, as counts."""
    return [
        {"words": ANSWERS[first][1], "cells": [agreement.counts.get((first, second), 0) for second in WORDS]}
        for first in WORDS
    ]


def _cells(row: Quality) -> tuple[str, ...]:
    agreement = row.agreement
    many = agreement.twice >= SMALLEST_SHOWN and agreement.agreed >= SMALLEST_SHOWN
    return (
        row.seeker,
        row.holder,
        *(shown_total(getattr(row, name)) for name in _COUNTS),
        shown_total(agreement.twice),
        shown_total(agreement.agreed),
        _percent(agreement) if many else "",
        _kappa(agreement) if many else "",
    )
