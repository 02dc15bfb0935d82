"""The pair page: two records, what speaks for and against, an answer, a withdrawal."""

import re
import secrets
from dataclasses import replace
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
from homeward.desks.tracing.actions import (
    WITHDRAWAL_REASONS,
    answer_pair,
    compare_two,
    lower_person,
    raise_person,
    withdraw_answer,
)
from homeward.desks.tracing.actions.raising import RIGHT as RAISE_RIGHT
from homeward.desks.tracing.answering import CONFIRMED, REJECTED
from homeward.desks.tracing.forms import WithdrawForm, filter_from
from homeward.desks.tracing.models import Pair
from homeward.desks.tracing.queries import (
    Filter,
    PairView,
    next_pair_for,
    own_last_answer,
    pair_visible_to,
    staged_pair,
)
from homeward.desks.tracing.queries.stages import WAITING
from homeward.desks.tracing.showing import direction_words, evidence_chart, link_rows, record_rows, tag, use_tag
from homeward.desks.tracing.wording import ANSWERS, BANDS, FIELDS, SIDES, STAGES
from homeward.office.journal.rights import has_right

_RECORD_CHANGED = "record_changed"
_FORM_KEY = re.compile(r"[0-9a-f]{32}")


@require_GET
def pair(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    return _page(request, pair_id, WithdrawForm())


@require_POST
def answer(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Takes an answer and leads on to the next pair under the same filters; that page tells what was answered."""
    round_seen = typed_number(request.POST.get("round", ""))
    if round_seen is None:
        raise InputError(_("This form is not whole."), cure=_("Open the pair again."))
    changed = answer_pair(
        actor=request.actor,
        pair_id=str(pair_id),
        word=request.POST.get("word", ""),
        round=round_seen,
        form_key=form_key_of(request.POST),
    )
    kept = kept_filters(request.POST.get("kept", ""))
    # The place in the queue is that of the pair as this officer sees it, so it is read anew.
    here = staged_pair(viewer=request.actor, pair_id=str(changed.pk))
    following = next_pair_for(viewer=request.actor, chosen=_waiting_only(filter_from(kept)), after=here)
    if following is None:
        messages.success(request, _after_answer(changed))
        return redirect(address_of(changed, kept))
    kept["answered"] = str(changed.pk)
    return redirect(address_of(following, kept))


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
        form_key=form_key_of(request.POST),
    )
    messages.success(request, _("Taken back. What was said before stays in the history."))
    return redirect(address_of(changed, kept_filters(request.POST.get("kept", ""))))


@require_POST
def compare(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Asks that one of the two be compared with the other's next best candidate, who has no pair of their own here."""
    job = compare_two(actor=request.actor, pair_id=str(pair_id), side=request.POST.get("side", ""))
    return redirect("jobs:show", job.pk)


@require_POST
def raise_first(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """The exchange desk asks that one of the two be looked at first, or takes that back."""
    view = pair_visible_to(viewer=request.actor, pair_id=str(pair_id))
    person = {"missing": view.pair.missing_id, "held": view.pair.held_id}.get(request.POST.get("side", ""))
    if person is None:
        raise InputError(_("This form is not whole."), cure=_("Open the pair again."))
    if request.POST.get("lower"):
        lower_person(actor=request.actor, person_id=person)
        messages.success(request, _("Taken back; the pair stands in the queue by its evidence again."))
    else:
        raise_person(actor=request.actor, person_id=person)
        messages.success(request, _("Tracing sees this person before others."))
    return redirect(address_of(view.pair, kept_filters(request.POST.get("kept", ""))))


def kept_filters(text: str) -> QueryDict:
    """The filters of the queue that a form brought along, as they stand in an address, and nothing else of it."""
    kept = QueryDict(text, mutable=True)
    for name in ("answered", "after"):
        kept.pop(name, None)
    return kept


def form_key_of(sent: QueryDict) -> str:
    """The key that the page gave to its form; '' for anything that no page gives out."""
    key = sent.get("form_key", "")
    return key if _FORM_KEY.fullmatch(key) else ""


def _after_answer(changed: Pair) -> str:
    if changed.state == CONFIRMED:
        return _("Confirmed by two people; both records now say so.")
    if changed.state == REJECTED:
        return _("Two people say: not the same person.")
    return _("Your answer is kept.")


def address_of(changed: Pair, kept: QueryDict) -> str:
    """The page of a pair with the filters it was found under."""
    address = reverse("tracing:pair", args=[changed.pk])
    return f"{address}?{kept.urlencode()}" if kept else address


def _page(request: HttpRequest, pair_id: UUID, form: WithdrawForm, status: int = 200) -> HttpResponse:
    view = pair_visible_to(viewer=request.actor, pair_id=str(pair_id))
    # A refused withdrawal comes by POST and brings the filters of the queue along.
    posted = request.method == "POST"
    kept = kept_filters(request.POST.get("kept", "") if posted else request.GET.urlencode())
    context = {
        "view": view,
        "pair": view.pair,
        "rows": record_rows(view.pair, view.missing, view.held),
        "chart": evidence_chart(view.pair),
        "direction": direction_words(view.pair.seeker, view.pair.holder),
        "band": tag(BANDS, view.pair.band),
        "stage": tag(STAGES, view.stage),
        "use": use_tag(view.pair),
        "candidates": [
            {"code": one.side, "side": SIDES[one.side], "card": one.card, "url": _pair_url(one.pair_id)}
            for one in view.candidates
        ],
        "changes": [{"side": SIDES[c["side"]], "field": FIELDS[c["field"]]} for c in view.pair.changes],
        "history": _history(view),
        "links": link_rows(view.links),
        "raising": _raising(request, view),
        "before": None if posted else _answered_before(request),
        "next_url": _next_url(request, view.pair, kept),
        "kept": kept.urlencode(),
        "form": form,
        "form_key": secrets.token_hex(16),
        "crumbs": _crumbs(kept.urlencode()),
    }
    return render(request, "tracing/pair.html", context, status=status)


def _crumbs(kept: str) -> list[dict[str, str]]:
    queue = reverse("tracing:queue")
    return [{"title": _("Tracing"), "url": f"{queue}?{kept}" if kept else queue}, {"title": _("Pair")}]


def _pair_url(pair_id: str) -> str:
    return reverse("tracing:pair", args=[pair_id]) if pair_id else ""


def _raising(request: HttpRequest, view: PairView) -> list[dict[str, Any]]:
    """For who may raise: either person, and whether it stands; nothing on a pair that two have decided."""
    if view.pair.is_decided or not has_right(request.actor, RAISE_RIGHT):
        return []
    sides = (("missing", view.missing), ("held", view.held))
    return [
        {"side": side, "words": SIDES[side], "raised": card.id in view.raised}
        for side, card in sides
        if card and not card.withdrawn
    ]


def _answered_before(request: HttpRequest) -> dict[str, Any] | None:
    """What this officer answered on the page before, with the way back to it; None when they did not just do so."""
    asked = _id_of(request.GET.get("answered", ""))
    found = own_last_answer(viewer=request.actor, pair_id=asked) if asked else None
    if found is None:
        return None
    return {
        "url": _pair_url(str(found.pair.pk)),
        "withdraw_url": reverse("tracing:withdraw", args=[found.pair.pk]),
        "tag": tag(ANSWERS, found.word),
        "words": _after_answer(found.pair),
        # A decision is taken back on its own page, where its history stands; one's own open word with one key.
        "may_undo": not found.pair.is_decided and has_right(request.actor, "tracing.withdraw"),
    }


def _id_of(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


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


def _waiting_only(chosen: Filter) -> Filter:
    """The filters under which to look for the next pair: a stage that waits for nobody is left out."""
    return chosen if chosen.stage in ("", *WAITING) else replace(chosen, stage="")


def _next_url(request: HttpRequest, present: Pair, kept: QueryDict) -> str:
    if not has_right(request.actor, "tracing.confirm"):
        return ""
    found = next_pair_for(viewer=request.actor, chosen=_waiting_only(filter_from(kept)), after=present)
    return address_of(found, kept) if found else ""
