"""Agreements: all of them, one with its seal and signatures, drawing one up, signing it, its file."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import InputError
from homeward.desks.exchange.actions import WordsDifferError, draw_up_agreement, sign_agreement
from homeward.desks.exchange.agreement_documents import signers_for
from homeward.desks.exchange.agreement_forms import DrawUpForm, SignForm
from homeward.desks.exchange.agreement_wording import list_words, next_step, signer_words, state_of
from homeward.desks.exchange.models import Agreement
from homeward.desks.exchange.queries import (
    Standing,
    agreement_file,
    agreement_visible_to,
    agreements_visible_to,
    plan_visible_to,
    standing_of,
)
from homeward.desks.exchange.queries.agreements import OURS
from homeward.desks.exchange.queries.lists import list_versions_visible_to
from homeward.desks.exchange.signing import INTERMEDIARY, notary, own_name
from homeward.desks.exchange.views.plans import sized_qr
from homeward.desks.exchange.wording import way_words
from homeward.engine.sealing import eight_words
from homeward.engine.sealing.keys import key_id
from homeward.office.journal.rights import Actor, has_right, require_right


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    rows = [_row(standing_of(each)) for each in agreements_visible_to(viewer=request.actor)]
    return render(request, "exchange/agreements.html", {"rows": rows, "crumbs": _crumbs()})


def _row(standing: Standing) -> dict[str, Any]:
    return {
        "agreement": standing.agreement,
        "title": standing.document.title,
        "state": state_of(standing.agreement),
        "words": eight_words(standing.agreement.hash),
        "missing": [signer_words(name) for name in standing.missing],
    }


@require_GET
def agreement(request: HttpRequest, number: int) -> HttpResponse:
    standing = standing_of(agreement_visible_to(viewer=request.actor, number=number))
    context = _page(request.actor, standing) | {
        "signers": [_signer(standing, signer) for signer in standing.document.signers],
        "lists": _lists(request.actor, standing),
        "before": _named(request.actor, standing.document.predecessor),
        "after": _named(request.actor, standing.agreement.hash, "predecessor"),
        "may": _may(request.actor, standing),
        "crumbs": _crumbs({"title": _("Agreement %(number)d") % {"number": number}}),
    }
    return render(request, "exchange/agreement.html", context)


def _page(actor: Actor, standing: Standing) -> dict[str, Any]:
    """What the page of an agreement and the page to sign it share."""
    return {
        "agreement": standing.agreement,
        "document": standing.document,
        "plan": standing.agreement.plan,
        "state": state_of(standing.agreement),
        "step": next_step(standing),
        "counts": [{**way, "title": way_words(way["from"], way["to"])} for way in standing.document.counts],
        "words": eight_words(standing.agreement.hash),
        "qr": sized_qr(standing.agreement.hash),
    }


def _signer(standing: Standing, signer: Any) -> dict[str, Any]:
    return {
        "name": signer_words(signer.name),
        "here": bool(own_name()) and signer.key == notary().own().key,
        "key": key_id(signer.key),
        "given": standing.signed.get(signer.name),
    }


def _lists(actor: Actor, standing: Standing) -> list[dict[str, Any]]:
    """The lists that the document names, and whether the same version lies here; a party's own later one is told."""
    here = {(each.kind, each.party, each.other, each.number): each for each in list_versions_visible_to(viewer=actor)}
    rows = []
    for row in standing.document.lists:
        name = (row["kind"], row["party"], row["to"])
        later = [each.number for key, each in here.items() if key[:3] == name and each.number > row["number"]]
        rows.append(
            {
                "words": list_words(row["kind"], row["number"], row["party"], row["to"]),
                "digest": row["digest"],
                "here": (*name, row["number"]) in here,
                "later": max(later, default=0),
            }
        )
    return rows


def _named(actor: Actor, digest: str, field: str = "hash") -> Agreement | None:
    return agreements_visible_to(viewer=actor).filter(**{field: digest}).first() if digest else None


def _may(actor: Actor, standing: Standing) -> dict[str, bool]:
    plan, found = standing.agreement.plan, standing.agreement
    own = own_name()
    return {
        "sign": standing.turn == OURS and has_right(actor, "exchange.sign"),
        "same_person": actor.officer_id in {plan.made_by, plan.approved_by},
        "replace": own == INTERMEDIARY
        and found.state != Agreement.State.REPLACED
        and has_right(actor, "exchange.plan"),
        "download": bool(standing.signed),
    }


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """One question: which eight words did you hear? The right ones sign."""
    require_right(request.actor, "exchange.sign")
    standing = standing_of(agreement_visible_to(viewer=request.actor, number=number))
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            found = sign_agreement(
                actor=request.actor, agreement_hash=standing.agreement.hash, words=form.cleaned_data["words"]
            )
        except (InputError, WordsDifferError) as error:
            form.add_error("words", f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, _told(found))
            return redirect("exchange:agreement", number)
    back = {
        "title": _("Agreement %(number)d") % {"number": number},
        "url": reverse("exchange:agreement", args=[number]),
    }
    # The words are not shown here: they are to come from the other side.
    context = _page(request.actor, standing) | {
        "form": form,
        "may": _may(request.actor, standing),
        "crumbs": _crumbs(back, {"title": _("Sign")}),
    }
    return render(request, "exchange/sign_agreement.html", context, status=400 if form.errors else 200)


def _told(found: Agreement) -> str:
    if found.state == Agreement.State.IN_FORCE:
        return _("Signed. Agreement %(number)d is in force. Send it to the parties now.") % {"number": found.number}
    return _("Signed. Send agreement %(number)d with this signature to the others now.") % {"number": found.number}


@require_http_methods(["GET", "POST"])
def draw_up(request: HttpRequest, number: int) -> HttpResponse:
    """The document on a plan, drawn up on the intermediary's node for all to sign."""
    require_right(request.actor, "exchange.plan")
    plan = plan_visible_to(viewer=request.actor, number=number)
    signers = signers_for(plan)
    standing = agreements_visible_to(viewer=request.actor).exclude(state=Agreement.State.REPLACED)
    choices = [
        (each.hash, _("Agreement %(number)d, on plan %(plan)d") % {"number": each.number, "plan": each.plan.number})
        for each in standing
    ]
    form = DrawUpForm(
        request.POST if request.method == "POST" else None,
        choices=choices,
        initial={"predecessor": next((each.hash for each in standing if each.plan_id == plan.pk), "")},
    )
    if request.method == "POST" and form.is_valid():
        made = draw_up_agreement(actor=request.actor, plan_number=number, predecessor=form.cleaned_data["predecessor"])
        messages.success(
            request, _("Agreement %(number)d is drawn up. Send it to both parties.") % {"number": made.number}
        )
        return redirect("exchange:agreement", made.number)
    context = {
        "form": form,
        "plan": plan,
        "directions": [{**way, "title": way_words(way["from"], way["to"])} for way in plan.summary["directions"]],
        "signers": [{"name": signer_words(each.name), "key": key_id(each.key)} for each in signers],
        "words": eight_words(plan.hash),
        "crumbs": _crumbs({"title": _("Draw up")}),
    }
    return render(request, "exchange/draw_up_agreement.html", context, status=400 if form.errors else 200)


@require_GET
def file(request: HttpRequest, number: int) -> HttpResponse:
    """The envelope with all signatures, which anybody verifies without this software."""
    content = agreement_file(viewer=request.actor, number=number)
    name = content_disposition_header(True, f"agreement-{number}.json") or "attachment"
    return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": name})


def _crumbs(*further: Mapping[str, str]) -> list[Mapping[str, str]]:
    first = {"title": _("Exchange"), "url": reverse("exchange:start")}
    agreed = {"title": _("Agreements"), "url": reverse("exchange:agreements") if further else ""}
    return [first, agreed, *further]
