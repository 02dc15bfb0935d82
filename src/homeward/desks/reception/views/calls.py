"""The first call home: the wish, the calls to make, one call."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.desks.reception.actions import close_call, record_attempt, record_wish
from homeward.desks.reception.forms import AttemptForm, TalkForm, WishForm
from homeward.desks.reception.models import CallTask
from homeward.desks.reception.queries import arrival_visible_to, call_visible_to, open_calls_visible_to
from homeward.desks.reception.queries.sight import WRITE
from homeward.desks.reception.showing import banner, crumbs, person_crumbs, waited
from homeward.desks.reception.wording import OUTCOMES, WISHES
from homeward.office.accounts.queries import names_of
from homeward.office.journal import clock
from homeward.office.journal.rights import require_right


@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, arrival_id: str) -> HttpResponse:
    require_right(request.actor, WRITE)
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = record_wish(
            actor=request.actor, arrival_id=arrival_id, seen=request.POST.get("seen", ""), **form.cleaned_data
        )
        messages.success(request, _("The wish is kept: %(wish)s.") % {"wish": WISHES[given.wish]})
        return redirect("reception:person", arrival_id)
    view = arrival_visible_to(viewer=request.actor, arrival_id=arrival_id)
    seen = request.POST.get("seen") if request.method == "POST" else view.wish.pk if view.wish else ""
    context = {
        "form": form,
        "person": banner(view.arrival),
        "arrival": view.arrival,
        "last": WISHES[view.wish.wish] if view.wish else "",
        "seen": seen,
        "crumbs": person_crumbs(view.arrival, _("First call home")),
    }
    return render(request, "reception/wish.html", context, status=400 if form.errors else 200)


@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    rows = [
        {
            "call": call,
            "kind": WISHES[call.kind],
            "waits": waited(call.opened_at, now),
            "tries": len(call.attempts.all()),
        }
        for call in open_calls_visible_to(viewer=request.actor)
    ]
    return render(request, "reception/calls.html", {"rows": rows, "crumbs": crumbs({"title": _("Calls home")})})


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, task_id: str) -> HttpResponse:
    word = request.POST.get("word", "")
    attempt_form = AttemptForm(request.POST if word == "try" else None)
    close_form = TalkForm(request.POST if word == "close" else None)
    if attempt_form.is_bound and attempt_form.is_valid():
        seen = typed_number(request.POST.get("seen", ""))
        if seen is None:
            raise InputError(_("This form is not whole."), cure=_("Open the call again."))
        record_attempt(actor=request.actor, task_id=task_id, outcome=attempt_form.cleaned_data["outcome"], seen=seen)
        messages.success(request, _("The try is kept."))
        return redirect("reception:call", task_id)
    if close_form.is_bound and close_form.is_valid():
        try:
            done = close_call(actor=request.actor, task_id=task_id, **close_form.cleaned_data)
            messages.success(request, _("The call is closed."))
            return redirect("reception:person", done.arrival_id)
        except InputError as error:
            close_form.add_error(None, str(error))
    return _call_page(request, task_id, attempt_form, close_form)


def _call_page(request: HttpRequest, task_id: str, attempt_form: AttemptForm, close_form: TalkForm) -> HttpResponse:
    task = call_visible_to(viewer=request.actor, task_id=task_id)
    tries = list(task.attempts.all())
    names = names_of({attempt.by for attempt in tries})
    wrong = attempt_form.errors or close_form.errors
    context = {
        "call": task,
        "person": banner(task.arrival),
        "kind": WISHES[task.kind],
        "is_open": task.state == CallTask.State.OPEN,
        "tries": [
            {"words": OUTCOMES[attempt.outcome], "at": attempt.at, "by": names.get(attempt.by, "")} for attempt in tries
        ],
        "attempt_form": attempt_form,
        "close_form": close_form,
        "form": close_form if close_form.errors else attempt_form,
        "crumbs": crumbs({"title": _("Calls home"), "url": reverse("reception:calls")}, {"title": task.arrival.name}),
    }
    return render(request, "reception/call.html", context, status=400 if wrong else 200)
