"""Signing in: by password and second factor, or by a passkey that stands for both. No sign-up, no mail."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from homeward.office.accounts.actions import note_sign_in
from homeward.office.accounts.models import Officer
from homeward.office.journal.rights import THE_NODE

_WORDS = {
    "mfa/messages/totp_activated.txt": _("Your app is set up."),
    "mfa/messages/totp_deactivated.txt": _("Your app is taken off."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is taken off."),
    "mfa/messages/recovery_codes_generated.txt": _("These are new recovery codes. Put them down now; they show once."),
    "account/messages/password_changed.txt": _("Your password is changed."),
}


class OfficeAdapter(DefaultAccountAdapter):
    """Officers are invited by an administrator; nobody signs up, and no mail is sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **arguments: Any) -> bool:
        """Whoever signed in minutes ago is not asked again."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records), default=0.0)
        return time.time() - latest >= app_settings.REAUTHENTICATION_TIMEOUT

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Address and name together: by name alone, anybody could lock out an officer whose name they know.
        return f"{get_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def post_login(self, request: HttpRequest, user: Officer, **arguments: Any) -> HttpResponse:
        note_sign_in(actor=THE_NODE, officer_id=str(user.pk), by=_means(request, user))
        response = super().post_login(request, user, **arguments)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response

    def add_message(self, request: HttpRequest, level: int, message_template: Any = None, *rest: Any, **named: Any):
        if words := _WORDS.get(message_template):
            messages.add_message(request, level, words)
        else:
            super().add_message(request, level, message_template, *rest, **named)

    def send_notification_mail(self, *_arguments: Any, **_named: Any) -> None:
        """No node sends mail; the journal has it."""


def remember_language(response: HttpResponse, language: str) -> None:
    """The browser keeps the language as the switch on every page does."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


def _means(request: HttpRequest, user: Officer) -> str:
    records = get_authentication_records(request, user)
    return "+".join(record.get("type") or record["method"] for record in records) or "other"
