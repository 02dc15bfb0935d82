"""The pair page: two records, what speaks for and against, an answer, a withdrawal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.desks.tracing.actions import WITHDRAWAL_REASONS, answer_pair, withdraw_answer
from homeward.desks.tracing.answering import CONFIRMED, REJECTED
from homeward.desks.tracing.forms import WithdrawForm, filter_from
from homeward.desks.tracing.models import Pair
from homeward.desks.tracing.queries import Filter, PairView, next_pair_for, pair_visible_to
from homeward.desks.tracing.queries.stages import WAITING
from homeward.desks.tracing.showing import direction_words, evidence_chart, record_rows, tag
from homeward.desks.tracing.wording import ANSWERS, BANDS, FIELDS, SIDES, STAGES
from homeward.office.journal.rights import has_right

_RECORD_CHANGED = "record_changed"


@require_GET
def pair(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    return _page(request, pair_id, WithdrawForm())


@require_POST
def answer(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    round_seen = typed_number(request.POST.get("round", ""))
    if round_seen is None:
        raise InputError(_("This form is not whole."), cure=_("Open the pair again."))
    changed = answer_pair(
        actor=request.actor, pair_id=str(pair_id), word=request.POST.get("word", ""), round=round_seen
    )
    messages.success(request, _after_answer(changed))
    return redirect(_address(changed, request.POST.get("kept", "")))


@require_POST
def withdraw(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, pair_id, form, status=422)
    changed = withdraw_answer(
        actor=request.actor,
        pair_id=str(pair_id),
        reason=form.cleaned_data["reason"],
        words=form.cleaned_data["words"],
    )
    messages.success(request, _("Taken back. What was said before stays in the history."))
    return redirect(_address(changed, request.POST.get("kept", "")))


def _after_answer(changed: Pair) -> str:
    if changed.state == CONFIRMED:
        return _("Confirmed by two people; both records now say so.")
    if changed.state == REJECTED:
        return _("Two people say: not the same person.")
    return _("Your answer is kept.")


def _address(changed: Pair, kept: str) -> str:
    address = reverse("tracing:pair", args=[changed.pk])
    query = QueryDict(kept).urlencode()
    return f"{address}?{query}" if query else address


def _page(request: HttpRequest, pair_id: UUID, form: WithdrawForm, status: int = 200) -> HttpResponse:
    view = pair_visible_to(viewer=request.actor, pair_id=str(pair_id))
    # A refused withdrawal comes by POST and brings the filters of the queue along.
    kept = request.POST.get("kept", "") if request.method == "POST" else request.GET.urlencode()
    context = {
        "view": view,
        "pair": view.pair,
        "rows": record_rows(view.pair, view.missing, view.held),
        "chart": evidence_chart(view.pair.reasons),
        "direction": direction_words(view.pair.seeker, view.pair.holder),
        "band": tag(BANDS, view.pair.band),
        "stage": tag(STAGES, view.stage),
        "candidates": [{"side": SIDES[c.side], "card": c.card, "url": _pair_url(c.pair_id)} for c in view.candidates],
        "changes": [{"side": SIDES[c["side"]], "field": FIELDS[c["field"]]} for c in view.pair.changes],
        "history": _history(view),
        "also": [_pair_url(str(other.pk)) for other in view.also],
        "next_url": _next_url(request, view.pair, QueryDict(kept)),
        "kept": kept,
        "form": form,
        "crumbs": _crumbs(kept),
    }
    return render(request, "tracing/pair.html", context, status=status)


def _crumbs(kept: str) -> list[dict[str, str]]:
    queue = reverse("tracing:queue")
    return [{"title": _("Tracing"), "url": f"{queue}?{kept}" if kept else queue}, {"title": _("Pair")}]


def _pair_url(pair_id: str) -> str:
    return reverse("tracing:pair", args=[pair_id]) if pair_id else ""


def _history(view: PairView) -> list[dict[str, Any]]:
    return [
        {
            "tag": tag(ANSWERS, entry.answer.word),
            "by": entry.by,
            "mine": entry.is_mine,
            "at": entry.answer.at,
            "ended_at": entry.answer.ended_at,
            "ended_by": entry.ended_by,
            "record_changed": entry.answer.ended_why == _RECORD_CHANGED,
            "ended_why": WITHDRAWAL_REASONS.get(entry.answer.ended_why, ""),
            "ended_words": entry.answer.ended_words,
        }
        for entry in view.answers
    ]


def _next_url(request: HttpRequest, present: Pair, kept: QueryDict) -> str:
    if not has_right(request.actor, "tracing.confirm"):
        return ""
    chosen = filter_from(kept)
    if chosen.stage not in ("", *WAITING):
        chosen = Filter("", chosen.band, chosen.direction)
    found = next_pair_for(viewer=request.actor, chosen=chosen, after=present)
    return _address(found, kept.urlencode()) if found else ""
