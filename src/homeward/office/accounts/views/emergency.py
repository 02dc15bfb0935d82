"""Emergency access: asking for one record, answering, and the list of what was opened."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from homeward.base.errors import ConflictError, InputError
from homeward.office.accounts.actions import approve_opening, ask_opening, decline_opening, end_opening
from homeward.office.accounts.forms import AskForm
from homeward.office.accounts.models import ANSWERED_WITHIN, EmergencyOpening
from homeward.office.accounts.openings import numbers_of, record_address
from homeward.office.accounts.queries import names_of, openings_visible_to
from homeward.office.accounts.reasons import REASONS
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, has_right, require_right

_ROWS = 50
_STATES = {
    "asked": ("warning", gettext_lazy("waits for a second officer")),
    "approved": ("problem", gettext_lazy("open")),
    "declined": ("quiet", gettext_lazy("declined")),
    "ended": ("quiet", gettext_lazy("ended")),
    "lapsed": ("quiet", gettext_lazy("lapsed")),
}
_ANSWERS = {"approve": approve_opening, "decline": decline_opening, "end": end_opening}


@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Whoever may ask asks here; whoever answers or audits sees all of them."""
    found = openings_visible_to(viewer=request.actor)
    may_ask = has_right(request.actor, "emergency.ask")
    form = AskForm(request.POST or None) if may_ask else None
    if request.method == "POST" and (form is None or (form.is_valid() and _asked(request, form))):
        return redirect("accounts:emergency")
    if after := request.GET.get("after", ""):
        found = found.filter(pk__lt=after)
    rows = list(found.order_by("-id")[: _ROWS + 1])
    context = {
        "form": form,
        "openings": _told(rows[:_ROWS], request.actor),
        "shown": min(len(rows), _ROWS),
        "next_after": rows[_ROWS - 1].pk if len(rows) > _ROWS else "",
    }
    return render(request, "accounts/emergency.html", context)


def _asked(request: HttpRequest, form: AskForm) -> bool:
    told = form.cleaned_data
    try:
        ask_opening(actor=request.actor, person_id=told["person"], reason=told["reason"], hours=told["hours"])
    except (InputError, ConflictError) as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Your request waits for a second officer."))
    return True


@require_POST
def answer(request: HttpRequest, opening_id: str) -> HttpResponse:
    """Approve, decline or end one request."""
    require_right(request.actor, "emergency.approve")
    act = _ANSWERS.get(request.POST.get("answer", ""))
    if act is None:
        raise InputError(_("Choose one of the answers."))
    act(actor=request.actor, opening_id=opening_id)
    messages.success(request, _("Your answer is kept."))
    return redirect("accounts:emergency")


def _told(rows: list[EmergencyOpening], viewer: Actor) -> list[dict[str, Any]]:
    names = names_of({row.asked_by for row in rows} | {row.decided_by for row in rows})
    numbers = numbers_of({row.person_id for row in rows})
    may_answer = has_right(viewer, "emergency.approve")
    told = []
    for row in rows:
        state = _state(row)
        told.append({
            "row": row,
            "number": numbers.get(row.person_id, row.person_id),
            "asker": names.get(row.asked_by, row.asked_by),
            "decider": names.get(row.decided_by, row.decided_by),
            "reason": REASONS.get(row.reason, row.reason),
            "tone": _STATES[state][0],
            "state": _STATES[state][1],
            "waits": state == "asked" and may_answer and row.asked_by != viewer.officer_id,
            "open": state == "approved",
            "may_end": state == "approved" and may_answer,
            "url": record_address(row.person_id) if state == "approved" and row.asked_by == viewer.officer_id else "",
        })  # fmt: skip
    return told


def _state(row: EmergencyOpening) -> str:
    moment = clock.now()
    if row.state == row.State.ASKED and row.asked_at + ANSWERED_WITHIN <= moment:
        return "lapsed"
    if row.state == row.State.APPROVED and row.ends_at is not None and row.ends_at <= moment:
        return "ended"
    return str(row.state)
