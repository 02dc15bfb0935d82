"""Who is at the desk: `request.actor`, the second factor before it, and the end of a session that nobody uses."""

import re
import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from homeward.office.accounts.factors import has_factor
from homeward.office.journal.rights import NOBODY

_Next = Callable[[HttpRequest], HttpResponse]
# A session row is written once a minute at most: on SQLite every write takes the one write lock.
_GRAIN = 60
POLL_HEADER = "X-Homeward-Poll"
# What an officer without a second factor may reach: the pages that set one up, and the way out.
SET_UP_PAGES = frozenset({
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout", "set_language",
    "alive",
})  # fmt: skip
_BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")


class IdleMiddleware:
    """Ends a session after 30 idle minutes (`SESSION_COOKIE_AGE`) and after 12 hours in any case.

    A page that polls by itself sends the header `X-Homeward-Poll` and counts as idle.
    """

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._note(request)
        return self.get_response(request)

    def _note(self, request: HttpRequest) -> None:
        now, session = int(time.time()), request.session
        began, seen = session.get("began", now), session.get("seen", 0)
        if now - began > settings.SESSION_LONGEST:
            logout(request)
        elif POLL_HEADER not in request.headers and now - seen >= _GRAIN:
            session["began"], session["seen"], session["device"] = began, now, device_of(request)


class ActorMiddleware:
    """Sets `request.actor`: the signed-in officer as the journal knows people, or nobody.

    Where the node asks for a second factor, whoever has not given one is nobody, and sees the set-up pages alone.
    """

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.factor_missing = user.is_authenticated and not has_given_factor(request)
        request.actor = user.as_actor() if user.is_authenticated and not request.factor_missing else NOBODY
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], unnamed: Any, named: Any
    ) -> HttpResponse | None:
        if not request.factor_missing:
            return None
        if has_factor(request.user):
            # A session that came about without the factor this officer has: it is not theirs until they give it.
            logout(request)
            return redirect("account_login")
        return None if request.resolver_match.url_name in SET_UP_PAGES else redirect("mfa_index")


def has_given_factor(request: HttpRequest) -> bool:
    """Whether this session may act: a second factor was given or just set up, or the node asks for none."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def device_of(request: HttpRequest) -> str:
    """Browser and system in two words, for the officer's own list of sessions; no version, no address."""
    told = request.headers.get("User-Agent", "")
    found = [next((word for word in words if re.search(rf"\b{word}", told)), "") for words in (_BROWSERS, _SYSTEMS)]
    return " · ".join(word for word in found if word)
