"""Sign-in by name and password, on demo and development nodes only, and no sign-up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from homeward.office.accounts.actions import note_sign_in
from homeward.office.accounts.models import Officer
from homeward.office.journal.rights import THE_NODE


class PasswordBackend(AuthenticationBackend):
    """allauth's backend, closed where a password alone is not enough."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Officer | None:
        return super().authenticate(request, **credentials) if settings.PASSWORD_SIGN_IN else None


class OfficeAdapter(DefaultAccountAdapter):
    """Officers are invited by an administrator; nobody signs up, and no mail is sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By name alone, whoever guesses at a clerk's name would lock the clerk out.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not settings.PASSWORD_SIGN_IN:
            raise ValidationError(_("This node does not open with a password alone. Ask its administrator for a key."))
        super().pre_authenticate(request, **credentials)

    def post_login(self, request: HttpRequest, user: Officer, **arguments: Any) -> HttpResponse:
        note_sign_in(actor=THE_NODE, officer_id=str(user.pk))
        return super().post_login(request, user, **arguments)
