"""The discrepancy desk: what needs an outcome, proposals and the second person's answer; the neutral; breaking off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import InputError
from homeward.desks.handover.actions import (
    agree_outcome,
    break_off,
    decline_outcome,
    outcomes_for,
    settle_discrepancy,
    withdraw_person,
    witness_crossings,
)
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.forms import BreakOffForm, CountForm, NumberForm, OutcomeForm
from homeward.desks.handover.models import Question
from homeward.desks.handover.protocols import line_words
from homeward.desks.handover.queries import Day, day_visible_to, line_of_typed, may_act_on
from homeward.desks.handover.views.showing import page_of, shown_event, shown_line
from homeward.desks.handover.wording import ABORT_REASONS, OUTCOMES
from homeward.office.accounts.queries import names_of
from homeward.office.journal.rights import Actor


@require_GET
def differences(request: HttpRequest, handover_id: str) -> HttpResponse:
    viewer = request.actor
    found = day_visible_to(viewer=viewer, handover_id=handover_id, what="differences")
    persons = found.state.persons
    settled = [code for code, state in persons.items() if state.outcome and not state.needs_outcome]
    asked = {question.person_code for question in found.questions}
    context = page_of(found, "differences") | {
        "questions": _questions(viewer, found),
        "open": [
            shown_line(viewer, found, state.place.code)
            for state in found.state.needing_outcome
            if state.place.code not in asked
        ],
        "settled": [shown_line(viewer, found, code) for code in settled],
        "may": may_act_on(viewer, found.handover),
    }
    return render(request, "handover/differences.html", context)


def _questions(viewer: Actor, found: Day) -> list[dict[str, Any]]:
    names = names_of({question.asked_by for question in found.questions})
    return [_question(viewer, found, question, names) for question in found.questions]


def _question(viewer: Actor, found: Day, question: Question, names: dict[str, str]) -> dict[str, Any]:
    return {
        "question": question,
        "line": shown_line(viewer, found, question.person_code) if question.person_code else None,
        "outcome": OUTCOMES[question.outcome],
        "reason": ABORT_REASONS.get(question.reason, ""),
        "replacement": shown_line(viewer, found, question.replacement) if question.replacement else None,
        "by": names.get(question.asked_by, question.asked_by),
        "own": question.asked_by == viewer.officer_id,
    }


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, handover_id: str, person_code: str) -> HttpResponse:
    """One difference with its evidence, and one question: how it ends."""
    viewer = request.actor
    found = day_visible_to(viewer=viewer, handover_id=handover_id, what="difference")
    state = found.state.persons.get(person_code)
    if state is None or not state.needs_outcome:
        raise InputError(_("There is nothing to settle for this person."), cure=_("Open the list of differences."))
    reserve = found.next_reserve(person_code)
    told = {c.REPLACED: f": {line_words(found.roster, reserve.code)}"} if reserve else {}
    form = OutcomeForm(request.POST or None, outcomes=outcomes_for(found, state), told=told)
    if request.method == "POST" and form.is_valid():
        settle_discrepancy(
            actor=viewer,
            handover_id=handover_id,
            person_code=person_code,
            outcome=form.cleaned_data["outcome"],
        )
        messages.success(request, _("Proposed. A second person agrees or declines."))
        return redirect("handover:differences", handover_id)
    context = page_of(found, "differences", {"title": _("Difference")}) | {
        "form": form,
        "row": shown_line(viewer, found, person_code),
        "reserve": shown_line(viewer, found, reserve.code) if reserve else None,
        "events": [
            shown_event(viewer, found, event)
            for event in found.events
            # A withdrawal is told by its code alone, not by when and where it was voiced.
            if event.person_code == person_code and not state.withdrawn
        ],
        "may": may_act_on(viewer, found.handover),
    }
    return render(request, "handover/settle.html", context, status=400 if form.errors else 200)


@require_POST
def answer_proposal(request: HttpRequest, handover_id: str, question_id: str) -> HttpResponse:
    """Agreeing or declining; the button says which."""
    agreed = request.POST.get("answer") == "agree"
    if agreed:
        agree_outcome(actor=request.actor, question_id=question_id)
        messages.success(request, _("Settled by two people."))
    else:
        decline_outcome(actor=request.actor, question_id=question_id)
        messages.info(request, _("Declined. The difference stays open."))
    return redirect("handover:differences", handover_id)


@require_http_methods(["GET", "POST"])
def breaking_off(request: HttpRequest, handover_id: str) -> HttpResponse:
    """A page of its own: what breaking off means, and why."""
    found = day_visible_to(viewer=request.actor, handover_id=handover_id, what="differences")
    form = BreakOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        break_off(actor=request.actor, handover_id=handover_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("Proposed. A second person agrees or declines."))
        return redirect("handover:differences", handover_id)
    crossed = sum(state.standing == c.EXCHANGED for state in found.state.persons.values())
    context = page_of(found, "differences", {"title": _("Break off")}) | {
        "form": form,
        "crossed": crossed,
        "back": sum(state.standing in (c.EXPECTED, c.UNDER_WAY) for state in found.state.persons.values()),
        "may": may_act_on(request.actor, found.handover),
    }
    return render(request, "handover/break_off.html", context, status=400 if form.errors else 200)


@require_POST
def witness(request: HttpRequest, handover_id: str) -> HttpResponse:
    """The neutral's count of a group that crossed."""
    form = CountForm(request.POST)
    if not form.is_valid():
        raise InputError(_("Type how many persons you saw cross."))
    count = witness_crossings(
        actor=request.actor,
        handover_id=handover_id,
        way=form.cleaned_data["way"],
        count=form.cleaned_data["count"],
    )
    messages.success(request, _("%(count)d crossings witnessed.") % {"count": count})
    return redirect("handover:day", handover_id)


@require_POST
def withdraw(request: HttpRequest, handover_id: str) -> HttpResponse:
    """The neutral takes a person off this transport. Nothing is asked beside the number."""
    found = day_visible_to(viewer=request.actor, handover_id=handover_id)
    form = NumberForm(request.POST)
    typed = form.cleaned_data["number"] if form.is_valid() else ""
    lines = [line_of_typed(found, typed, way)[0] for way in found.roster.ways] if typed else []
    line = next((line for line in lines if line is not None), None)
    if line is None:
        raise InputError(_("Nobody on this list has that number."), cure=_("Read it from the paper again."))
    withdraw_person(actor=request.actor, handover_id=handover_id, person_code=line.code, event_id=form.once())
    messages.success(request, _("Not on this transport."))
    return redirect("handover:day", handover_id)
