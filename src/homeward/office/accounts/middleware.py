"""Who is at the desk: `request.actor`, and the end of a session that nobody uses."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from homeward.office.journal.rights import NOBODY

_Next = Callable[[HttpRequest], HttpResponse]
# A session row is written once a minute at most: on SQLite every write takes the one write lock.
_GRAIN = 60
POLL_HEADER = "X-Homeward-Poll"


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
            session["began"], session["seen"] = began, now


class ActorMiddleware:
    """Sets `request.actor`: the signed-in officer as the journal knows people, or nobody."""

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = user.as_actor() if user.is_authenticated else NOBODY
        return self.get_response(request)
