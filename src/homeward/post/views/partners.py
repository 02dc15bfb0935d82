"""Partners: who they are, whether their journals still tell one past, adding one by its card and its eight words."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import ConflictError, HomewardError, InputError, TamperedError
from homeward.engine.sealing.keys import fingerprint_words
from homeward.office.accounts.queries import names_of
from homeward.office.journal.rights import has_right, require_right
from homeward.post.carrying import send_by_http
from homeward.post.forms import EndForm, PartnerForm
from homeward.post.gates.http import NotReachedError
from homeward.post.models import Partner
from homeward.post.own import own
from homeward.post.partners import END_REASONS, add_partner, end_partner
from homeward.post.queries import gaps_of, heads_visible_to, partner_visible_to, partners_visible_to, require_reader
from homeward.post.wording import HEAD_TONES, HEAD_VERDICTS, reason_in_words

_HEADS = 20
ROLE_WORDS = {
    "party": gettext_lazy("bureau of a party"),
    "intermediary": gettext_lazy("intermediary"),
    "public": gettext_lazy("public node"),
}


def crumbs(*path: tuple[str, str]) -> list[dict[str, str]]:
    """Where a page of the post lies."""
    return [{"title": title, "url": url} for title, url in path]


@require_GET
def list_partners(request: HttpRequest) -> HttpResponse:
    partners = list(partners_visible_to(viewer=request.actor))
    gaps = gaps_of(partners)
    context = {
        "partners": [{"partner": each, "gaps": gaps.get(each.pk, [])} for each in partners],
        "card": own().card,
        "words": own().card.words(),
        "may_manage": has_right(request.actor, "post.manage"),
        "may_read": has_right(request.actor, "post.read"),
    }
    return render(request, "post/partners.html", context)


@require_GET
def own_card(request: HttpRequest) -> HttpResponse:
    """The card of this node, to hand to partners."""
    require_reader(request.actor)
    response = HttpResponse(own().card_file(), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{own().card.name}.card"'
    return response


@require_http_methods(["GET", "POST"])
def new_partner(request: HttpRequest) -> HttpResponse:
    require_right(request.actor, "post.manage")
    form = PartnerForm(request.POST, request.FILES) if request.method == "POST" else PartnerForm()
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            partner = add_partner(
                actor=request.actor, card_file=told["card"], words=told["words"], address=told["address"]
            )
        except (InputError, ConflictError, TamperedError) as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("%(name)s is a partner now.") % {"name": partner.title})
            return redirect("post:partner", partner_id=partner.pk)
    path = crumbs((_("Partners"), reverse("post:partners")), (_("Add a partner"), ""))
    return render(request, "post/new_partner.html", {"form": form, "errors": errors, "crumbs": path})


@require_http_methods(["GET", "POST"])
def show_partner(request: HttpRequest, partner_id: str) -> HttpResponse:
    """One partner; posting ends it with a reason."""
    partner = partner_visible_to(viewer=request.actor, partner_id=partner_id)
    form, errors = EndForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            end_partner(actor=request.actor, partner_id=partner.pk, reason=form.cleaned_data["reason"])
        except ConflictError as error:
            errors = errors_of(error)
        else:
            messages.success(request, _("%(name)s is no partner any more.") % {"name": partner.title})
            return redirect("post:partner", partner_id=partner.pk)
    return render(request, "post/partner.html", {**_partner_page(request, partner), "form": form, "errors": errors})


@require_POST
def send_now(request: HttpRequest, partner_id: str) -> HttpResponse:
    """Hands what waits to the partner's node over the network."""
    partner = partner_visible_to(viewer=request.actor, partner_id=partner_id)
    if not has_right(request.actor, "post.manage"):
        require_right(request.actor, "post.send")
    if not partner.address or partner.state != Partner.State.CONFIRMED:
        raise InputError(_("This partner has no address; its bundles go by stick."))
    try:
        carried = send_by_http(partner)
    except NotReachedError as error:
        messages.error(request, str(error))
    else:
        text = _("Bundles handed over: %(count)s.") % {"count": carried.written - len(carried.refused)}
        messages.success(request, text)
        for refused in carried.refused:
            messages.error(request, _("Not taken: %(reason)s") % {"reason": reason_in_words(refused.reason)})
    return redirect("post:partner", partner_id=partner.pk)


def _partner_page(request: HttpRequest, partner: Partner) -> dict[str, Any]:
    names = names_of({partner.confirmed_by, partner.ended_by})
    heads = heads_visible_to(viewer=request.actor, partner_id=partner.pk)[:_HEADS]
    manages = has_right(request.actor, "post.manage")
    is_open = partner.state == Partner.State.CONFIRMED
    return {
        "partner": partner,
        "role": ROLE_WORDS.get(partner.role, partner.role),
        "words": fingerprint_words(partner.name, bytes.fromhex(partner.signing), partner.sealing),
        "gaps": gaps_of([partner]).get(partner.pk, []),
        "heads": [
            {"head": head, "words": HEAD_VERDICTS[head.verdict], "tone": HEAD_TONES.get(head.verdict, "quiet")}
            for head in heads
        ],
        "refusals": [
            {"refusal": each, "words": reason_in_words(each.reason)} for each in partner.told_refusals.all()[:_HEADS]
        ],
        "confirmed_by": names.get(partner.confirmed_by, partner.confirmed_by),
        "ended_by": names.get(partner.ended_by, partner.ended_by),
        "ended_why": END_REASONS.get(partner.ended_why, ""),
        "may_end": manages and is_open,
        "may_send": is_open and bool(partner.address) and (manages or has_right(request.actor, "post.send")),
        "crumbs": crumbs((_("Partners"), reverse("post:partners")), (partner.title, "")),
    }


def errors_of(error: HomewardError) -> list[str]:
    """Message and cure, as the parts for errors show them."""
    return [part for part in (error.message, error.cure) if part]
