"""Requests of relatives: the list, one request whole, and its steps."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import HomewardError, InputError
from homeward.desks.families.actions import (
    decide_kinship,
    hand_on_request,
    link_person,
    record_request,
    register_sought,
)
from homeward.desks.families.asked import CONSENTS, ENQUIRER, LOSS, PROOFS, SOUGHT
from homeward.desks.families.forms import KinshipForm, PartyForm, RequestForm
from homeward.desks.families.models import Kinship, Request
from homeward.desks.families.queries import (
    FILTERS,
    RequestRecord,
    plain_request,
    request_visible_to,
    requests_visible_to,
)
from homeward.desks.families.wording import ANSWER_STATES, WAITING, told_words, verdict_words
from homeward.desks.register.queries import persons_visible_to
from homeward.office.journal.rights import has_right, require_right

_WRITE = "families.write"
_CANDIDATES = 20


@require_GET
def list_requests(request: HttpRequest) -> HttpResponse:
    """A page of requests; there is no export."""
    waiting, text, after = (request.GET.get(name, "") for name in ("waiting", "q", "after"))
    page = requests_visible_to(viewer=request.actor, text=text, waiting=waiting, after=after)
    kept = {"q": text} if text else {}
    context = {
        "rows": [
            {"request": row, "sought": row.sought.get("full_name", ""), "relative": row.enquirer.get("name", "")}
            for row in page.rows
        ],
        "facets": [
            {
                "title": _("What waits"),
                "choices": [
                    {
                        "title": WAITING[name],
                        "url": "?" + urlencode(kept if name == waiting else {**kept, "waiting": name}),
                        "active": name == waiting,
                    }
                    for name in FILTERS
                ],
            }
        ],
        "text": text,
        "clear_url": reverse("families:list") if waiting or text else "",
        "shown": len(page.rows),
        "next_after": page.next_after,
        "back_url": "?" + urlencode({**kept, "waiting": waiting}) if after else "",
        "may_write": has_right(request.actor, _WRITE),
    }
    return render(request, "families/list.html", context)


@require_http_methods(["GET", "POST"])
def new_request(request: HttpRequest) -> HttpResponse:
    require_right(request.actor, _WRITE)
    form, errors = RequestForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            made = record_request(
                actor=request.actor,
                sought=form.told(SOUGHT),
                loss=form.told(LOSS),
                enquirer=form.told(ENQUIRER),
                **{name: form.cleaned_data[name] for name in ("consents", "language", "unsure_spelling", "form_key")},
            )
        except HomewardError as error:
            errors = [str(error)]
        else:
            messages.success(
                request, _("The request is kept. Tell the relative its number: %(case)s.") % {"case": made.case}
            )
            return redirect("families:request", request_id=made.pk)
    context = {
        "form": form,
        "groups": form.groups(),
        "errors": errors,
        "office": settings.NODE.title,
        "crumbs": _crumbs(_("New request")),
    }
    return render(request, "families/new.html", context, status=422 if errors or form.errors else 200)


@require_GET
def show_request(request: HttpRequest, request_id: str) -> HttpResponse:
    record = _record(request, request_id)
    made = record.request
    may = has_right(request.actor, _WRITE) and made.state == Request.State.OPEN
    context = {
        "record": record,
        "request_": made,
        "groups": _groups(made),
        "consents": [CONSENTS[code] for code in made.consents if code in CONSENTS],
        "language": dict(settings.LANGUAGES).get(made.language, made.language),
        "recorded_by": record.names.get(made.recorded_by, made.recorded_by),
        "verdict": verdict_words(record.verdict),
        "kinship": [
            {
                "proven": word.word == Kinship.PROVEN,
                "proof": PROOFS[word.proof],
                "by": record.names.get(word.by, word.by),
                "at": word.at,
            }
            for word in record.kinship
        ],
        "answers": [
            {
                "answer": answer,
                "told": told_words(answer.kind, answer.grade),
                "tone": ANSWER_STATES[answer.state][0],
                "state": ANSWER_STATES[answer.state][1],
                "by": record.names.get(answer.given_by or answer.drafted_by, ""),
            }
            for answer in reversed(record.answers)
        ],
        "may_write": may,
        "may_answer": has_right(request.actor, "families.answer") and made.state == Request.State.OPEN,
        "may_link": may and "SEARCH" in made.consents and not made.person_id,
        "crumbs": _crumbs(made.case),
    }
    return render(request, "families/request.html", context)


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, request_id: str) -> HttpResponse:
    """Missing persons of the register who may be meant; an officer ties the request to one of them."""
    require_right(request.actor, _WRITE)
    errors: list[str] = []
    if request.method == "POST":
        try:
            link_person(actor=request.actor, request_id=request_id, person_id=request.POST.get("person", "")[:32])
        except HomewardError as error:
            errors = [str(error)]
        else:
            messages.success(request, _("The request is tied to this missing person."))
            return redirect("families:request", request_id=request_id)
    made = _plain(request, request_id)
    text = request.GET.get("q", made.sought.get("full_name", ""))
    page = persons_visible_to(viewer=request.actor, kind="missing", text=text, limit=_CANDIDATES)
    context = {
        "request_": made,
        "text": text,
        "cards": page.rows,
        "more": bool(page.next_after),
        "party_form": PartyForm(request.actor),
        "errors": errors,
        "crumbs": _crumbs(_("Missing person"), made),
    }
    return render(request, "families/link.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
def register_person(request: HttpRequest, request_id: str) -> HttpResponse:
    """Registers the person sought as missing, when the register has no such record."""
    return _step(
        request, request_id, PartyForm(request.actor, _sent(request)),
        lambda told: register_sought(actor=request.actor, request_id=request_id, **told),
        title=_("Register the person as missing"), send=_("Register as missing"), 
        done=_("Registered, and tied to this request."),
        text=_(
            "Name, rank, date of birth and unit enter the register as the relative told them. "
            "The rest of the request stays here."
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def kinship(request: HttpRequest, request_id: str) -> HttpResponse:
    return _step(
        request, request_id, KinshipForm(_sent(request)),
        lambda told: decide_kinship(actor=request.actor, request_id=request_id, **told),
        title=_("Kinship"), send=_("Keep this"), done=_("Kept. Draft the next answer anew."),
        text=_("Until kinship is shown, every relative reads the same words, whatever is known."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def hand_on(request: HttpRequest, request_id: str) -> HttpResponse:
    return _step(
        request, request_id, PartyForm(request.actor, _sent(request), others=True),
        lambda told: hand_on_request(actor=request.actor, request_id=request_id, **told),
        title=_("Hand the request on"), send=_("Hand it on"), done=_("Handed on. Give the relative the receipt below."),
        text=_("When another office has to answer. The relative gets a receipt and never has to ask again."),
    )  # fmt: skip


def _step(
    request: HttpRequest, request_id: str, form: Any, act: Any, *, title: str, text: str, send: str, done: str
) -> HttpResponse:
    """One question about one request, one act, and back to the request."""
    require_right(request.actor, _WRITE)
    made, errors = _plain(request, request_id), []
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except HomewardError as error:
            errors = [str(error)]
        else:
            messages.success(request, done)
            return redirect("families:request", request_id=made.pk)
    context = {
        "request_": made, "form": form, "errors": errors, "title": title, "text": text, "send": send,
        "crumbs": _crumbs(title, made),
    }  # fmt: skip
    return render(request, "families/step.html", context, status=422 if errors or form.errors else 200)


def _groups(made: Request) -> list[dict[str, Any]]:
    return [
        {"title": _("The person sought"), "facts": _facts(made.sought, SOUGHT)},
        {"title": _("How contact was lost"), "facts": _facts(made.loss, LOSS)},
        {"title": _("The relative"), "facts": _facts(made.enquirer, ENQUIRER)},
    ]


def _facts(told: Mapping[str, str], titles: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"label": titles[name], "text": told[name]} for name in titles if told.get(name)]


def _sent(request: HttpRequest) -> Any:
    """What was sent, an empty form too; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _plain(request: HttpRequest, request_id: str) -> Request:
    try:
        return plain_request(viewer=request.actor, request_id=request_id)
    except InputError as error:
        raise Http404(error.message) from error


def _record(request: HttpRequest, request_id: str) -> RequestRecord:
    try:
        return request_visible_to(viewer=request.actor, request_id=request_id)
    except InputError as error:
        raise Http404(error.message) from error


def _crumbs(last: str, made: Request | None = None) -> list[dict[str, str]]:
    path = [{"title": _("Families"), "url": reverse("families:list")}]
    if made is not None:
        path.append({"title": made.case, "url": reverse("families:request", args=[made.pk])})
    return [*path, {"title": last}]
