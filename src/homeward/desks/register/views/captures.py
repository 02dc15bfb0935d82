"""Captures: one person, or a group at one event, each with a number from the first contact."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import HomewardError, InputError
from homeward.base.identifiers import typed_number
from homeward.desks.register.actions import register_capture, register_group_capture
from homeward.desks.register.actions.captures import UNIDENTIFIED
from homeward.desks.register.forms import CaptureForm, GroupForm, LinesForm
from homeward.desks.register.forms.captures import MOST_LINES
from homeward.desks.register.queries import capture_visible_to, captures_visible_to
from homeward.desks.register.views.shown import errors_of, party_names
from homeward.office.journal.rights import has_right, require_right

_RIGHT = "register.capture"
_ROWS = 50
_FIRST_LINES, _MORE_LINES = 8, 16


@require_GET
def list_captures(request: HttpRequest) -> HttpResponse:
    """Newest first; `after` is the number of the last one shown."""
    found = captures_visible_to(viewer=request.actor)
    if (after := typed_number(request.GET.get("after", ""))) is not None:
        found = found.filter(number__lt=after)
    rows, parties = list(found[: _ROWS + 1]), party_names(request.actor)
    shown = rows[:_ROWS]
    context = {
        "rows": [
            {"capture": capture, "party": parties.get(capture.batch.party, capture.batch.party)} for capture in shown
        ],
        "shown": len(shown),
        "next_after": shown[-1].number if len(rows) > _ROWS else "",
        "back_url": reverse("register:captures") if after else "",
        "may_capture": has_right(request.actor, _RIGHT),
        "crumbs": _crumbs(),
    }
    return render(request, "register/captures.html", context)


@require_GET
def show_capture(request: HttpRequest, capture_id: str) -> HttpResponse:
    """The event and its persons; how it came about is told nowhere."""
    try:
        record = capture_visible_to(viewer=request.actor, capture_id=capture_id)
    except InputError as error:
        raise Http404(error.message) from error
    party = record.capture.batch.party
    context = {
        "capture": record.capture,
        "persons": record.persons,
        "party": party_names(request.actor).get(party, party),
        "crumbs": _crumbs(_("Capture %(number)s") % {"number": record.capture.number}),
    }
    return render(request, "register/capture.html", context)


@require_http_methods(["GET", "POST"])
def new_capture(request: HttpRequest) -> HttpResponse:
    """One person. Only name, rank, date of birth and number are asked, and none of them is required."""
    require_right(request.actor, _RIGHT)
    form, errors = CaptureForm(request.actor, request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            person = register_capture(
                actor=request.actor,
                party=form.cleaned_data["party"],
                day=form.cleaned_data["day"],
                identity=form.identity(),
                unidentified=form.cleaned_data[UNIDENTIFIED],
                region=form.cleaned_data["region"],
                form_key=form.cleaned_data["form_key"],
            )
        except HomewardError as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("The person is registered and has the number below."))
            return redirect("register:person", person_id=person.pk)
    context = {"form": form, "errors": errors, "crumbs": _crumbs(_("One person"))}
    return render(request, "register/new_capture.html", context, status=422 if errors or form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_group(request: HttpRequest) -> HttpResponse:
    """One event, one day, a coarse place, persons by count; told by name as far as they are known."""
    require_right(request.actor, _RIGHT)
    if request.method == "GET":
        form = GroupForm(request.actor, initial={"arrival": request.GET.get("arrival", "")[:32]})
        return _group_page(request, form, LinesForm(initial=[{}] * _FIRST_LINES, prefix="line"), [])
    form, lines, errors = GroupForm(request.actor, request.POST), LinesForm(request.POST, prefix="line"), []
    if "more" in request.POST:
        return _group_page(request, _unbound(request), _with_more(request), [])
    if form.is_valid() and lines.is_valid():
        told = [identity for identity in (line.identity() for line in lines) if identity]
        try:
            capture = _register(request, form, told)
        except HomewardError as error:
            errors = errors_of(error)
        else:
            words = ngettext("%(count)s person is registered.", "%(count)s persons are registered.", capture.count)
            messages.success(request, words % {"count": capture.count})
            return redirect("register:capture", capture_id=capture.pk)
    return _group_page(request, form, lines, errors, status=422)


def _register(request: HttpRequest, form: GroupForm, told: list[dict[str, str]]) -> Any:
    names = ("party", "count", "day", "region", "place", "unit", "form_key")
    return register_group_capture(
        actor=request.actor,
        persons=told,
        arrival_id=form.cleaned_data["arrival"],
        **{name: form.cleaned_data[name] for name in names},
    )


def _unbound(request: HttpRequest) -> GroupForm:
    """What was typed so far, without complaints about what is not typed yet."""
    return GroupForm(request.actor, initial={name: request.POST.get(name, "") for name in GroupForm.base_fields})


def _with_more(request: HttpRequest) -> Any:
    present = min(typed_number(request.POST.get("line-TOTAL_FORMS", "")) or 0, MOST_LINES)
    names = ("full_name", "other_name", "birth_date", "rank", "service_number", UNIDENTIFIED)
    lines = [{name: request.POST.get(f"line-{at}-{name}", "") for name in names} for at in range(present)]
    lines += [{}] * min(_MORE_LINES, MOST_LINES - present)
    return LinesForm(initial=lines, prefix="line")


def _group_page(request: HttpRequest, form: Any, lines: Any, errors: list[str], status: int = 200) -> HttpResponse:
    wrong = [
        _("Line %(line)s: %(field)s: %(error)s") % {"line": at, "field": line.fields[name].label, "error": error}
        for at, line in enumerate(lines, start=1)
        for name, found in line.errors.items()
        for error in found
    ] if lines.is_bound else []  # fmt: skip
    context = {
        "form": form,
        "lines": lines,
        "errors": [*errors, *wrong],
        "may_add": len(lines.forms) < MOST_LINES,
        "crumbs": _crumbs(_("Group")),
    }
    return render(request, "register/new_group.html", context, status=status)


def _crumbs(last: str = "") -> list[dict[str, str]]:
    path = [{"title": _("Register"), "url": reverse("register:list")}]
    if not last:
        return [*path, {"title": _("Captures")}]
    return [*path, {"title": _("Captures"), "url": reverse("register:captures")}, {"title": last}]
