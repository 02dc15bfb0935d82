"""The register list and the page of one person."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.base.errors import InputError
from homeward.base.scripts import script_of
from homeward.desks.register.queries import (
    IdentityCard,
    PersonCard,
    PersonPage,
    PersonRecord,
    export_visible_to,
    person_visible_to,
    persons_visible_to,
)
from homeward.desks.register.queries.persons import EXPORT_RIGHT
from homeward.desks.register.shapes import Fact, FactValue, Opening
from homeward.desks.register.views.shown import party_names, table_file
from homeward.desks.register.words import (
    CHANGE_REASONS,
    DECISION_TITLES,
    FIELD_TITLES,
    KIND_TITLES,
    ONE_OF_KIND,
    PAGE_TITLES,
    VALUE_STATES,
    category_words,
    day_words,
    field_title,
    value_words,
)
from homeward.engine.names import transliterate
from homeward.engine.paper.qr import qr_svg
from homeward.office.accounts.openings import emergency_words
from homeward.office.accounts.roles import ROLE_NAMES
from homeward.office.journal.rights import has_right

_UKRAINIAN, _RUSSIAN = frozenset("іїєґ"), frozenset("ыэёъ")


@require_GET
def list_persons(request: HttpRequest) -> HttpResponse:
    """Narrowed and searched by the address alone; typing fetches the same address again."""
    asked = _asked(request)
    after = request.GET.get("after", "")
    page = persons_visible_to(viewer=request.actor, after=after, **asked)
    parties = party_names(request.actor)
    narrowed = any((asked["text"], asked["party"], asked["kind"], *asked["facets"].values()))
    address = {key: value for key, value in request.GET.items() if key != "after"}
    context = {
        "page": page,
        "rows": _rows(page.rows, parties),
        "facets": _facets(request, page, parties),
        "clear_url": reverse("register:list") if narrowed else "",
        "narrowed": narrowed,
        "text": asked["text"],
        "shown": len(page.rows),
        "next_after": page.next_after,
        "next_name": page.rows[-1].name if page.rows else "",
        "back_url": f"?{urlencode(address)}" if after else "",
        "export_url": f"{reverse('register:export')}?{urlencode(address)}" if _may_export(request) else "",
        "may_import": has_right(request.actor, "register.import"),
    }
    return render(request, "register/list.html", context)


def _may_export(request: HttpRequest) -> bool:
    return has_right(request.actor, EXPORT_RIGHT)


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {
        "party": request.GET.get("party", ""),
        "kind": request.GET.get("kind", ""),
        "text": request.GET.get("q", ""),
        "facets": {name: request.GET.get(name, "") for name in ("category", "batch")},
    }


def _rows(cards: Sequence[PersonCard], parties: dict[str, str]) -> list[dict[str, Any]]:
    # Words are looked up once a page, not once a row.
    place, kinds = _("batch %(batch)s, row %(line)s"), {kind: str(title) for kind, title in ONE_OF_KIND.items()}
    return [
        {
            "card": card,
            "party": parties.get(card.party, card.party),
            "kind": kinds[card.kind],
            "place": place % {"batch": card.batch_number, "line": card.row} if card.source == "list" else "",
            "categories": [category_words(code) for code in card.categories],
        }
        for card in cards
    ]


def _facets(request: HttpRequest, page: PersonPage, parties: dict[str, str]) -> list[dict[str, Any]]:
    titles = {"party": _("Party"), "kind": _("Kind of list"), "category": _("Category"), "batch": _("Batch")}

    def label(name: str, value: str) -> str:
        if name == "batch":
            return _("Batch %(number)s") % {"number": value}
        if name == "party":
            return parties.get(value, value)
        return str(KIND_TITLES[value]) if name == "kind" else category_words(value)

    return [
        {
            "title": titles[facet.name],
            "choices": [
                {
                    "title": label(facet.name, choice.value),
                    "url": _with(request, facet.name, "" if choice.active else choice.value),
                    "active": choice.active,
                    "count": choice.count,
                }
                for choice in facet.choices
            ],
        }
        for facet in page.facets
    ]


def _with(request: HttpRequest, name: str, value: str) -> str:
    address = {key: text for key, text in request.GET.items() if key not in (name, "after") and text}
    return "?" + urlencode({**address, **({name: value} if value else {})})


@require_GET
def export_persons(request: HttpRequest) -> HttpResponse:
    """What the list shows, all of it, as CSV."""
    cards = export_visible_to(viewer=request.actor, **_asked(request))
    header = [
        _("case number"), _("party"), _("kind of list"), *(str(FIELD_TITLES[name]) for name in _EXPORTED),
        _("status"), _("batch"), _("row"),
    ]  # fmt: skip
    return table_file(header, [_exported(card) for card in cards], "register.csv")


_EXPORTED = (
    "id", "name", "other_name", "birth_date", "rank", "service_number", "unit", "event_date", "event_place", "region",
    "categories",
)  # fmt: skip


def _exported(card: PersonCard) -> list[str]:
    return [
        card.case_number, card.party, card.kind, card.list_id, card.name, card.other_name, card.birth_date.isoformat(),
        card.rank, card.service_number, card.unit, card.event_date.isoformat(), card.event_place, card.region,
        " ".join(card.categories), card.status_words, str(card.batch_number), str(card.row),
    ]  # fmt: skip


@require_GET
def show_person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Opening this page writes a line into "who opened this", which the page then shows."""
    try:
        record = person_visible_to(viewer=request.actor, person_id=person_id)
    except InputError as error:
        raise Http404(error.message) from error
    card = record.card
    context = {
        "record": record,
        "person": _banner(record, party_names(request.actor)),
        "facts": [
            {
                "label": field_title(fact.name, card.kind),
                "differs": _is_open(fact),
                "values": [_value(fact.name, value) for value in fact.values],
            }
            for fact in record.facts
        ],
        "openings": [opening_shown(look) for look in record.openings],
        "custody": record.custody,
        # Steps of custody stand in a panel of their own.
        "evidence": [known for known in record.evidence if not known.source.startswith("custody:")],
        "decisions": [{"decided": decided, "title": DECISION_TITLES[decided.code]} for decided in record.decisions],
        "unsettled": any(_is_open(fact) for fact in record.facts),
        "may": {
            "edit": has_right(request.actor, "register.capture") and not card.withdrawn,
            "settle": has_right(request.actor, "register.import"),
            "custody": has_right(request.actor, "register.custody") and card.kind == "held",
            "decide": has_right(request.actor, "register.decide_art109") and card.kind == "held",
        },
        "qr": mark_safe(qr_svg(card.id)),  # noqa: S308 (drawn here from an id of letters and digits)
        "crumbs": [{"title": _("Register"), "url": reverse("register:list")}, {"title": card.case_number}],
    }
    return render(request, "register/person.html", context)


def opening_shown(look: Opening) -> dict[str, Any]:
    """One line of "who opened this", in words."""
    return {
        "who": look.viewer,
        "roles": ", ".join(str(ROLE_NAMES.get(role, role)) for role in look.roles.split(",")),
        "what": PAGE_TITLES.get(look.what, look.what),
        "emergency": emergency_words(look.reason),
        "at": look.at,
    }


def _is_open(fact: Fact) -> bool:
    return any(value.state == "open" for value in fact.values)


def _value(name: str, value: FactValue) -> dict[str, Any]:
    tone, words = VALUE_STATES.get(value.state, ("", ""))
    return {
        "text": value_words(name, value.value),
        "source": value,
        "tone": tone,
        "state": words,
        "why": CHANGE_REASONS.get(value.reason, ""),
    }


def _banner(record: PersonRecord, parties: dict[str, str]) -> dict[str, Any]:
    card = record.card
    return {
        "name": card.name,
        "number": card.case_number,
        "forms": name_forms(card),
        "statuses": [{"tone": status.tone, "text": status.title} for status in card.statuses],
        "facts": [
            {"label": _("Born"), "value": day_words(card.birth_date)},
            {"label": _("Party"), "value": parties.get(card.party, card.party)},
            {"label": _("Kind of list"), "value": ONE_OF_KIND[card.kind]},
            {"label": _("Id in the list"), "value": card.list_id},
        ],
        "alerts": _alerts(record),
    }


def _alerts(record: PersonRecord) -> list[dict[str, Any]]:
    alerts = []
    if record.card.withdrawn:
        alerts.append({"tone": "problem", "text": _("withdrawn: the batch was undone")})
    if any(_is_open(fact) for fact in record.facts):
        alerts.append({"tone": "warning", "text": _("two sources differ about this person")})
    return alerts


def name_forms(card: PersonCard | IdentityCard) -> list[dict[str, str]]:
    """The name as the list gives it in a second script, then Latin forms derived by rule and marked so."""
    note = _("as the list writes it") if card.source == "list" else _("as spoken")
    forms = [{"text": card.other_name, "language": "", "note": note}] if card.other_name else []
    if script_of(card.name) != "Cyrl":
        return forms
    letters = set(card.name.lower())
    languages = [
        code
        for code, own, other in (("uk", _UKRAINIAN, _RUSSIAN), ("ru", _RUSSIAN, _UKRAINIAN))
        if letters & own or not letters & other
    ]
    derived: dict[str, list[str]] = {}
    for language in languages:
        derived.setdefault(transliterate(card.name, language), []).append(language)
    notes = {"uk": _("derived by the Ukrainian rule"), "ru": _("derived by the Russian rule")}
    return forms + [
        {"text": text, "language": f"{codes[0]}-Latn", "note": notes[codes[0]] if len(codes) == 1 else _("derived")}
        for text, codes in derived.items()
    ]
