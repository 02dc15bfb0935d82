"""Second factors: an app with codes, passkeys, recovery codes. Secrets are sealed before they enter the database."""

from base64 import urlsafe_b64encode
from typing import Any

import segno
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.office.accounts.models import Officer

APP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
_REAL = (APP, PASSKEY)


class OfficeFactors(DefaultMFAAdapter):
    """allauth's adapter: our words, our QR code, and secrets under the node's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code or key does not fit. Codes change every 30 seconds and work once."),
        "cannot_delete_authenticator": gettext_lazy("This is your only second factor. Set up another one first."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an app or a passkey first."),
    }

    def get_totp_issuer(self) -> str:
        return f"Homeward {settings.NODE.name}"

    def build_totp_svg(self, url: str) -> str:
        code: str = segno.make(url, error="m", micro=False).svg_inline(omitsize=True, light="#fff", svgclass="qr")
        return code

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_last(authenticator)

    def send_notification_mail(self, *_arguments: Any, **_named: Any) -> None:
        """No node sends mail; the journal has it."""

    def generate_authenticator_name(self, user: Officer, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}


def has_factor(user: Any) -> bool:
    """Whether that officer has an app or a passkey; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=_REAL).exists()


def is_last(authenticator: Authenticator) -> bool:
    """Whether a node that asks for a second factor would have none of this officer's without it."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=_REAL).exclude(pk=authenticator.pk)
    return settings.SECOND_FACTOR_REQUIRED and authenticator.type in _REAL and not others.exists()


def count_as_given(request: HttpRequest, kind: str) -> None:
    """Setting a factor up proves that one holds it: the session counts as opened with it."""
    record_authentication(request, request.user, method="mfa", type=kind)


def remove_factors(officer_id: str) -> int:
    """Takes every factor of an officer away; returns how many there were."""
    removed, _by_table = Authenticator.objects.filter(user_id=officer_id).delete()
    return removed


def _seal() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"homeward second factors 1")
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
