"""Lists of what is due: expected arrivals, capture cards owed, decisions under art. 109 that wait."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import HomewardError
from homeward.desks.register.actions import enable_capture_card, record_expected_arrival
from homeward.desks.register.forms import ArrivalForm, CardForm
from homeward.desks.register.queries import arrivals_visible_to, art109_queue, owed_cards
from homeward.desks.register.queries.decisions import DECIDE_RIGHT, Waiting
from homeward.desks.register.statuses import STATUSES
from homeward.desks.register.views.shown import errors_of, party_names
from homeward.desks.register.words import DECISION_TITLES, SIZE_TITLES
from homeward.office.journal import clock
from homeward.office.journal.rights import has_right, require_right

_SHOWN_ARRIVALS = 100


@require_http_methods(["GET", "POST"])
def arrivals(request: HttpRequest) -> HttpResponse:
    """Size and days of arrivals that are expected, and what came of the others: a count and a day."""
    found = arrivals_visible_to(viewer=request.actor)
    form, errors = ArrivalForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            record_expected_arrival(actor=request.actor, **form.cleaned_data)
        except HomewardError as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("The arrival is expected."))
            return redirect("register:arrivals")
    rows = [
        {"arrival": row, "size": SIZE_TITLES.get(row.size_class, row.size_class)}
        for row in found.order_by("-last_day", "-first_day", "id")[:_SHOWN_ARRIVALS]
    ]
    context = {
        "open": [row for row in reversed(rows) if row["arrival"].closed_day is None],
        "closed": [row for row in rows if row["arrival"].closed_day is not None],
        "today": clock.now().date(),
        "form": form,
        "errors": errors,
        "crumbs": _crumbs(_("Expected arrivals")),
    }
    return render(request, "register/arrivals.html", context, status=422 if errors or form.errors else 200)


@require_GET
def capture_cards(request: HttpRequest) -> HttpResponse:
    """Owed by day: the longest overdue first (art. 70)."""
    after = request.GET.get("after", "")
    page = owed_cards(viewer=request.actor, after=after)
    context = {
        "rows": [{"card": row, "arrival": STATUSES[row.code].title, "late": -row.days} for row in page.rows],
        "today": clock.now().date(),
        "shown": len(page.rows),
        "next_after": page.next_after,
        "back_url": reverse("register:capture_cards") if after else "",
        "crumbs": _crumbs(_("Capture cards")),
    }
    return render(request, "register/capture_cards.html", context)


@require_POST
def enable_card(request: HttpRequest, card_id: str) -> HttpResponse:
    require_right(request.actor, "register.custody")
    form = CardForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day on which the card could be written."))
        return redirect("register:capture_cards")
    try:
        enable_capture_card(actor=request.actor, card_id=card_id, day=form.cleaned_data["day"])
    except HomewardError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The capture card is noted."))
    return redirect("register:capture_cards")


@require_GET
def art109(request: HttpRequest) -> HttpResponse:
    """Whom the Convention sends home without counterpart and who has not gone; apart from every exchange."""
    party, after = request.GET.get("party", "")[:20], request.GET.get("after", "")
    queue = art109_queue(viewer=request.actor, party=party, after=after)
    parties = party_names(request.actor)
    context = {
        "rows": [_waiting(row, parties) for row in queue.rows],
        "undated": [_waiting(row, parties) for row in queue.undated],
        "undated_count": queue.undated_count,
        "facets": [
            {
                "title": _("Detaining Power"),
                "choices": [
                    {
                        "title": parties.get(code, code),
                        "url": "?" if code == party else f"?party={code}",
                        "active": code == party,
                        "count": count,
                    }
                    for code, count in queue.by_party.items()
                ],
            }
        ],
        "clear_url": reverse("register:art109") if party else "",
        "shown": len(queue.rows),
        "next_after": queue.next_after,
        "back_url": reverse("register:art109") if after else "",
        "may_decide": has_right(request.actor, DECIDE_RIGHT),
        "crumbs": _crumbs(_("Art. 109")),
    }
    return render(request, "register/art109.html", context)


def _waiting(row: Waiting, parties: dict[str, str]) -> dict[str, Any]:
    steps = {
        "tell": _("tell the decision"),
        "act": _("return or accommodation"),
        "examine": _("next commission"),
        "date": _("record the decision with its day"),
    }
    return {
        "row": row,
        "party": parties.get(row.person.party, row.person.party),
        "decision": DECISION_TITLES.get(row.code, row.code),
        "step": steps[row.next_step],
        "late": -row.days if row.days is not None and row.days < 0 else 0,
    }


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"title": _("Register"), "url": reverse("register:list")}, {"title": last}]
