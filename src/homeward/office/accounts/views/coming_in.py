"""Coming in: the set-up code, and allauth's own pages under our addresses."""

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from homeward.base.errors import InputError
from homeward.office.accounts.actions import set_up_sign_in
from homeward.office.accounts.forms import SetUpForm
from homeward.office.journal.rights import THE_NODE

# Of the shared cache, so it holds across processes. The code itself cannot be guessed; this spares the database.
_LIMITS = {"set_up": "20/m/ip"}


@login_not_required
@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Whoever holds a code sets a password here, and then signs in."""
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_set_up(request, form):
        messages.success(request, _("Your password is set. Sign in with it now."))
        return redirect("account_login")
    return render(request, "accounts/set_up.html", {"form": form})


def _is_set_up(request: HttpRequest, form: SetUpForm) -> bool:
    told = form.cleaned_data
    if not consume(request, app="homeward.accounts", action="set_up", config=_LIMITS):
        form.add_error(None, _("Too many attempts from here. Wait a minute."))
        return False
    try:
        set_up_sign_in(actor=THE_NODE, username=told["username"], code=told["code"], password=told["password"])
    except InputError as error:
        form.add_error(None, str(error))
        return False
    return True
