"""What is added to one person's record: custody, a decision, corrections, the settling of a difference."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.base.errors import HomewardError, InputError
from homeward.desks.register.actions import (
    correct_custody,
    correct_person,
    decide_art109,
    record_custody,
    settle_value,
)
from homeward.desks.register.actions.changes import EDITABLE
from homeward.desks.register.forms import CorrectCustodyForm, CustodyForm, DecisionForm, EditForm
from homeward.desks.register.queries import card_visible_to, custody_of, differences_of, record_to_edit
from homeward.desks.register.queries.changes import Difference
from homeward.desks.register.shapes import PersonCard
from homeward.desks.register.views.shown import errors_of
from homeward.desks.register.words import field_title, value_words
from homeward.office.journal.rights import require_right


@require_http_methods(["GET", "POST"])
def add_custody(request: HttpRequest, person_id: str) -> HttpResponse:
    require_right(request.actor, "register.custody")
    card = _card(request, person_id)
    return _flow(
        request, card, CustodyForm, lambda told: record_custody(actor=request.actor, person_id=card.id, **told),
        title=_("A step of custody"), send=_("Record this step"), done=_("The step is recorded."),
        text=_("Arrival at a camp or hospital starts the seven days of the capture card."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def mend_custody(request: HttpRequest, person_id: str, event_id: str) -> HttpResponse:
    require_right(request.actor, "register.custody")
    card = _card(request, person_id)
    step = next((step for step in custody_of(viewer=request.actor, person_id=card.id) if step.id == event_id), None)
    if step is None:
        raise Http404
    initial = {"code": step.status.code, "at": step.at, "place_code": step.place_code}
    return _flow(
        request, card, CorrectCustodyForm,
        lambda told: correct_custody(actor=request.actor, event_id=event_id, **told), initial=initial,
        title=_("Correct a step of custody"), send=_("Put this in its place"), done=_("The step is corrected."),
        text=_("The step as it was recorded stays in the history."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, person_id: str) -> HttpResponse:
    require_right(request.actor, "register.decide_art109")
    card = _card(request, person_id)
    return _flow(
        request, card, DecisionForm, lambda told: decide_art109(actor=request.actor, person_id=card.id, **told),
        title=_("Decision of a medical commission"), send=_("Record the decision"), done=_("The decision is recorded."),
        text=_("As it stands on the certificate. A decision recorded before stays in the history."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, person_id: str) -> HttpResponse:
    """The form carries the version it was filled against; what somebody else changed since waits beside it."""
    try:
        record = record_to_edit(viewer=request.actor, person_id=person_id, fields=EDITABLE)
    except InputError as error:
        raise Http404(error.message) from error
    names = tuple(name for name in EDITABLE if name != "full_name" or record.values["full_name"])
    form = EditForm(
        request.POST if request.method == "POST" else None,
        names=names,
        kind=record.card.kind,
        initial={**record.values, "seen": record.version},
    )
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            corrected = correct_person(
                actor=request.actor,
                person_id=record.card.id,
                seen=told["seen"],
                values={name: told[name] for name in names},
                reason=told["reason"],
            )
        except HomewardError as error:
            errors = errors_of(error)
        else:
            return _after_correction(request, record.card, corrected)
    context = {"form": form, "errors": errors, "card": record.card, "crumbs": _crumbs(record.card, _("Correct"))}
    return render(request, "register/edit.html", context, status=422 if errors or form.errors else 200)


def _after_correction(request: HttpRequest, card: PersonCard, corrected: Any) -> HttpResponse:
    if corrected.waiting:
        messages.warning(
            request,
            _(
                "A colleague changed the same field while you were writing. "
                "Both values are kept; choose the one that stands."
            ),
        )
        return redirect("register:settle", person_id=card.id)
    messages.success(request, _("The record is corrected.") if corrected.applied else _("Nothing was changed."))
    return redirect("register:person", person_id=card.id)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, person_id: str) -> HttpResponse:
    """Two values of one field, side by side with who gave them; the one that does not stand stays on the page."""
    errors: list[str] = []
    if request.method == "POST":
        try:
            settle_value(
                actor=request.actor,
                person_id=person_id,
                field=request.POST.get("field", "")[:40],
                source=request.POST.get("source", "")[:40],
                word=request.POST.get("word", ""),
            )
        except HomewardError as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("Settled. The other value stays in the record."))
            return redirect("register:settle", person_id=person_id)
    try:
        unsettled = differences_of(viewer=request.actor, person_id=person_id)
    except InputError as error:
        raise Http404(error.message) from error
    context = {
        "card": unsettled.card,
        "differences": [_difference(found, unsettled.card) for found in unsettled.differences],
        "errors": errors,
        "crumbs": _crumbs(unsettled.card, _("Settle")),
    }
    return render(request, "register/settle.html", context, status=422 if errors else 200)


def _difference(found: Difference, card: PersonCard) -> dict[str, Any]:
    def source(officer: str, batch: int) -> str:
        return officer or _("batch %(number)s") % {"number": batch}

    return {
        "found": found,
        "label": field_title(found.field, card.kind).capitalize(),
        "first": value_words(found.field, found.first),
        "later": value_words(found.field, found.later),
        "first_source": source(found.by_first, found.first_batch),
        "later_source": source(found.by_later, found.later_batch),
    }


def _flow(
    request: HttpRequest,
    card: PersonCard,
    form_class: type,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    text: str,
    send: str,
    done: str,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """One question about one person, one act, and back to the person's page."""
    form, errors = form_class(request.POST if request.method == "POST" else None, initial=initial), []
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except HomewardError as error:
            errors = errors_of(error)
        else:
            messages.success(request, done)
            return redirect("register:person", person_id=card.id)
    context = {
        "form": form, "errors": errors, "card": card, "title": title, "text": text, "send": send,
        "crumbs": _crumbs(card, title),
    }  # fmt: skip
    return render(request, "register/one_question.html", context, status=422 if errors or form.errors else 200)


def _card(request: HttpRequest, person_id: str) -> PersonCard:
    try:
        return card_visible_to(viewer=request.actor, person_id=person_id)
    except InputError as error:
        raise Http404(error.message) from error


def _crumbs(card: PersonCard, last: str) -> list[dict[str, str]]:
    return [
        {"title": _("Register"), "url": reverse("register:list")},
        {"title": card.case_number, "url": reverse("register:person", args=[card.id])},
        {"title": last},
    ]
