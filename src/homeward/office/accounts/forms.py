"""Forms of this room: inviting, roles, setting up, one's own account, emergency access; and allauth's in our words."""

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.office.accounts.models import MOST_HOURS
from homeward.office.accounts.openings import find_person
from homeward.office.accounts.reasons import REASONS
from homeward.office.accounts.roles import ROLE_NAMES

_ROLES = [(role, title) for role, title in ROLE_NAMES.items()]


class RolesForm(forms.Form):
    """Which roles one officer holds."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=_ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Some roles may not meet in one person; saving tells which."),
    )


class InviteForm(RolesForm):
    """A new officer."""

    display_name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("As colleagues know this person.")
    )
    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        validators=[ASCIIUsernameValidator()],
        help_text=gettext_lazy("Latin letters, digits, hyphens and dots; no blanks."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, initial="en")
    field_order = ("display_name", "username", "language", "roles")


class SetUpForm(forms.Form):
    """Name, code and a password of one's own."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false", "dir": "ltr"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        help_text=gettext_lazy("As printed: five groups of four. It is good once."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        help_text=gettext_lazy("At least 12 characters. Several words are easy to keep and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            self.add_error("again", _("The two passwords differ."))
        return told


class LanguageForm(forms.Form):
    """The language of one's own pages."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


class AskForm(forms.Form):
    """One person's record, for a reason and some hours."""

    person = forms.CharField(
        label=gettext_lazy("Case number or code of the person"),
        max_length=40,
        help_text=gettext_lazy("As printed beside the QR code."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=[("", "—"), *REASONS.items()])
    hours = forms.IntegerField(label=gettext_lazy("Hours"), min_value=1, max_value=MOST_HOURS, initial=4)

    def clean_person(self) -> str:
        found = find_person(self.cleaned_data["person"])
        if not found:
            raise forms.ValidationError(_("No person has this number. Check each sign, the last one too."))
        return found


_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}


class CodeForm(AuthenticateForm):
    """The second factor as a code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("From your app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={**_CODE, "autofocus": True}),
    )


class CodeAgainForm(ReauthenticateForm):
    """The same, while signed in."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("From your app, or one of your recovery codes."),
        widget=forms.TextInput(attrs=_CODE),
    )


class AppForm(ActivateTOTPForm):
    """The first code of an app, to see that it counts as we do."""

    code = forms.CharField(label=gettext_lazy("Code that the app shows"), widget=forms.TextInput(attrs=_CODE))


# What the libraries below raise for an answer that no browser would give, or whose signature does not fit.
_GARBLED = (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error, InvalidSignature)


class PasskeyAnswerForm(AuthenticateWebAuthnForm):
    """The answer of a passkey, as second factor."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except _GARBLED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyAloneForm(PasskeyAnswerForm, LoginWebAuthnForm):
    """The answer of a passkey that stands for the password as well."""


class PasskeyAgainForm(PasskeyAnswerForm, ReauthenticateWebAuthnForm):
    """The answer of a passkey, while signed in."""


class PasskeyForm(AddWebAuthnForm):
    """A passkey with a name; `passwordless` when it shall do without the password."""

    name = forms.CharField(
        label=gettext_lazy("Name of this passkey"), max_length=60, required=False,
        help_text=gettext_lazy("So that you can tell it from others, as: key on the ring, telephone."),
    )  # fmt: skip
    passwordless = forms.BooleanField(
        label=gettext_lazy("Sign in with this passkey alone"),
        required=False,
        help_text=gettext_lazy("It then asks for its own PIN or for your finger each time."),
    )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except _GARBLED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=gettext_lazy("Name of this passkey"), max_length=60)
