"""One claim with its versions; adding, correcting, withdrawing; loading the committed tables."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import ConflictError, InputError
from homeward.desks.claims.actions import (
    CORRECTION_REASONS,
    TABLE_CHANGED,
    WITHDRAWAL_REASONS,
    add_claim,
    correct_claim,
    load_public_tables,
    withdraw_claim,
)
from homeward.desks.claims.forms import ClaimForm, CorrectForm, WithdrawForm, initial_of
from homeward.desks.claims.models import ClaimVersion
from homeward.desks.claims.queries import claim_visible_to
from homeward.desks.claims.showing import claim_line
from homeward.desks.claims.tables import CLAIMS, EVENTS, READINGS
from homeward.desks.claims.wording import COMPARATORS, MODALITIES, SCOPES, TABLE_WHY
from homeward.office.accounts.queries import names_of
from homeward.office.journal.rights import has_right, require_right

WRITE = "claims.write"


@require_GET
def claim(request: HttpRequest, code: str) -> HttpResponse:
    versions = claim_visible_to(viewer=request.actor, code=code)
    names = names_of({version.by for version in versions})
    present = versions[0]
    withdrawn = present.state == ClaimVersion.State.WITHDRAWN
    context = {
        "claim": claim_line(present),
        "facts": _facts(present),
        "withdrawn": withdrawn,
        "versions": [_version(version, names) for version in versions],
        "may_write": has_right(request.actor, WRITE) and not withdrawn,
        "event_url": _event_url(present),
        "crumbs": _crumbs(present),
    }
    return render(request, "claims/claim.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """`?event=X040` starts with that event chosen."""
    require_right(request.actor, WRITE)
    data = request.POST if request.method == "POST" else None
    form = ClaimForm(data, viewer=request.actor, initial={"event_code": request.GET.get("event", "")})
    if data is not None and form.is_valid():
        try:
            added = add_claim(actor=request.actor, content=form.content())
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The claim is kept as %(code)s.") % {"code": added.code})
            return redirect("claims:claim", added.code)
    crumbs = [{"title": _("Claims"), "url": reverse("claims:events")}, {"title": _("Add a claim")}]
    return render(request, "claims/write.html", {"form": form, "crumbs": crumbs}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str) -> HttpResponse:
    require_right(request.actor, WRITE)
    present = claim_visible_to(viewer=request.actor, code=code)[0]
    data = request.POST if request.method == "POST" else None
    form = CorrectForm(data, viewer=request.actor, initial=initial_of(present))
    if data is not None and form.is_valid():
        cleaned = form.cleaned_data
        try:
            correct_claim(
                actor=request.actor,
                code=code,
                version=cleaned["version"],
                changes=form.content(),
                why=cleaned["why"],
                words=cleaned["words_why"],
            )
        except (InputError, ConflictError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Corrected. The version before stays to be read."))
            return redirect("claims:claim", code)
    context = {"form": form, "code": code, "crumbs": _crumbs(present, _("Correct")), "claim": claim_line(present)}
    return render(request, "claims/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    require_right(request.actor, WRITE)
    present = claim_visible_to(viewer=request.actor, code=code)[0]
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data, initial={"version": present.version})
    if data is not None and form.is_valid():
        cleaned = form.cleaned_data
        withdraw_claim(
            actor=request.actor,
            code=code,
            version=cleaned["version"],
            why=cleaned["why"],
            words=cleaned["words_why"],
        )
        messages.success(request, _("Withdrawn. It stays to be read and enters no check."))
        return redirect("claims:claim", code)
    context = {"form": form, "claim": claim_line(present), "crumbs": _crumbs(present, _("Withdraw"))}
    return render(request, "claims/withdraw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    require_right(request.actor, WRITE)
    if request.method == "POST":
        loaded = load_public_tables(actor=request.actor)
        counts = {
            "new": loaded.events_new + loaded.claims_new,
            "changed": loaded.events_changed + loaded.claims_changed,
            "same": loaded.same,
        }
        messages.success(request, _("Rows: %(new)d new, %(changed)d changed, %(same)d as before.") % counts)
        return redirect("claims:events")
    crumbs = [{"title": _("Claims"), "url": reverse("claims:events")}, {"title": _("Load the public tables")}]
    return render(request, "claims/load.html", {"tables": (EVENTS, CLAIMS, READINGS), "crumbs": crumbs})


def _version(version: ClaimVersion, names: dict[str, str]) -> dict[str, Any]:
    reasons = {**CORRECTION_REASONS, **WITHDRAWAL_REASONS, TABLE_CHANGED: TABLE_WHY}
    return {
        "line": claim_line(version),
        "number": version.version,
        "at": version.at,
        "by": names.get(version.by, ""),
        "from_table": version.origin == ClaimVersion.Origin.TABLE and version.why in ("", TABLE_CHANGED),
        "withdrawn": version.state == ClaimVersion.State.WITHDRAWN,
        "why": reasons.get(version.why, ""),
        "words": version.why_words,
    }


def _facts(claim: ClaimVersion) -> list[dict[str, Any]]:
    bounds = claim.as_claim().bounds()
    ranged = ""
    if bounds is not None and not bounds.exact:
        high = _("open") if bounds.high is None else bounds.high
        ranged = _("from %(low)s to %(high)s") % {"low": bounds.low, "high": high}
    rows = (
        (_("How the figure is meant"), COMPARATORS[claim.cmp]),
        (_("As a range"), ranged),
        (_("Done, planned or denied"), MODALITIES[claim.modality]),
        (_("Whole or part"), SCOPES[claim.scope]),
        (_("Part of which claim"), claim.part_of),
        (_("Adds up the claims"), ", ".join(claim.sum_of)),
        (_("The same statement as"), claim.same_origin),
        (_("Mediators named"), "; ".join(claim.named)),
    )
    return [{"label": label, "text": text} for label, text in rows if text]


def _event_url(claim: ClaimVersion) -> str:
    if not claim.event_code:
        return reverse("claims:others")
    return reverse("claims:event", args=[claim.event_code])


def _crumbs(claim: ClaimVersion, last: str = "") -> list[dict[str, str]]:
    crumbs = [
        {"title": _("Claims"), "url": reverse("claims:events")},
        {"title": claim.event_code or _("About no single event"), "url": _event_url(claim)},
        {"title": claim.code},
    ]
    if last:
        crumbs[-1]["url"] = reverse("claims:claim", args=[claim.code])
        crumbs.append({"title": last})
    return crumbs
