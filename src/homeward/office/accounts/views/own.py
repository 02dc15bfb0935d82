"""One's own account: language, second factors, sessions. Every officer has this page, whatever their roles."""

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from homeward.base.errors import RefusedError
from homeward.office.accounts.actions import choose_language, end_own_sessions, note_factor
from homeward.office.accounts.factors import APP, CODES, PASSKEY, count_as_given, is_last
from homeward.office.accounts.forms import LanguageForm
from homeward.office.accounts.queries import own_factors, own_sessions
from homeward.office.accounts.sign_in import remember_language
from homeward.office.journal.rights import THE_NODE


@require_GET
def own_account(request: HttpRequest) -> HttpResponse:
    """On a node that asks for a second factor, this is all an officer without one can see."""
    user = request.user
    context = {
        "factors": own_factors(officer=user),
        "factor_missing": request.factor_missing,
        "passkeys_work": request.get_host().partition(":")[0] not in ("127.0.0.1", "[::1]"),
        "sessions": [] if request.factor_missing else _sessions(request),
        "form": LanguageForm(initial={"language": user.language}),
    }
    return render(request, "accounts/own.html", context)


def _sessions(request: HttpRequest) -> list[dict[str, Any]]:
    here = request.session.session_key
    return [{"row": row, "here": row.session_key == here} for row in own_sessions(officer=request.user)]


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    response = redirect("mfa_index")
    if form.is_valid():
        language = form.cleaned_data["language"]
        choose_language(actor=THE_NODE, officer_id=str(request.user.pk), language=language)
        remember_language(response, language)
        translation.activate(language)
        messages.success(request, _("Your pages come in this language from now on."))
    return response


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    kept = request.session.session_key or ""
    ended = end_own_sessions(actor=THE_NODE, officer_id=str(request.user.pk), kept=kept)
    words = ngettext("%(count)s other session has ended.", "%(count)s other sessions have ended.", ended)
    messages.success(request, words % {"count": ended})
    return redirect("mfa_index")


class SetUpApp(ActivateTOTPView):
    """An app that shows codes: its first code proves that it counts as we do."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _set_up(self.request, APP)
        return response


class RemoveApp(DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _note(self.request, APP, "removed")
        return response


class AddPasskey(AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _set_up(self.request, PASSKEY)
        return response


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        if is_last(self.get_object()):
            raise RefusedError(_("This is your only second factor."), cure=_("Set up another one first."))
        response = super().form_valid(form)
        _note(self.request, PASSKEY, "removed")
        return response


class NewCodes(GenerateRecoveryCodesView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _note(self.request, CODES, "renewed")
        return response


def _set_up(request: HttpRequest, kind: str) -> None:
    if settings.SECOND_FACTOR_REQUIRED and request.factor_missing:
        # What was typed before the factor existed must not keep an older session alive elsewhere.
        end_own_sessions(actor=THE_NODE, officer_id=str(request.user.pk), kept=request.session.session_key or "")
    count_as_given(request, str(kind))
    _note(request, kind, "added")


def _note(request: HttpRequest, kind: str, what: str) -> None:
    note_factor(actor=THE_NODE, officer_id=str(request.user.pk), kind=str(kind), what=what)
