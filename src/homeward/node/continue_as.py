"""On a demo node, on its own machine: go on as another of the invented officers. Everywhere else it does not exist."""

import ipaddress

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.base.errors import InputError, RefusedError
from homeward.node.home import read_demonstration
from homeward.office.accounts.actions import note_sign_in
from homeward.office.accounts.models import Officer
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
    """Shows the officers of the demonstration; posting a name signs that officer in."""
    if not may_continue_as(request):
        raise RefusedError(_("This switch is for demonstrations on their own machine alone."))
    accounts = read_demonstration(settings.NODE)
    if request.method == "GET":
        return render(request, "shell/switch.html", {"accounts": accounts})
    name = request.POST.get("name", "")
    officer = Officer.objects.filter(username=name, is_active=True).first()
    if officer is None or name not in {account["name"] for account in accounts}:
        raise InputError(_("No officer of this demonstration has that name."))
    logout(request)
    login(request, officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    note_sign_in(actor=THE_NODE, officer_id=str(officer.pk), by="continue-as")
    return redirect("start")
