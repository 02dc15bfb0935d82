"""Asking for a search, and what searches found."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import InputError
from homeward.desks.register.queries import parties_with_lists
from homeward.desks.tracing.actions import follow_direction, search, stop_following
from homeward.desks.tracing.forms import SearchForm
from homeward.desks.tracing.models import SearchRun
from homeward.desks.tracing.queries import directions_followed, open_searches, run_visible_to, runs_visible_to
from homeward.desks.tracing.showing import direction_words
from homeward.office.accounts.queries import names_of
from homeward.office.journal.rights import has_right
from homeward.office.parties.queries import parties_visible_to

_SHOWN = 20


@require_http_methods(["GET", "POST"])
def searches(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        job = search(actor=request.actor, **form.cleaned_data)
        return redirect("jobs:show", job.pk)
    runs = list(runs_visible_to(viewer=request.actor)[:_SHOWN])
    names = names_of({run.by for run in runs})
    context = {
        "form": form,
        "possible": bool(form.fields["seeker"].choices and form.fields["holder"].choices),
        "may_search": has_right(request.actor, "tracing.search"),
        "open": open_searches(viewer=request.actor),
        "followed": _followed(request),
        "runs": [_shown(run, names) for run in runs],
        "crumbs": [{"title": _("Tracing"), "url": reverse("tracing:queue")}, {"title": _("Searches")}],
    }
    return render(request, "tracing/searches.html", context, status=422 if form.errors else 200)


@require_POST
def following(request: HttpRequest) -> HttpResponse:
    """Switches on or off that a change of the lists starts a search of one direction by itself."""
    seeker, dash, holder = request.POST.get("direction", "").partition("-")
    if not dash:
        raise InputError(_("This form is not whole."), cure=_("Open the searches again."))
    switch = follow_direction if request.POST.get("on") else stop_following
    switch(actor=request.actor, seeker=seeker, holder=holder)
    return redirect("tracing:searches")


@require_GET
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    found = run_visible_to(viewer=request.actor, run_id=str(run_id))
    crumbs = [
        {"title": _("Tracing"), "url": reverse("tracing:queue")},
        {"title": _("Searches"), "url": reverse("tracing:searches")},
        {"title": direction_words(found.seeker, found.holder)},
    ]
    return render(request, "tracing/run.html", {"run": _shown(found, names_of({found.by})), "crumbs": crumbs})


def _form(request: HttpRequest) -> SearchForm:
    lists = parties_with_lists(viewer=request.actor)
    names = {party.code: party.name_in(get_language()) for party in parties_visible_to(viewer=request.actor)}
    seekers = [(one.party, _titled(one.party, names, one.missing)) for one in lists if one.missing]
    holders = [(one.party, _titled(one.party, names, one.held)) for one in lists if one.held]
    data = request.POST if request.method == "POST" else None
    return SearchForm(data, seekers=seekers, holders=holders)


def _followed(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "code": f"{one.seeker}-{one.holder}",
            "words": direction_words(one.seeker, one.holder),
            "is_on": one.is_on,
            "waits": one.waits,
        }
        for one in directions_followed(viewer=request.actor)
    ]


def _titled(code: str, names: dict[str, str], count: int) -> str:
    return _("%(party)s (%(count)s persons)") % {"party": names.get(code, code), "count": count}


def _shown(run: SearchRun, names: dict[str, str]) -> dict[str, Any]:
    query = urlencode({"direction": f"{run.seeker}-{run.holder}"})
    return {
        "direction": direction_words(run.seeker, run.holder),
        "at": run.at,
        "by": names.get(run.by, ""),
        "counts": run.counts,
        "url": reverse("tracing:run", args=[run.pk]),
        "queue_url": f"{reverse('tracing:queue')}?{query}",
    }
