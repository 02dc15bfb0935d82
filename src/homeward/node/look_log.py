"""Who looked at the persons of one party: for its decision makers and for the auditor, and as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.base.identifiers import case_number, typed_number
from homeward.desks.register.models import Person
from homeward.desks.register.views.shown import table_file
from homeward.node.looked_pages import page_words
from homeward.office.accounts.openings import emergency_words
from homeward.office.accounts.queries import names_of
from homeward.office.accounts.roles import ROLE_NAMES
from homeward.office.journal.looks import record_look
from homeward.office.journal.models import Look
from homeward.office.journal.queries import looks_at_any_of
from homeward.office.journal.rights import Actor
from homeward.office.parties.models import Party

_ROWS, _MOST_EXPORTED, _CHUNK = 50, 50_000, 1000


def looks_for_party(*, viewer: Actor, party: str) -> QuerySet[Look]:
    """Looks at single persons of that party's lists, newest first; for who may read the journal."""
    return looks_at_any_of(viewer=viewer, subjects=Person.objects.filter(party=party).values("pk"))


@require_GET
def look_log(request: HttpRequest) -> HttpResponse:
    """One page of it; `after` is the number of the last row shown."""
    party = _party(request)
    found = looks_for_party(viewer=request.actor, party=party)
    if (after := typed_number(request.GET.get("after", ""), digits=18)) is not None:
        found = found.filter(id__lt=after)
    rows = list(found[: _ROWS + 1])
    shown = rows[:_ROWS]
    context = {
        "party": party,
        "parties": _parties(),
        "looks": list(_told(shown)),
        "shown": len(shown),
        "next_after": shown[-1].pk if len(rows) > _ROWS else "",
    }
    return render(request, "shell/look_log.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same rows, all of them up to 50,000, as CSV; the export is a line of the log itself."""
    party = _party(request)
    rows = list(looks_for_party(viewer=request.actor, party=party)[:_MOST_EXPORTED])
    record_look(viewer=request.actor, what="journal.look_log_export", shown=len(rows), filter=f"party={party}")
    header = [_("when"), _("who"), _("roles"), _("page"), _("case number"), _("reason")]
    cells = (
        [look["at"].isoformat(), look["who"], look["roles"], look["what"], look["number"], look["reason"]]
        for start in range(0, len(rows), _CHUNK)
        for look in _told(rows[start : start + _CHUNK])
    )
    return table_file(header, cells, "look-log.csv")


def _told(looks: list[Look]) -> Iterator[dict[str, Any]]:
    names = names_of({look.viewer for look in looks})
    numbers = dict(Person.objects.filter(pk__in={look.subject for look in looks}).values_list("pk", "number"))
    for look in looks:
        yield {
            "at": look.looked_at,
            "who": names.get(look.viewer, look.viewer),
            "roles": _roles(look.roles.split(",")),
            "what": look.what,
            "page": page_words(look.what),
            "number": case_number(numbers[look.subject]),
            "reason": emergency_words(look.reason) or look.reason,
        }


def _roles(codes: Iterable[str]) -> str:
    return ", ".join(str(ROLE_NAMES.get(code, code)) for code in codes)


def _party(request: HttpRequest) -> str:
    return request.GET.get("party", "") or settings.NODE.party


def _parties() -> list[dict[str, str]]:
    language = get_language() or "en"
    return [{"code": party.code, "name": party.name_in(language)} for party in Party.objects.order_by("code")]
