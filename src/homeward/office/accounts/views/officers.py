"""The administrator's pages: officers, their roles, inviting, disabling, setting up anew."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import HomewardError
from homeward.office.accounts.actions import (
    Invitation,
    disable_officer,
    grant_role,
    invite_officer,
    reopen_officer,
    reset_sign_in,
    withdraw_role,
)
from homeward.office.accounts.forms import InviteForm, RolesForm
from homeward.office.accounts.models import Officer
from homeward.office.accounts.queries import officer_visible_to, officers_visible_to, open_codes, with_factors
from homeward.office.accounts.roles import ROLE_NAMES
from homeward.office.journal.rights import Actor, require_right

_ROWS = 50


@require_GET
def list_officers(request: HttpRequest) -> HttpResponse:
    """All officers by sign-in name, one page after a name."""
    after = request.GET.get("after", "")[:60]
    found = list(officers_visible_to(viewer=request.actor).filter(username__gt=after)[: _ROWS + 1])
    shown = found[:_ROWS]
    context = {
        "officers": _rows(request.actor, shown),
        "shown": len(shown),
        "next_after": shown[-1].username if len(found) > _ROWS else "",
        "back_url": reverse("accounts:officers") if after else "",
    }
    return render(request, "accounts/officers.html", context)


def _rows(viewer: Actor, officers: list[Officer]) -> list[dict[str, Any]]:
    ids = [officer.pk for officer in officers]
    factors, codes = with_factors(viewer=viewer, officer_ids=ids), open_codes(viewer=viewer, officer_ids=ids)
    return [
        {
            "officer": officer,
            "roles": [ROLE_NAMES[role] for role in officer.roles],
            "state": _state(officer, officer.pk in factors),
            "code_until": codes.get(officer.pk),
        }
        for officer in officers
    ]


def _state(officer: Officer, has_factor: bool) -> dict[str, str]:
    if not officer.is_active:
        return {"tone": "quiet", "text": _("closed")}
    if not officer.has_usable_password():
        return {"tone": "warning", "text": _("invited, not set up yet")}
    if has_factor:
        return {"tone": "good", "text": _("with a second factor")}
    return {"tone": "info", "text": _("password alone")}


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """A new officer; the answer shows the code, once."""
    require_right(request.actor, "accounts.manage")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _shown_once(request, invite_officer(actor=request.actor, **form.cleaned_data))
        except HomewardError as error:
            form.add_error(None, str(error))
    crumbs = [{"title": _("Officers"), "url": reverse("accounts:officers")}, {"title": _("Invite")}]
    return render(request, "accounts/invite.html", {"form": form, "crumbs": crumbs})


@require_http_methods(["GET", "POST"])
def show_officer(request: HttpRequest, officer_id: Any) -> HttpResponse:
    """One officer; posting saves the roles, all of them or none."""
    officer = officer_visible_to(viewer=request.actor, officer_id=officer_id)
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": officer.roles})
    if request.method == "POST" and form.is_valid() and _roles_saved(request, officer, form):
        messages.success(request, _("The roles are saved."))
        return redirect("accounts:officer", officer_id=officer.pk)
    context = _rows(request.actor, [officer])[0] | {
        "form": form,
        "oneself": str(officer.pk) == request.actor.officer_id,
        "crumbs": [{"title": _("Officers"), "url": reverse("accounts:officers")}, {"title": officer.display_name}],
    }
    return render(request, "accounts/officer.html", context)


def _roles_saved(request: HttpRequest, officer: Officer, form: RolesForm) -> bool:
    wanted, held, key = set(form.cleaned_data["roles"]), set(officer.roles), str(officer.pk)
    try:
        with transaction.atomic():
            for role in sorted(held - wanted):
                withdraw_role(actor=request.actor, officer_id=key, role=role)
            for role in sorted(wanted - held):
                grant_role(actor=request.actor, officer_id=key, role=role)
    except HomewardError as error:
        form.add_error("roles", str(error))
        return False
    return True


@require_POST
def disable(request: HttpRequest, officer_id: Any) -> HttpResponse:
    disable_officer(actor=request.actor, officer_id=str(officer_id))
    messages.success(request, _("The account is closed and its sessions have ended."))
    return redirect("accounts:officer", officer_id=officer_id)


@require_POST
def reset(request: HttpRequest, officer_id: Any) -> HttpResponse:
    return _shown_once(request, reset_sign_in(actor=request.actor, officer_id=str(officer_id)))


@require_POST
def reopen(request: HttpRequest, officer_id: Any) -> HttpResponse:
    return _shown_once(request, reopen_officer(actor=request.actor, officer_id=str(officer_id)))


def _shown_once(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    address = request.build_absolute_uri(reverse("accounts:set_up"))
    context = {"invitation": invitation, "address": address}
    return render(request, "accounts/code.html", context)
