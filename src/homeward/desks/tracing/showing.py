"""Pairs as templates take them: rows of the queue, two records side by side, steps of the evidence, facets."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from homeward.base.dates import HalfKnownDate
from homeward.base.scripts import script_of
from homeward.desks.register.queries import PersonCard
from homeward.desks.tracing.models import Pair
from homeward.desks.tracing.queries import Filter, Link, PairPage, PairRow
from homeward.desks.tracing.wording import BANDS, FIELDS, STAGES, USES, reason_words
from homeward.engine.charts import Step, step_cells, table, waterfall
from homeward.engine.names import transliterate
from homeward.office.parties.naming import party_words

_NAME_PARTS = ("surname", "given_name", "patronymic")
_CARD_FIELDS = ("birth_date", "service_number", "rank", "unit", "event_date", "event_place", "region")
_UKRAINIAN_ONLY, _RUSSIAN_ONLY = set("іїєґІЇЄҐ"), set("ыэъёЫЭЪЁ")
_STRONGEST = 2


def tag(table_of: Mapping[str, tuple[str, Any]], code: str) -> dict[str, Any]:
    """Tone and words of a code, for `parts/tag.html`."""
    tone, text = table_of[code]
    return {"tone": tone, "text": text}


def use_tag(pair: Pair) -> dict[str, Any] | None:
    """Who waits for an answer, as the viewer may know it; None for nobody in particular."""
    return tag(USES, pair.use) if pair.use in USES else None


def queue_row(row: PairRow, kept: str) -> dict[str, Any]:
    """One line of the queue; the reasons are the strongest for and the strongest against."""
    pair = row.pair
    strongest = sorted(pair.reasons, key=lambda reason: -abs(reason["weight"]))[:_STRONGEST]
    return {
        "url": reverse("tracing:pair", args=[pair.pk]) + (f"?{kept}" if kept else ""),
        "missing": row.missing,
        "held": row.held,
        "seeker": pair.seeker,
        "holder": pair.holder,
        "band": tag(BANDS, pair.band),
        "stage": tag(STAGES, row.stage),
        "use": use_tag(pair),
        "came_back": pair.came_back,
        "reasons": [{"words": reason_words(reason), "weight": reason["weight"]} for reason in strongest],
    }


def facets(chosen: Filter, page: PairPage, asked: QueryDict) -> list[dict[str, Any]]:
    """What the queue can be narrowed by, with the number of pairs under the other filters."""
    titles = {
        "use": _("Who waits"),
        "stage": _("State"),
        "band": _("Strength of evidence"),
        "direction": _("Direction of search"),
    }
    found = []
    for name, active in chosen.values().items():
        counts = page.counts[name]
        choices = [
            {
                "title": words,
                "url": _address(asked, name, value, active),
                "active": value == active,
                "count": counts.get(value, 0),
            }
            for value, words in _values(name, {*counts, active} - {""}).items()
            if counts.get(value) or value == active
        ]
        if choices:
            found.append({"title": titles[name], "choices": choices})
    return found


def _values(name: str, met: set[str]) -> dict[str, Any]:
    """Value -> words, in the order to show them."""
    if name == "direction":
        return {value: direction_words(*value.split("-", 1)) for value in sorted(met) if "-" in value}
    return {code: words for code, (_tone, words) in {"use": USES, "stage": STAGES, "band": BANDS}[name].items()}


def _address(asked: QueryDict, name: str, value: str, active: str) -> str:
    kept = asked.copy()
    kept.pop("after", None)
    kept.pop(name, None)
    if value != active:
        kept[name] = value
    return "?" + kept.urlencode()


def direction_words(seeker: str, holder: str) -> str:
    """Who looks and who holds, in one phrase."""
    return _("missed by %(seeker)s, held by %(holder)s") % {
        "seeker": party_words(seeker),
        "holder": party_words(holder),
    }


def record_rows(pair: Pair, missing: PersonCard | None, held: PersonCard | None) -> list[dict[str, Any]]:
    """Two records side by side: whole names first, then field by field what either says and what it tells."""
    reasons = {reason["field"]: reason for reason in pair.reasons}
    rows = [_name_row("name", missing, held), _name_row("other_name", missing, held)]
    for name in (*_NAME_PARTS, "sex"):
        if reason := reasons.get(name):
            rows.append(_row(name, reason["left_value"], reason["right_value"], reason))
    rows += [_row(name, _value(missing, name), _value(held, name), reasons.get(name)) for name in _CARD_FIELDS]
    if kinship := reasons.get("kinship"):
        rows.append(_row("kinship", "", "", kinship))
    return [row for row in rows if row["left"] or row["right"] or row["words"]]


def _name_row(name: str, missing: PersonCard | None, held: PersonCard | None) -> dict[str, Any]:
    left, right = (getattr(card, name) if card else "" for card in (missing, held))
    return _row(name, left, right, None) | {"left_note": derived_forms(left), "right_note": derived_forms(right)}


def _row(name: str, left: Any, right: Any, reason: Mapping[str, Any] | None) -> dict[str, Any]:
    row = {"label": FIELDS[name], "left": left, "right": right, "words": "", "weight": None, "state": ""}
    if reason is None:
        return row
    state = "same" if reason["level"] == "same" else "differs" if reason["weight"] < 0 else ""
    return row | {"words": reason_words(reason), "weight": reason["weight"], "state": state}


def _value(card: PersonCard | None, name: str) -> str:
    value = getattr(card, name) if card else ""
    return day(value) if isinstance(value, HalfKnownDate) else value


def day(value: HalfKnownDate) -> SafeString:
    """A half-known date as every page writes it."""
    return mark_safe(render_to_string("tracing/day.html", {"value": value}).strip()) if value else SafeString("")  # noqa: S308 our own template, escaped there


def derived_forms(name: str) -> str:
    """A Cyrillic name in Latin letters by the rule of its language, or by both where its letters do not tell which."""
    if script_of(name) != "Cyrl":
        return ""
    letters = set(name)
    languages = ["uk"] if letters & _UKRAINIAN_ONLY else ["ru"] if letters & _RUSSIAN_ONLY else ["uk", "ru"]
    forms = list(dict.fromkeys(transliterate(name, language) for language in languages))
    return " / ".join(forms)


def link_rows(links: Sequence[Link]) -> list[dict[str, Any]]:
    """Further records that belong to one of the two persons of a pair, each with the way to its own pair."""
    return [
        {
            "side": link.side,
            "card": link.card,
            "url": reverse("tracing:pair", args=[link.pair_id]),
            "since": link.since,
        }
        for link in links
    ]


def evidence_chart(pair: Pair) -> dict[str, SafeString] | None:
    """The evidence step by step as a picture and as the same table; weights in whole points, and they add up.

    Where the search told how rare it is that two records drawn at random are one person, that is the first step.
    """
    if not pair.reasons:
        return None
    steps = [*_steps(pair.reasons, pair.search.summary.get("prior_millibits")), Step(_("All together"))]
    direction = "rtl" if get_language_bidi() else "ltr"
    title = _("Evidence step by step")
    drawn = waterfall(title, _("Each step adds or takes away; the last one is the sum."), steps, direction=direction)
    cells = table(title, (_("Reason"), _("Change"), _("Sum")), step_cells(steps), direction=direction)
    # Both are made by engine/charts, which escapes every text.
    return {"picture": mark_safe(drawn), "table": mark_safe(cells)}  # noqa: S308


def _steps(reasons: Iterable[Mapping[str, Any]], prior: object) -> Iterable[Step]:
    changes = [(reason_words(reason), float(reason["weight"])) for reason in reasons]
    if isinstance(prior, int):
        changes.insert(
            0, (_("before any evidence: two records drawn at random are hardly ever one person"), prior / 1000)
        )
    total = 0.0
    for words, change in changes:
        before, total = round(total), total + change
        yield Step(words, round(total) - before)
