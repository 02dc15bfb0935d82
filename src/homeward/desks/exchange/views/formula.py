"""The formula check: request, offer and terms side by side, in counts."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.desks.exchange.formula import WayCount
from homeward.desks.exchange.list_wording import DEVIATIONS, GROUNDS, KINDS, list_title, verdict_words
from homeward.desks.exchange.lists import OFFER, REQUEST
from homeward.desks.exchange.models import ListVersion
from homeward.desks.exchange.queries.formula import FormulaSeen, formula_visible_to
from homeward.desks.exchange.queries.lists import list_versions_visible_to
from homeward.desks.exchange.queries.terms import terms_versions_visible_to
from homeward.desks.exchange.stored_lists import ListKey
from homeward.desks.exchange.views.plans import crumbs
from homeward.desks.exchange.wording import way_words

MOST_OFFERED = 100
SHOWN_LINES = 200


@require_GET
def formula(request: HttpRequest) -> HttpResponse:
    """`?terms=2&version=offer/NORTH/SOUTH/1`: the last versions, but for those that the address names."""
    numbers = list(terms_versions_visible_to(viewer=request.actor).values_list("number", flat=True)[:MOST_OFFERED])
    context: dict[str, Any] = {
        "numbers": numbers,
        "crumbs": crumbs(
            {"title": _("Requests and offers"), "url": reverse("exchange:lists")}, {"title": _("Formula check")}
        ),
    }
    if numbers:
        asked = typed_number(request.GET.get("terms", ""))
        terms = numbers[0] if asked is None else asked
        chosen = dict(_chosen(text) for text in request.GET.getlist("version"))
        seen = formula_visible_to(viewer=request.actor, terms=terms, numbers=chosen)
        context |= _shown(seen, list(list_versions_visible_to(viewer=request.actor)))
    return render(request, "exchange/formula.html", context)


def _chosen(text: str) -> tuple[ListKey, int]:
    kind, party, other, told = (*text.split("/"), "", "", "", "")[:4]
    number = typed_number(told)
    if kind not in KINDS or number is None:
        raise InputError(_("There is no such version of a list."), cure=_("Choose one from the page of lists."))
    return (kind, party, other), number


def _shown(seen: FormulaSeen, versions: list[ListVersion]) -> dict[str, Any]:
    parties = list(seen.terms_parties)
    return {
        "terms": seen.terms,
        "ways": [
            {"title": way_words(way.holder, way.home), "offer": way.offer, "request": way.request}
            for way in seen.check.ways
        ],
        "rows": _rows(seen.check.ways),
        "verdicts": [verdict_words(verdict, parties) for verdict in seen.check.verdicts],
        "choices": _choices(seen, versions),
        "any_list": bool(seen.versions),
        **_deviating(seen),
    }


def _deviating(seen: FormulaSeen) -> dict[str, Any]:
    """Counts of every code for all; the lines themselves for who may read the register."""
    counted = Counter((each.code, way_words(holder, home)) for holder, home, each in seen.deviations)
    rows = [
        {
            "id": each.id,
            "way": way_words(holder, home),
            "words": str(DEVIATIONS[each.code]),
            "ground": str(GROUNDS[each.evidence]),
        }
        for holder, home, each in (seen.deviations[:SHOWN_LINES] if seen.may_name else ())
    ]
    return {
        "deviations": [
            {"words": str(DEVIATIONS[code]), "way": way, "count": count}
            for (code, way), count in sorted(counted.items())
        ],
        "deviating": rows,
        "deviating_more": len(seen.deviations) - len(rows) if seen.may_name else 0,
    }


def _rows(ways: tuple[WayCount, ...]) -> list[dict[str, Any]]:
    """One row a count, one cell a direction; '—' where the list that would tell is not here."""
    titles = {
        "offered": _("persons on the offer"),
        "art109": _("under article 109, beside the exchange"),
        "no_subject": _("no subject of exchange"),
        "withheld": _("withheld by the holder"),
        "not_asked": _("offered and not asked for"),
        "bargainable": _("could be bargained: offered, asked for, not withheld"),
        "asked": _("persons asked for"),
        "not_on_offer": _("asked for, but not on the list of the holder"),
    }
    return [
        {
            "title": title,
            "sums": name in ("offered", "asked"),
            "cells": [{"way": way_words(way.holder, way.home), "count": getattr(way, name)} for way in ways],
        }
        for name, title in titles.items()
    ]


def _choices(seen: FormulaSeen, versions: list[ListVersion]) -> list[dict[str, Any]]:
    """One select a list between the parties of the terms: its versions, the chosen one marked."""
    by_list: dict[ListKey, list[int]] = {}
    for version in versions:
        if {version.party, version.other} == set(seen.terms_parties):
            by_list.setdefault((version.kind, version.party, version.other), []).append(version.number)
    order: Mapping[str, int] = {OFFER: 0, REQUEST: 1}
    return [
        {
            "id": f"list-{place}",
            "title": list_title(*key),
            "options": [
                {
                    "value": f"{'/'.join(key)}/{number}",
                    "number": number,
                    "chosen": key in seen.versions and seen.versions[key].number == number,
                }
                for number in sorted(by_list[key], reverse=True)
            ],
        }
        for place, key in enumerate(sorted(by_list, key=lambda key: (key[1:], order[key[0]])))
    ]
