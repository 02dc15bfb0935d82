"""On a demo node, on its own machine: go on as another of the invented officers. Everywhere else it does not exist."""

import ipaddress

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.base.errors import InputError, RefusedError
from homeward.node.home import read_demonstration
from homeward.office.accounts.actions import note_sign_in
from homeward.office.accounts.models import Officer
from homeward.office.accounts.roles import ROLE_NAMES
from homeward.office.journal.rights import THE_NODE

_PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def may_continue_as(request: HttpRequest) -> bool:
    """Whether this is a demo node and the request comes from its own machine, through nobody."""
    if not settings.NODE.demo or settings.NODE.https or any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@login_not_required
@require_http_methods(["GET", "POST"])
def continue_as(request: HttpRequest) -> HttpResponse:
    """Shows the officers of the demonstration; posting a name signs that officer in and goes on to a page of this node.

    `?name=` puts one officer first, `?next=` names the page.
    """
    if not may_continue_as(request):
        raise RefusedError(_("This switch is for demonstrations on their own machine alone."))
    accounts = read_demonstration(settings.NODE)
    if request.method == "GET":
        chosen = request.GET.get("name", "")
        shown = [{**account, "role": role_words(account["role"])} for account in accounts]
        shown.sort(key=lambda account: account["name"] != chosen)
        going = _inside(request, request.GET.get("next", ""))
        return render(request, "shell/switch.html", {"accounts": shown, "chosen": chosen, "next": going})
    name = request.POST.get("name", "")
    officer = Officer.objects.filter(username=name, is_active=True).first()
    if officer is None or name not in {account["name"] for account in accounts}:
        raise InputError(_("No officer of this demonstration has that name."))
    logout(request)
    login(request, officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    note_sign_in(actor=THE_NODE, officer_id=str(officer.pk), by="continue-as")
    return redirect(_inside(request, request.POST.get("next", "")) or "start")


def role_words(roles: str) -> str:
    """Codes of roles, parted by commas, in the page's language."""
    return ", ".join(str(ROLE_NAMES.get(role, role)) for role in roles.split(", "))


def _inside(request: HttpRequest, address: str) -> str:
    """The same address when it is a page of this node, else ''."""
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else ""
