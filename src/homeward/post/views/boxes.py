"""Outbox, inbox and quarantine: what went, what came, what could not be taken and why."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import ConflictError, InputError, NoPlanError, TamperedError
from homeward.base.identifiers import typed_number
from homeward.engine.sealing.bundle import BundleRefusedError
from homeward.office.journal import clock
from homeward.office.journal.rights import has_right, require_right
from homeward.post.deciding import accept_item, decline_item, set_aside, take_from_quarantine
from homeward.post.forms import ListForm, RetractForm
from homeward.post.giving import give, sendable_by
from homeward.post.items import KINDS, line_about
from homeward.post.kinds.person_list import send_list
from homeward.post.models import Quarantined
from homeward.post.queries import (
    arrivals_visible_to,
    held_for,
    outgoing_visible_to,
    quarantined_visible_to,
    received_items_visible_to,
    sent_items_visible_to,
)
from homeward.post.receiving import IN_DOUBT
from homeward.post.sending import retract_item
from homeward.post.views.partners import crumbs, errors_of
from homeward.post.wording import (
    GATES,
    ITEM_STATES,
    QUARANTINE_STATES,
    RECEIVED_STATES,
    TONES,
    cure_for,
    reason_in_words,
)

ROWS = 50


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Items and their receipts, and the bundles they left in."""
    bundles = list(outgoing_visible_to(viewer=request.actor)[:ROWS])
    items = sent_items_visible_to(viewer=request.actor)
    if after := request.GET.get("after", ""):
        items = items.filter(pk__lt=after)
    rows = list(items[: ROWS + 1])
    context = {
        "items": [_sent(item) for item in rows[:ROWS]],
        "bundles": [_bundle(each) for each in bundles],
        "shown": len(rows[:ROWS]),
        "next_after": rows[ROWS - 1].pk if len(rows) > ROWS else "",
        "back_url": reverse("post:outbox") if after else "",
        "may_send": has_right(request.actor, "post.send"),
        "may_give": has_right(request.actor, "post.send"),
    }
    return render(request, "post/outbox.html", context)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """What there is to send to whom; posting gives one thing to the post."""
    require_right(request.actor, "post.send")
    errors: list[str] = []
    if request.method == "POST":
        told = {name: request.POST.get(name, "") for name in ("kind", "key", "partner")}
        try:
            give(actor=request.actor, kind=told["kind"], key=told["key"], partner_id=told["partner"])
        except (InputError, ConflictError, TamperedError) as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("It waits for the next bundle."))
            return redirect("post:send")
    context = {
        "rows": sendable_by(viewer=request.actor),
        "errors": errors,
        "may_send_lists": has_right(request.actor, "register.read"),
        "crumbs": crumbs((_("Outbox"), reverse("post:outbox")), (_("Send to partners"), "")),
    }
    return render(request, "post/send.html", context)


@require_http_methods(["GET", "POST"])
def new_list(request: HttpRequest) -> HttpResponse:
    """Gives a list of the register to the post."""
    require_right(request.actor, "post.send")
    require_right(request.actor, "register.read")
    form = ListForm(request.POST if request.method == "POST" else None, language=get_language() or "en")
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            send_list(actor=request.actor, partner_id=told["partner"], party=told["party"], list_kind=told["list_kind"])
        except (InputError, ConflictError) as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("The list waits for the next bundle."))
            return redirect("post:outbox")
    path = crumbs((_("Outbox"), reverse("post:outbox")), (_("Send a list"), ""))
    return render(request, "post/new_list.html", {"form": form, "errors": errors, "crumbs": path})


@require_http_methods(["GET", "POST"])
def retract(request: HttpRequest, item_id: str) -> HttpResponse:
    """Asks why, then takes an item back."""
    require_right(request.actor, "post.send")
    item = sent_items_visible_to(viewer=request.actor).filter(pk=item_id).first()
    if item is None:
        raise InputError(_("There is no such item."))
    form, errors = RetractForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            retract_item(actor=request.actor, item_id=item.pk, reason=form.cleaned_data["reason"])
        except (InputError, ConflictError) as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("It is taken back."))
            return redirect("post:outbox")
    path = crumbs((_("Outbox"), reverse("post:outbox")), (_("Take back"), ""))
    return render(request, "post/retract.html", {**_sent(item), "form": form, "errors": errors, "crumbs": path})


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Bundles that were read, the last one first."""
    arrivals = arrivals_visible_to(viewer=request.actor)
    if (after := typed_number(request.GET.get("after", ""), digits=18)) is not None:
        arrivals = arrivals.filter(pk__lt=after)
    rows = list(arrivals[: ROWS + 1])
    waiting = quarantined_visible_to(viewer=request.actor).filter(state=Quarantined.State.WAITING).count()
    items = received_items_visible_to(viewer=request.actor)[:ROWS]
    context = {
        "items": [_received(each) for each in items] if not after else [],
        "arrivals": [{"arrival": each, "gate": GATES.get(each.gate, each.gate)} for each in rows[:ROWS]],
        "shown": len(rows[:ROWS]),
        "next_after": rows[ROWS - 1].pk if len(rows) > ROWS else "",
        "back_url": reverse("post:inbox") if after else "",
        "waiting": waiting,
    }
    return render(request, "post/inbox.html", context)


@require_GET
def quarantine(request: HttpRequest) -> HttpResponse:
    """Files that were not taken, with what happened and what to do."""
    rows = [_quarantined(each) for each in quarantined_visible_to(viewer=request.actor)[:ROWS]]
    return render(
        request, "post/quarantine.html", {"rows": rows, "may_manage": has_right(request.actor, "post.manage")}
    )


@require_POST
def decide_on_file(request: HttpRequest, quarantined_id: int) -> HttpResponse:
    """`word` is 'take' or 'pass'."""
    act = {"take": take_from_quarantine, "pass": set_aside}.get(request.POST.get("word", ""))
    if act is None:
        raise InputError(_("Choose what to do with the file."))
    try:
        act(actor=request.actor, quarantined_id=quarantined_id)
    except BundleRefusedError as error:
        messages.error(request, _("Not taken: %(reason)s") % {"reason": reason_in_words(error.reason)})
    except ConflictError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is decided. The journal says by whom."))
    return redirect("post:quarantine")


@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """Items that wait for this person."""
    rows = [_received(item) for item in held_for(viewer=request.actor).order_by("id")[:ROWS]]
    return render(request, "post/held.html", {"rows": rows})


@require_POST
def decide_on_item(request: HttpRequest, item_pk: int) -> HttpResponse:
    """`word` is 'accept' or 'decline'. What was accepted opens at its desk."""
    word = request.POST.get("word", "")
    if word == "decline":
        decline_item(actor=request.actor, item_pk=item_pk)
        messages.success(request, _("It is declined. The sender is told with the next bundle."))
        return redirect("post:held")
    if word != "accept":
        raise InputError(_("Choose what to do with the item."))
    try:
        item = accept_item(actor=request.actor, item_pk=item_pk)
    except (InputError, TamperedError, NoPlanError) as error:
        # Nothing was done: the item waits on, and the desk's own words say why.
        messages.error(request, " ".join(errors_of(error)))
        return redirect("post:held")
    messages.success(request, _("It is taken. The sender is told with the next bundle."))
    address = KINDS[item.kind].address
    return redirect(reverse(address, args=item.result.split(":")) if address else reverse("post:held"))


def _sent(item: Any) -> dict[str, Any]:
    kind = KINDS.get(item.kind)
    return {
        "item": item,
        "title": kind.title if kind else item.kind,
        "line": line_about(item.kind, item.about),
        "state": ITEM_STATES[item.state],
        "tone": TONES[item.state],
        "waits": _since(item.bundle.created_at) if item.bundle and item.state == "sent" else "",
        "reason": reason_in_words(item.reason) if item.reason else "",
        "may_retract": item.state in ("queued", "sent", "held", "taken") and item.kind != "post.retract",
    }


def _received(item: Any) -> dict[str, Any]:
    kind = KINDS.get(item.kind)
    return {
        "item": item,
        "title": kind.title if kind else item.kind,
        "line": line_about(item.kind, item.about),
        "state": RECEIVED_STATES[item.state],
        "tone": TONES[item.state],
        "reason": reason_in_words(item.reason) if item.reason else "",
    }


def _bundle(outgoing: Any) -> dict[str, Any]:
    """Until its receipt is here a bundle was not received, however often it was handed over; its clock runs on."""
    return {"bundle": outgoing, "waits": "" if outgoing.acknowledged_at else _since(outgoing.created_at)}


def _since(moment: datetime) -> str:
    return timesince(moment, clock.now())


def _quarantined(found: Quarantined) -> dict[str, Any]:
    waits = found.state == Quarantined.State.WAITING
    return {
        "file": found,
        "reason": reason_in_words(found.reason),
        "cure": cure_for(found.reason),
        "gate": GATES.get(found.gate, found.gate),
        "state": QUARANTINE_STATES[found.state],
        "tone": "problem" if waits else "quiet",
        "may_take": waits and found.reason in IN_DOUBT,
        "may_pass": waits and found.partner_id is not None and found.reason in {*IN_DOUBT, "BAD_PAYLOAD"},
    }
