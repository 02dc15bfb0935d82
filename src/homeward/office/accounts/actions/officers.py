"""Opening accounts, giving and taking roles, closing accounts."""

from collections.abc import Collection

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.base.scripts import clean
from homeward.office.accounts.following import roles_changed
from homeward.office.accounts.models import Officer, SetUpCode
from homeward.office.accounts.roles import check_roles
from homeward.office.accounts.sessions import end_sessions
from homeward.office.journal import clock
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
    """Opens an account with a password: demo nodes and tests do. The journal learns id and roles alone.

    Raises:
        IncompatibleRolesError: two of the roles may not meet.
        ConflictError: the sign-in name is taken.
        InputError: the sign-in name or the password will not do.
    """
    held = check_roles(roles)
    officer = new_officer(username, display_name, held, language)
    give_password(officer, password)
    officer.save(force_insert=True)
    roles_changed(actor=actor, officer_id=str(officer.pk))
    return Outcome(officer, facts={"roles": held}, subjects=[str(officer.pk)])


@action("accounts.grant_role", right="accounts.manage")
def grant_role(*, actor: Actor, officer_id: str, role: str) -> Outcome[Officer]:
    """Gives one more role; nobody gives one to themselves."""
    officer = locked(officer_id)
    not_oneself(actor, officer)
    officer.roles = check_roles([*officer.roles, role])
    officer.save(update_fields=["roles"])
    roles_changed(actor=actor, officer_id=str(officer.pk))
    return Outcome(officer, facts={"role": role, "roles": officer.roles}, subjects=[str(officer.pk)])


@action("accounts.withdraw_role", right="accounts.manage")
def withdraw_role(*, actor: Actor, officer_id: str, role: str) -> Outcome[Officer]:
    """Takes a role away."""
    officer = locked(officer_id)
    if role not in officer.roles:
        raise ConflictError(_("That officer does not hold this role any more."))
    officer.roles = [held for held in officer.roles if held != role]
    officer.save(update_fields=["roles"])
    roles_changed(actor=actor, officer_id=str(officer.pk))
    return Outcome(officer, facts={"role": role, "roles": officer.roles}, subjects=[str(officer.pk)])


@action("accounts.disable_officer", right="accounts.manage")
def disable_officer(*, actor: Actor, officer_id: str) -> Outcome[Officer]:
    """Closes an account and ends its sessions. The row stays, for the journal names it."""
    officer = locked(officer_id)
    not_oneself(actor, officer)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    SetUpCode.objects.filter(officer=officer, used_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())
    return Outcome(officer, facts={"sessions": end_sessions(str(officer.pk))}, subjects=[str(officer.pk)])


def new_officer(username: str, display_name: str, roles: list[str], language: str) -> Officer:
    """An officer not stored yet; ConflictError when the sign-in name is taken, InputError when it will not do."""
    if Officer.objects.filter(username__iexact=username).exists():
        raise ConflictError(_("That sign-in name is taken."), cure=_("Choose another one."))
    officer = Officer(username=username, display_name=clean(display_name), language=language, roles=roles)
    officer.set_unusable_password()
    try:
        officer.full_clean()
    except ValidationError as error:
        raise InputError(" ".join(error.messages)) from error
    return officer


def give_password(officer: Officer, password: str) -> None:
    """Sets the password; InputError says what is wrong with it."""
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise InputError(" ".join(error.messages)) from error
    officer.set_password(password)


def locked(officer_id: str) -> Officer:
    """The officer, held for the rest of the transaction; InputError when there is none."""
    officer = Officer.objects.select_for_update().filter(pk=officer_id).first()
    if officer is None:
        raise InputError(_("There is no such officer."))
    return officer


def not_oneself(actor: Actor, officer: Officer) -> None:
    if actor.officer_id == str(officer.pk):
        raise RefusedError(_("Nobody changes their own account."), cure=_("Ask another administrator."))
