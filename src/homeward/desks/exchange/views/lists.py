"""Request and offer lists: every version, one with its rows, as CSV, two side by side; drawing up the next one."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.base.errors import ConflictError, InputError
from homeward.base.identifiers import typed_number
from homeward.desks.exchange.actions import draw_up_offer, draw_up_request
from homeward.desks.exchange.actions.lists import RIGHT, may_speak_for
from homeward.desks.exchange.agreement_wording import signer_words
from homeward.desks.exchange.list_wording import KINDS, change_words, list_title, offered_cells, version_title
from homeward.desks.exchange.lists import OFFER, REQUEST
from homeward.desks.exchange.models import ListVersion
from homeward.desks.exchange.queries.lists import (
    ListRow,
    holder_of,
    list_comparison_visible_to,
    list_rows_visible_to,
    list_version_visible_to,
    list_versions_visible_to,
)
from homeward.desks.exchange.queries.plans import READ
from homeward.desks.exchange.signing import name_of_partner
from homeward.desks.exchange.views.plans import crumbs
from homeward.desks.register.queries import PersonCard, parties_with_lists
from homeward.engine.sealing import eight_words
from homeward.engine.sheets import safe_cell
from homeward.office.accounts.queries import names_of
from homeward.office.journal.rights import Actor, has_right, require_right

OFFER_COLUMNS = (
    "id", "case_number", "name", "sex", "birth_date", "event_date", "region", "categories", "medical_decision", "veto",
)  # fmt: skip
REQUEST_COLUMNS = ("held_id", "held_case_number", "held_name", "own_id", "own_case_number", "own_name")
SHOWN_CHANGES = 100


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """Every list with its versions, the newest first."""
    versions = list(list_versions_visible_to(viewer=request.actor))
    names = names_of({version.by for version in versions})
    by_list: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for version in versions:
        key = (version.kind, version.party, version.other)
        by_list.setdefault(key, []).append(_version_row(version, names.get(version.by, "")))
    context = {
        "lists": [
            {
                "title": list_title(*key),
                "versions": rows,
                "compare_url": _compare_url(rows[0]["version"], rows[1]["version"]) if len(rows) > 1 else "",
            }
            for key, rows in sorted(by_list.items())
        ],
        "choices": _to_draw_up(request.actor),
        "crumbs": crumbs({"title": _("Requests and offers")}),
    }
    return render(request, "exchange/lists.html", context)


def _version_row(version: ListVersion, by: str) -> dict[str, Any]:
    return {
        "version": version,
        "url": address_of(version),
        "words": " ".join(eight_words(version.digest)),
        "by": by,
        "from": partner_words(version.came_from),
    }


def partner_words(key_id: str) -> str:
    """The party or the intermediary whose key that is; the key's own id once it is no partner of this node."""
    name = name_of_partner(key_id) if key_id else ""
    return signer_words(name) if name else key_id[:16]


def address_of(version: ListVersion) -> str:
    """The page of one version."""
    return reverse("exchange:list_version", args=[version.kind, version.party, version.other, version.number])


def _compare_url(newer: ListVersion, older: ListVersion) -> str:
    query = {"list": f"{newer.kind}/{newer.party}/{newer.other}", "before": older.number, "after": newer.number}
    return f"{reverse('exchange:compare_lists')}?{urlencode(query)}"


def _to_draw_up(actor: Actor) -> list[tuple[str, str]]:
    """The lists that can be drawn up here: (value of the form, title)."""
    if not has_right(actor, RIGHT):
        return []
    registered = parties_with_lists(viewer=actor)
    found = []
    for one in registered:
        for other in registered:
            if one.party == other.party or not may_speak_for(one.party):
                continue
            if one.held:
                found.append((OFFER, one.party, other.party))
            if one.missing and other.held:
                found.append((REQUEST, one.party, other.party))
    return [("/".join(key), list_title(*key)) for key in found]


@require_POST
def draw_up(request: HttpRequest) -> HttpResponse:
    """The next version of the list that was chosen, from register and tracing as they stand now."""
    require_right(request.actor, RIGHT)
    kind, party, to = _key(request.POST.get("list", ""))
    draw = draw_up_offer if kind == OFFER else draw_up_request
    try:
        version = draw(actor=request.actor, party=party, to=to)
    except ConflictError as error:
        messages.info(request, f"{error.message} {error.cure}".strip())
        return redirect("exchange:lists")
    messages.success(request, _("Drawn up: %(version)s.") % {"version": version_title(version)})
    return redirect(address_of(version))


@require_GET
def version(request: HttpRequest, kind: str, party: str, other: str, number: int) -> HttpResponse:
    found = list_version_visible_to(viewer=request.actor, kind=kind, party=party, other=other, number=number)
    page = list_rows_visible_to(
        viewer=request.actor, version=found, after=typed_number(request.GET.get("after", "")) or 0
    )
    context = {
        "version": found,
        "title": version_title(found),
        "is_offer": kind == OFFER,
        "words": " ".join(eight_words(found.digest)),
        "by": names_of({found.by}).get(found.by, ""),
        "from": partner_words(found.came_from),
        "facts": _facts(found),
        "rows": [_shown(row, found) for row in page.rows],
        "total": page.total,
        "shown": len(page.rows),
        "next_after": page.next_after or "",
        "back_url": address_of(found) if request.GET.get("after") else "",
        "export_url": reverse("exchange:list_csv", args=[kind, party, other, number]),
        "compare_url": _compare_with_before(found),
        "crumbs": _crumbs({"title": version_title(found)}),
    }
    return render(request, "exchange/list_version.html", context)


def _compare_with_before(version: ListVersion) -> str:
    if version.number < 2:
        return ""
    older = ListVersion(kind=version.kind, party=version.party, other=version.other, number=version.number - 1)
    return _compare_url(version, older)


def _facts(version: ListVersion) -> list[dict[str, Any]]:
    told = version.summary
    facts = [(_("Persons"), version.rows)]
    if version.kind == OFFER:
        facts += [(_("Refused by the holder"), told["withheld"]), (_("Article 109"), told["art109"])]
    return [{"label": label, "value": value} for label, value in facts]


def _shown(row: ListRow, version: ListVersion) -> dict[str, Any]:
    cells = offered_cells(row.values) if version.kind == OFFER else {}
    own_id = row.values.get("own_id", "")
    return {"held": _person(row.id, row.card), "own": _person(own_id, row.own_card), **cells}


def _person(list_id: str, card: PersonCard | None) -> dict[str, Any]:
    if card is None:
        return {"id": list_id, "name": "", "url": "", "number": ""}
    url = reverse("register:person", args=[card.id])
    return {"id": list_id, "name": card.name, "url": url, "number": card.case_number}


@require_GET
def export(request: HttpRequest, kind: str, party: str, other: str, number: int) -> HttpResponse:
    """All rows of the version, with the columns of the page; cells that a spreadsheet would run are defused."""
    found = list_version_visible_to(viewer=request.actor, kind=kind, party=party, other=other, number=number)
    rows = list_rows_visible_to(viewer=request.actor, version=found, limit=None).rows
    is_offer = kind == OFFER
    cells = [_offer_cells(row) if is_offer else _request_cells(row) for row in rows]
    return csv_file(OFFER_COLUMNS if is_offer else REQUEST_COLUMNS, cells, f"{kind}-{party}-{other}-{number}.csv")


def csv_file(columns: tuple[str, ...], rows: list[list[str]], name: str) -> HttpResponse:
    """A CSV download, UTF-8 with mark."""
    stream = io.StringIO(newline="")
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _offer_cells(row: ListRow) -> list[str]:
    told, card = row.values, row.card
    return [
        row.id, card.case_number if card else "", card.name if card else "", told["sex"], told["birth_date"],
        told["event_date"], told["region"], ", ".join(told["categories"]), told["medical_decision"], told["veto"],
    ]  # fmt: skip


def _request_cells(row: ListRow) -> list[str]:
    people = ((row.id, row.card), (row.values["own_id"], row.own_card))
    return [text for key, card in people for text in (key, card.case_number if card else "", card.name if card else "")]


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """`?list=offer/NORTH/SOUTH&before=1&after=2`: who came in, who went out, what is told otherwise."""
    require_right(request.actor, READ)
    kind, party, other = _key(request.GET.get("list", ""))
    before, after = (typed_number(request.GET.get(name, "")) or 0 for name in ("before", "after"))
    found = list_comparison_visible_to(
        viewer=request.actor, kind=kind, party=party, other=other, before=before, after=after
    )
    told = found.difference
    context = {
        "before": found.before,
        "after": found.after,
        "list_title": list_title(kind, party, other),
        "holder": holder_of(found.after),
        "came_in": [_person(key, found.cards.get(key)) for key in told.came_in[:SHOWN_CHANGES]],
        "went_out": [_person(key, found.cards.get(key)) for key in told.went_out[:SHOWN_CHANGES]],
        "changed": [
            {
                "person": _person(row.id, found.cards.get(row.id)),
                "fields": [change_words(name, *values) for name, values in row.fields.items()],
            }
            for row in told.changed[:SHOWN_CHANGES]
        ],
        "counts": [len(told.came_in), len(told.went_out), len(told.changed)],
        "nothing": not told,
        "crumbs": _crumbs({"title": _("What changed")}),
    }
    return render(request, "exchange/compare_lists.html", context)


def _key(text: str) -> tuple[str, str, str]:
    kind, _sign, rest = text.partition("/")
    party, _sign, other = rest.partition("/")
    if kind not in KINDS or not party or not other:
        raise InputError(_("There is no such list."), cure=_("Choose one from the page of lists."))
    return kind, party, other


def _crumbs(*further: dict[str, str]) -> Any:
    return crumbs({"title": _("Requests and offers"), "url": reverse("exchange:lists")}, *further)
