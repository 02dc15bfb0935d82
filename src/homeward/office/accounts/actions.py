"""Inviting officers, giving and taking roles, closing accounts."""

from collections.abc import Collection

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.base.scripts import clean
from homeward.office.accounts.models import Officer
from homeward.office.accounts.roles import check_roles
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor


@action("accounts.create_officer", right="accounts.manage")
def create_officer(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    password: str,
    roles: Collection[str] = (),
    language: str = "en",
) -> Outcome[Officer]:
    """Opens an account. The journal learns id and roles, never name or password.

    Raises:
        IncompatibleRolesError: two of the roles may not meet.
        ConflictError: the sign-in name is taken.
        InputError: the sign-in name or the password will not do.
    """
    held = check_roles(roles)
    if Officer.objects.filter(username=username).exists():
        raise ConflictError(_("That sign-in name is taken."), cure=_("Choose another one."))
    officer = Officer(username=username, display_name=clean(display_name), language=language, roles=held)
    officer.set_password(password)
    try:
        validate_password(password, officer)
        officer.full_clean()
    except ValidationError as error:
        raise InputError(" ".join(error.messages)) from error
    officer.save(force_insert=True)
    return Outcome(officer, facts={"roles": held}, subjects=[str(officer.pk)])


@action("accounts.grant_role", right="accounts.manage")
def grant_role(*, actor: Actor, officer_id: str, role: str) -> Outcome[Officer]:
    """Gives one more role; nobody gives one to themselves."""
    officer = _locked(officer_id)
    _not_oneself(actor, officer)
    officer.roles = check_roles([*officer.roles, role])
    officer.save(update_fields=["roles"])
    return Outcome(officer, facts={"role": role, "roles": officer.roles}, subjects=[str(officer.pk)])


@action("accounts.withdraw_role", right="accounts.manage")
def withdraw_role(*, actor: Actor, officer_id: str, role: str) -> Outcome[Officer]:
    """Takes a role away."""
    officer = _locked(officer_id)
    if role not in officer.roles:
        raise ConflictError(_("That officer does not hold this role any more."))
    officer.roles = [held for held in officer.roles if held != role]
    officer.save(update_fields=["roles"])
    return Outcome(officer, facts={"role": role, "roles": officer.roles}, subjects=[str(officer.pk)])


@action("accounts.disable_officer", right="accounts.manage")
def disable_officer(*, actor: Actor, officer_id: str) -> Outcome[Officer]:
    """Closes an account: the next request of that officer is nobody's. The row stays, for the journal names it."""
    officer = _locked(officer_id)
    _not_oneself(actor, officer)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    return Outcome(officer, subjects=[str(officer.pk)])


@action("accounts.note_sign_in", right="accounts.note_sign_in")
def note_sign_in(*, actor: Actor, officer_id: str) -> Outcome[None]:
    """Writes a sign-in down; the node does it, whoever signs in."""
    return Outcome(None, facts={"by": "password"}, subjects=[officer_id])


def _locked(officer_id: str) -> Officer:
    officer = Officer.objects.select_for_update().filter(pk=officer_id).first()
    if officer is None:
        raise InputError(_("There is no such officer."))
    return officer


def _not_oneself(actor: Actor, officer: Officer) -> None:
    if actor.officer_id == str(officer.pk):
        raise RefusedError(_("Nobody changes their own account."), cure=_("Ask another administrator."))
