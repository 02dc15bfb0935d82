"""A room's "no" becomes a page: what happened, and the cure."""

import errno
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from homeward.base.errors import (
    ConflictError,
    HomewardError,
    NoPlanError,
    NotBuiltError,
    RefusedError,
    TamperedError,
)

# The first that fits counts; whatever is left was something handed in.
_STATUS: tuple[tuple[type[HomewardError], int], ...] = (
    (RefusedError, 403),
    (ConflictError, 409),
    (NoPlanError, 422),
    (TamperedError, 500),
    (NotBuiltError, 501),
)
_PG_DISK_FULL = "53100"  # https://www.postgresql.org/docs/current/errcodes-appendix.html


class RefusalsMiddleware:
    """Turns errors of our own tree into answers; any other exception stays what it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _unnamed: Sequence[object],
        named: dict[str, Any],
    ) -> None:
        """No text of anybody's holds a zero character, and PostgreSQL takes none: refused before any desk reads it."""
        told = [text for form in (request.GET, request.POST) for _name, texts in form.lists() for text in texts]
        if any("\0" in str(text) for text in (*told, *named.values())):
            raise BadRequest("a zero character")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_full(exception):
            return full_page(request)
        if not isinstance(exception, HomewardError):
            return None
        return refusal_page(request, exception)


def refusal_page(request: HttpRequest, error: HomewardError) -> HttpResponse:
    """The error page for one of our errors, with its status."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 400)
    context = {"title": _title(status), "message": error.message, "cure": error.cure, "status": status}
    return render(request, ["shell/error.html", "accounts/refusal.html"], context, status=status)


def is_full(exception: BaseException | None) -> bool:
    """Whether the database, or the disk under it, had no room left: by either database's own sign, or the system's."""
    while exception is not None:
        signs = (getattr(exception, "sqlite_errorcode", None), getattr(exception, "sqlstate", None))
        if sqlite3.SQLITE_FULL in signs or _PG_DISK_FULL in signs:
            return True
        if isinstance(exception, OSError) and exception.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        exception = exception.__cause__
    return False


def full_page(request: HttpRequest) -> HttpResponse:
    """What was being done is undone whole. Answered as 500: for any other status the session would be written again."""
    context = {
        "title": _("No room is left on this node"),
        "message": _("The disk is full. What you were doing was not done, and nothing else was changed."),
        "cure": _("Tell the administrator to make room, then do it again. Your work so far is kept."),
        "status": 500,
    }
    return render(request, ["shell/error.html", "accounts/refusal.html"], context, status=500)


def _title(status: int) -> str:
    return {
        400: _("This cannot be used as it is"),
        403: _("You may not do this"),
        409: _("Somebody else was there first"),
        422: _("No plan satisfies these terms"),
        500: _("The record does not match its seal"),
        501: _("This version does not have that"),
    }[status]
