"""The page of one site: a huge count, a number, big buttons; the full-page answer; taking back; a new difference."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import InputError
from homeward.desks.handover.actions import check_off, raise_discrepancy, take_back
from homeward.desks.handover.actions.checking import ACCEPTED, NOT_ON_LIST, SITE_OF_KIND, answer_to
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.forms import DifferenceForm, NumberForm, ReasonForm
from homeward.desks.handover.models import Line
from homeward.desks.handover.queries import Day, day_visible_to, line_of_typed, may_act_on
from homeward.desks.handover.queries.typed import MISTYPED
from homeward.desks.handover.views.day import last_events
from homeward.desks.handover.views.showing import MAIN_KIND, counts_of, page_of, shown_event, shown_line, way_of
from homeward.desks.handover.wording import ANSWERS, KINDS, SITES, way_words

BUTTONS = {
    c.DEPARTURE: ((c.BOARDED, ""), (c.PRESENT, "quiet")),
    c.LINE: ((c.HANDED_OVER, ""),),
    c.ARRIVAL: ((c.RECEIVED, ""), (c.REFUSED, "grave")),
}


@require_http_methods(["GET", "POST"])
def site(request: HttpRequest, handover_id: str, way: int, site: str) -> HttpResponse:
    """Opening shows the count; posting checks one person off and leads to the answer."""
    found = day_visible_to(viewer=request.actor, handover_id=handover_id, what="site")
    direction = way_of(found, way)
    if site not in c.SITES:
        raise InputError(_("This handover has no such place."))
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = request.POST.get("kind", MAIN_KIND[site])
        if SITE_OF_KIND.get(kind) != site:
            raise InputError(_("There is no such check."), cure=_("Choose one of the buttons."))
        line, why = line_of_typed(found, form.cleaned_data["number"], direction)
        if why == MISTYPED:
            form.add_error("number", _("This number does not fit its last character. Type it again."))
        else:
            return _checked(request, found, way, site, kind, line, form.once())
    return _site_page(request, found, way, site, form)


def _checked(
    request: HttpRequest, found: Day, way: int, site: str, kind: str, line: Line | None, once: str
) -> HttpResponse:
    code = line.code if line is not None else ""
    checked = check_off(actor=request.actor, handover_id=found.handover.pk, person_code=code, kind=kind, event_id=once)
    said = f"event={checked.event.hash}" if checked.event is not None else f"line={code}"
    address = reverse("handover:answer", args=[found.handover.pk, way, site])
    return redirect(f"{address}?kind={kind}&{said}")


def _site_page(request: HttpRequest, found: Day, way: int, site: str, form: NumberForm) -> HttpResponse:
    direction = way_of(found, way)
    tally = next(tally for tally in found.tallies if tally.way == direction)
    shown = last_events(found, site, direction)
    context = page_of(found, "", {"title": f"{SITES[site]} · {way_words(direction)}"}) | {
        "form": form,
        "site": site,
        "way": way,
        "title": SITES[site],
        "direction": way_words(direction),
        "count": getattr(tally, MAIN_KIND[site]),
        "counted": KINDS[MAIN_KIND[site]],
        "tally": tally,
        "all": counts_of(found, tally),
        "buttons": [{"kind": kind, "title": _button_title(kind), "look": look} for kind, look in BUTTONS[site]],
        "last": [shown_event(request.actor, found, event) for event in shown],
        "may": may_act_on(request.actor, found.handover),
        "signed": found.signed("manifest"),
        "missing_url": f"{reverse('handover:persons', args=[found.handover.pk])}?way={'/'.join(direction)}",
    }
    return render(request, "handover/site.html", context, status=400 if form.errors else 200)


def _button_title(kind: str) -> str:
    return {
        c.BOARDED: _("Boarded"),
        c.PRESENT: _("Present"),
        c.HANDED_OVER: _("Handed over"),
        c.RECEIVED: _("Received"),
        c.REFUSED: _("Do not take over"),
    }[kind]


@require_GET
def answer(request: HttpRequest, handover_id: str, way: int, site: str) -> HttpResponse:
    """The full-page answer to one check, computed again from the day: an address cannot say 'accepted' by itself."""
    found = day_visible_to(viewer=request.actor, handover_id=handover_id, what="site")
    direction, kind = way_of(found, way), request.GET.get("kind", "")
    if SITE_OF_KIND.get(kind) != site:
        raise InputError(_("There is no such check."), cure=_("Choose one of the buttons."))
    event = next((event for event in found.events if event.hash == request.GET.get("event", "")), None)
    code = event.person_code if event is not None else request.GET.get("line", "")
    said = ACCEPTED if event is not None else NOT_ON_LIST
    if event is None and code in found.lines:
        said = answer_to(found.state.persons[code], kind)
        if said == ACCEPTED:
            # Nothing was written for this address: back to the page, where it can be.
            return redirect("handover:site", handover_id, way, site)
    tally = next(tally for tally in found.tallies if tally.way == direction)
    tone, title, text = ANSWERS[said]
    context = page_of(found, "", {"title": SITES[site]}) | {
        "said": said,
        "tone": tone,
        "title": title,
        "text": text,
        "kind": KINDS[kind],
        "line": shown_line(request.actor, found, code) if code in found.lines else None,
        "count": getattr(tally, MAIN_KIND[site]),
        "due": tally.due,
        "back_url": reverse("handover:site", args=[handover_id, way, site]),
        "difference_url": reverse("handover:difference", args=[handover_id, way, site]),
        "undo_url": reverse("handover:undo", args=[handover_id, event.hash]) if event is not None else "",
    }
    return render(request, "handover/answer.html", context)


@require_http_methods(["GET", "POST"])
def difference(request: HttpRequest, handover_id: str, way: int, site: str) -> HttpResponse:
    """One code of the closed list: the person goes to the discrepancy desk, the group continues."""
    found = day_visible_to(viewer=request.actor, handover_id=handover_id, what="site")
    direction = way_of(found, way)
    form = DifferenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, line, why = form.cleaned_data["code"], None, ""
        if code != c.EXTRA_PERSON:
            line, why = line_of_typed(found, form.cleaned_data["number"], direction)
        if code != c.EXTRA_PERSON and line is None:
            wrong = _("This number does not fit its last character. Type it again.")
            form.add_error("number", wrong if why else _("Nobody on this list has that number."))
        else:
            raise_discrepancy(
                actor=request.actor,
                handover_id=handover_id,
                code=code,
                site=site,
                person_code=line.code if line is not None else "",
                way="/".join(direction),
                event_id=form.once(),
            )
            messages.success(request, _("Sent to the discrepancy desk. The group continues."))
            return redirect("handover:site", handover_id, way, site)
    context = page_of(found, "", {"title": _("Difference")}) | {
        "form": form,
        "title": SITES[site],
        "direction": way_words(direction),
        "back_url": reverse("handover:site", args=[handover_id, way, site]),
    }
    return render(request, "handover/difference.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, handover_id: str, event_hash: str) -> HttpResponse:
    """One question: what was wrong. The answer adds an event that names the other."""
    found = day_visible_to(viewer=request.actor, handover_id=handover_id, what="site")
    event = next((event for event in found.events if event.hash == event_hash), None)
    if event is None or event.person_code not in found.lines:
        raise InputError(_("There is no such check."), cure=_("Choose one from the last checks."))
    line = found.lines[event.person_code]
    way = found.roster.ways.index((line.holder, line.destination)) + 1
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_back(
            actor=request.actor, handover_id=handover_id, event_hash=event_hash, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Taken back. Both entries stay in the record of the day."))
        return redirect("handover:site", handover_id, way, event.site)
    context = page_of(found, "", {"title": _("Take back")}) | {
        "form": form,
        "row": shown_event(request.actor, found, event),
        "back_url": reverse("handover:site", args=[handover_id, way, event.site]),
    }
    return render(request, "handover/undo.html", context, status=400 if form.errors else 200)
