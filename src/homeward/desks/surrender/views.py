"""Pages of the duty officer. While intake is off, every page says so and does nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import HomewardError, InputError
from homeward.desks.surrender.actions import end_case, expect, note_contact, put_off, record_notice, run_clocks
from homeward.desks.surrender.clocks import WITHOUT_CONTACT_HOURS
from homeward.desks.surrender.forms import CodeForm, NoticeForm, SentenceForm
from homeward.desks.surrender.models import IntakeCase
from homeward.desks.surrender.queries import case_visible_to, is_open, languages_spoken, live_cases, overdue_count
from homeward.desks.surrender.wording import SIZES, STATES
from homeward.office.journal.rights import has_right, require_right

_View = Callable[..., HttpResponse]
_SHOWN = 100


def _for_duty(right: str) -> Callable[[_View], _View]:
    """The role first, then whether intake is on at all."""

    def guard(view: _View) -> _View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            require_right(request.actor, right)
            if not is_open():
                return render(request, "surrender/off.html")
            return view(request, *arguments, **named)

        return guarded

    return guard


@require_GET
@_for_duty("surrender.read")
def desk(request: HttpRequest) -> HttpResponse:
    """Live cases; no counters, no history."""
    context = {
        "rows": [_row(case) for case in live_cases(viewer=request.actor)[:_SHOWN]],
        "overdue": overdue_count(viewer=request.actor),
        "form": CodeForm(),
        "may_write": has_right(request.actor, "surrender.write"),
    }
    return render(request, "surrender/desk.html", context)


@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
@_for_duty("surrender.write")
def notice(request: HttpRequest) -> HttpResponse:
    """A notice by choices alone. The code is shown once, on the answer to this form, and stands nowhere afterwards."""
    form, errors = NoticeForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = record_notice(
                actor=request.actor,
                wounded=told["wounded"] == "yes",
                **{name: told[name] for name in ("size_class", "first_day", "last_day", "language", "words")},
            )
        except HomewardError as error:
            errors = [str(error)]
        else:
            context = {"code": made.code, "case_id": made.case_id, "crumbs": _crumbs(_("Case code"))}
            return render(request, "surrender/code.html", context)
    titles = dict(settings.LANGUAGES)
    context = {
        "form": form,
        "errors": errors,
        "languages": [titles[code] for code in languages_spoken()],
        "hours": WITHOUT_CONTACT_HOURS,
        "crumbs": _crumbs(_("New notice")),
    }
    return render(request, "surrender/notice.html", context, status=422 if errors or form.errors else 200)


@sensitive_post_parameters("code")
@require_POST
@_for_duty("surrender.write")
def by_code(request: HttpRequest) -> HttpResponse:
    """The same words for every code that no live case has."""
    form = CodeForm(request.POST)
    found = ""
    try:
        found = note_contact(actor=request.actor, code=form.cleaned_data["code"]) if form.is_valid() else ""
    except HomewardError as error:
        messages.error(request, str(error))
        return redirect("surrender:desk")
    if not found:
        messages.error(request, _("No case has this code now."))
        return redirect("surrender:desk")
    return redirect("surrender:case", case_id=found)


@sensitive_post_parameters("sentence")
@require_http_methods(["GET", "POST"])
@_for_duty("surrender.read")
def sentence(request: HttpRequest) -> HttpResponse:
    """Looks at a sentence and keeps nothing of it."""
    form = SentenceForm(request.POST if request.method == "POST" else None)
    passed = request.method == "POST" and form.is_valid()
    context = {"form": form, "passed": passed, "crumbs": _crumbs(_("A sentence"))}
    return render(request, "surrender/sentence.html", context, status=422 if form.errors else 200)


@require_GET
@_for_duty("surrender.read")
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    try:
        record = case_visible_to(viewer=request.actor, case_id=case_id)
    except InputError as error:
        raise Http404(error.message) from error
    context = {
        "record": record,
        **_row(record.case),
        "may_write": has_right(request.actor, "surrender.write"),
        "crumbs": _crumbs(_("Case")),
    }
    return render(request, "surrender/case.html", context)


@require_POST
@_for_duty("surrender.write")
def step(request: HttpRequest, case_id: str) -> HttpResponse:
    """Expect, put off, or end."""
    acts: dict[str, tuple[Callable[[], Any], str]] = {
        "expect": (lambda: expect(actor=request.actor, case_id=case_id), _("The register expects an arrival.")),
        "put_off": (lambda: put_off(actor=request.actor, case_id=case_id), _("Put off once, for three weeks at most.")),
        "arrived": (lambda: end_case(actor=request.actor, case_id=case_id, how="arrived"), _("The case has ended.")),
        "withdrawn": (
            lambda: end_case(actor=request.actor, case_id=case_id, how="withdrawn"),
            _("The case has ended."),
        ),
    }
    chosen = acts.get(request.POST.get("word", ""))
    if chosen is None:
        raise Http404
    act, words = chosen
    try:
        act()
    except HomewardError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    stays = request.POST.get("word") in ("expect", "put_off")
    return redirect("surrender:case", case_id=case_id) if stays else redirect("surrender:desk")


@require_POST
def clocks_now(request: HttpRequest) -> HttpResponse:
    """Ends and destroys what is due; also while intake is off."""
    run_clocks(actor=request.actor)
    messages.success(request, _("The clocks have run. What was due is destroyed."))
    return redirect("surrender:desk")


def _row(found: IntakeCase) -> dict[str, Any]:
    tone, words = STATES[found.state]
    return {
        "case": found,
        "size": SIZES[found.size_class],
        "tone": tone,
        "state": words,
        "language": dict(settings.LANGUAGES).get(found.language, found.language),
    }


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"title": _("Notices"), "url": reverse("surrender:desk")}, {"title": last}]
