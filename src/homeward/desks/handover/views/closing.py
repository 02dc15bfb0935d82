"""Closing the day: totals, differences by code, the protocol, its three signatures, balance and custody."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.base.errors import InputError
from homeward.desks.handover.actions import close_day, draw_up_protocol, sign_paper
from homeward.desks.handover.day import union_hash
from homeward.desks.handover.forms import PlaceForm
from homeward.desks.handover.papers import protocol_paper, signed_file
from homeward.desks.handover.protocols import exceptions_of
from homeward.desks.handover.queries import Day, day_visible_to, may_act_on, protocol_visible_to
from homeward.desks.handover.views.papers import lines_to_sign
from homeward.desks.handover.views.showing import page_of
from homeward.desks.handover.wording import DISCREPANCIES, OUTCOMES, way_words
from homeward.engine.sealing import eight_words


@require_GET
def closing(request: HttpRequest, handover_id: str) -> HttpResponse:
    found = day_visible_to(viewer=request.actor, handover_id=handover_id, what="closing")
    return _page(request, found, PlaceForm())


def _page(request: HttpRequest, found: Day, form: PlaceForm) -> HttpResponse:
    paper = found.papers.get("protocol")
    context = page_of(found, "closing") | {
        "form": form,
        "totals": [{"tally": tally, "title": way_words(tally.way)} for tally in found.tallies],
        "exceptions": [_exception(row) for row in exceptions_of(found.roster, found.state.persons)],
        "unfinished": len(found.state.unfinished),
        "union": union_hash(found.events),
        "paper": paper,
        "words": eight_words(paper.hash) if paper else (),
        "lines": lines_to_sign(request.actor, found, "protocol"),
        "signed": found.signed("protocol"),
        "may": may_act_on(request.actor, found.handover),
        "unfinished_url": f"{reverse('handover:persons', args=[found.handover.pk])}",
    }
    return render(request, "handover/closing.html", context, status=400 if form.errors else 200)


def _exception(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "title": way_words((row["from"], row["to"])),
        "words": DISCREPANCIES.get(row["code"], _("contradiction")),
        "outcome_words": OUTCOMES.get(row["outcome"], _("to be settled")),
    }


@require_POST
def draw_up(request: HttpRequest, handover_id: str) -> HttpResponse:
    form = PlaceForm(request.POST)
    if not form.is_valid():
        found = day_visible_to(viewer=request.actor, handover_id=handover_id, what="closing")
        return _page(request, found, form)
    draw_up_protocol(actor=request.actor, handover_id=handover_id, place=form.cleaned_data["place"])
    messages.success(request, _("The protocol is drawn up. Both parties and the witness sign it now."))
    return redirect("handover:closing", handover_id)


@require_POST
def sign(request: HttpRequest, handover_id: str) -> HttpResponse:
    """One line under the frozen list or under the protocol."""
    what = request.POST.get("what", "")
    sign_paper(actor=request.actor, handover_id=handover_id, what=what, stands_for=request.POST.get("stands_for", ""))
    messages.success(request, _("Signed."))
    return redirect("handover:closing" if what == "protocol" else "handover:day", handover_id)


@require_POST
def close(request: HttpRequest, handover_id: str) -> HttpResponse:
    close_day(actor=request.actor, handover_id=handover_id)
    messages.success(request, _("The day is closed. Balance and custody are recorded."))
    return redirect("handover:closing", handover_id)


@require_GET
def protocol(request: HttpRequest, handover_id: str) -> HttpResponse:
    """The protocol as PDF in English and the page's language, with the signatures given so far."""
    paper, document = protocol_visible_to(viewer=request.actor, handover_id=handover_id)
    language = request.GET.get("language", "") or get_language() or "en"
    if not language.isascii() or not language.isalpha():
        raise InputError(_("This paper is not printed in that language."))
    content = protocol_paper(paper, document, second_language=language)
    name = content_disposition_header(True, f"protocol-{document['number']}.pdf") or "attachment"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})


@require_GET
def protocol_file(request: HttpRequest, handover_id: str) -> HttpResponse:
    """The protocol's bytes with every node's signature, for `./homeward verify protocol` on any machine."""
    paper, document = protocol_visible_to(viewer=request.actor, handover_id=handover_id)
    name = content_disposition_header(True, f"protocol-{document['number']}.json") or "attachment"
    headers = {"Content-Disposition": name}
    return HttpResponse(signed_file(paper, document), content_type="application/json", headers=headers)
