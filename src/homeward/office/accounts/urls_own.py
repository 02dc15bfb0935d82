"""Addresses of signing in and of one's own account, under the names that allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, reverse_lazy

from homeward.office.accounts.views import own

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/code/", factor.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("my-account/", own.own_account, name="mfa_index"),
    path("my-account/language/", own.set_language, name="own_language"),
    path("my-account/sessions/", own.end_other_sessions, name="own_sessions"),
    path(
        "my-account/password/",
        account.PasswordChangeView.as_view(success_url=reverse_lazy("mfa_index")),
        name="account_change_password",
    ),
    # An account without a password gets one by a set-up code; allauth leads here by this name.
    path("my-account/password/none/", own.own_account, name="account_set_password"),
    path("my-account/app/", own.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("my-account/app/remove/", own.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("my-account/passkeys/", own.own_account, name="mfa_list_webauthn"),
    path("my-account/passkeys/add/", own.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("my-account/passkeys/<int:pk>/remove/", own.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("my-account/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("my-account/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("my-account/codes/new/", own.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
]
