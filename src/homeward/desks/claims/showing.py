"""Claims and checks as templates take them: one claim as a line, claims side by side, equal checks folded into one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.desks.claims.models import ClaimVersion, EventVersion
from homeward.desks.claims.queries import EventView
from homeward.desks.claims.wording import (
    COUNTED,
    EVENT_KINDS,
    KINDS,
    MODALITIES,
    RELIABILITIES,
    REMARKS,
    SCOPES,
    VERDICTS,
    figure_words,
    number,
    sentence,
    side_words,
    tag,
    topic,
)
from homeward.engine.reading import Check

NOT_COMPARABLE = "not_comparable"
# What differs stands first.
_ORDER = ("conflict", "sum_off", "series_off", "agree", "compatible", "sum_ok", "series_ok", NOT_COMPARABLE)
# Whose voices stand in columns of their own, in this order; any other side stands after them under its code.
_COLUMNS = ("ukraine", "russia", "mediator", "third", "media")


def claim_line(claim: ClaimVersion) -> dict[str, Any]:
    """One claim in words, with its source."""
    said = claim.as_claim()
    figure = figure_words(said)
    if not claim.n and claim.named:
        figure = ", ".join(claim.named)
    return {
        "code": claim.code,
        "url": reverse("claims:claim", args=[claim.code]),
        "figure": figure,
        "counted": COUNTED[claim.counted],
        "kind": KINDS[claim.kind],
        "side": side_words(claim.side),
        "speaker": claim.speaker,
        "speaker_side": side_words(claim.speaker_side),
        "via": claim.via,
        "said": days(claim.said_first, claim.said_last),
        "holds": days(claim.holds_first, claim.holds_last),
        "note": claim.note,
        "source": claim.source,
        "marks": _marks(claim),
        "embargo_until": claim.embargo_until,
        "version": claim.version,
    }


def _marks(claim: ClaimVersion) -> list[dict[str, Any]]:
    marks = []
    if claim.modality != "done":
        marks.append({"tone": "info", "text": MODALITIES[claim.modality]})
    if claim.scope != "whole":
        marks.append({"tone": "quiet", "text": SCOPES[claim.scope]})
    if claim.version > 1:
        marks.append({"tone": "info", "text": _("changed, version %(number)d") % {"number": claim.version}})
    return marks


def days(first: Any, last: Any) -> dict[str, Any]:
    """An interval for the template: one day, two days, or nothing."""
    return {"first": first, "last": last if last != first else None}


def side_by_side(claims: Sequence[ClaimVersion]) -> dict[str, Any]:
    """Who said what: a row for each thing counted, a column for each side that spoke."""
    spoke = {claim.speaker_side for claim in claims}
    columns = [side for side in _COLUMNS if side in spoke] + sorted(spoke - set(_COLUMNS))
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for claim in claims:
        row = rows.setdefault(topic(claim.as_claim()), {column: [] for column in columns})
        row[claim.speaker_side].append(claim_line(claim))
    return {
        "columns": [side_words(column) for column in columns],
        "rows": [
            {
                "title": title,
                "cells": [{"title": side_words(column), "claims": row[column]} for column in columns],
            }
            for title, row in rows.items()
        ],
    }


def folded(view: EventView) -> list[dict[str, Any]]:
    """Checks in words; those that say the same of the same thing are one line with all claims they were made from."""
    claims = view.by_code()
    lines: dict[tuple[Any, ...], dict[str, Any]] = {}
    for check in view.checks:
        first = claims[check.claims[-1]].as_claim()
        about = topic(first) if check.verdict != NOT_COMPARABLE else ""
        key = (check.verdict, check.reason, about, check.remarks, tuple(sorted(check.values.items())))
        line = lines.setdefault(key, _check_line(check, about))
        line["codes"] |= set(check.claims)
        line["count"] += 1
    ordered = sorted(lines.values(), key=lambda line: _ORDER.index(line["verdict"]))
    return [_finished(line, claims) for line in ordered]


def _check_line(check: Check, about: str) -> dict[str, Any]:
    return {
        "verdict": check.verdict,
        "tag": tag(VERDICTS, check.verdict),
        "sentence": sentence(check),
        "topic": about,
        "codes": set(),
        "remarks": [REMARKS[remark] for remark in check.remarks],
        "count": 0,
    }


def _finished(line: dict[str, Any], claims: Mapping[str, ClaimVersion]) -> dict[str, Any]:
    made_from = [claim_line(claims[code]) for code in sorted(line["codes"])]
    return line | {"claims": made_from}


def verdict_counts(checks: Iterable[Check]) -> list[dict[str, Any]]:
    """How often each verdict was given, those with a difference first."""
    counted: dict[str, int] = {}
    for check in checks:
        counted[check.verdict] = counted.get(check.verdict, 0) + 1
    return [tag(VERDICTS, verdict) | {"count": counted[verdict]} for verdict in _ORDER if verdict in counted]


def event_title(event: EventVersion) -> str:
    """What an event is called in lists and heads; the day is put beside it by the page."""
    return str(EVENT_KINDS[event.kind])


def event_figures(event: EventVersion) -> list[dict[str, str]]:
    """The figures of the table's row, each way; what it leaves open is not shown."""
    row = event.row
    found = []
    for side, code in (("ukraine", "to_ukraine"), ("russia", "to_russia")):
        total = row[f"{code}_total"]
        if total:
            found.append({"side": side_words(side), "text": _with_parts(row, code, total)})
        if bodies := row["bodies_" + code]:
            text = _("remains: %(number)s") % {"number": number(int(bodies))}
            found.append({"side": side_words(side), "text": text})
    return found


def _with_parts(row: Mapping[str, str], code: str, total: str) -> str:
    military, civilian = row[f"{code}_military"], row[f"{code}_civilian"]
    if not (military and civilian):
        return number(int(total))
    parts = {"total": number(int(total)), "military": number(int(military)), "civilian": number(int(civilian))}
    return _("%(total)s (military %(military)s, civilians %(civilian)s)") % parts


def event_sources(event: EventVersion) -> list[dict[str, str]]:
    """The addresses that the row rests on, each under the name of its site."""
    addresses = [event.row[name] for name in ("source_1", "source_2") if event.row[name]]
    return [{"title": urlsplit(address).hostname or "", "address": address} for address in addresses]


def event_facts(event: EventVersion) -> list[dict[str, Any]]:
    """What the table says of the event, beside its figures."""
    row = event.row
    named = (
        (_("Mediators named"), row["mediators"]),
        (_("Place or route"), row["place_or_route"]),
        (_("Who was exchanged"), row["category_notes"]),
        (_("What differs, in the words of the table"), row["discrepancy"]),
    )
    facts = [{"label": _("Grade of the sources"), "text": RELIABILITIES[event.reliability]}]
    return facts + [{"label": label, "text": text} for label, text in named if text]
