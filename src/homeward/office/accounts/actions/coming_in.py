"""How an officer comes in: invited with a code that is good once, and set up anew when a factor is lost."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.office.accounts.actions.officers import give_password, locked, new_officer, not_oneself
from homeward.office.accounts.factors import remove_factors
from homeward.office.accounts.following import roles_changed
from homeward.office.accounts.models import Officer, SetUpCode
from homeward.office.accounts.roles import check_roles
from homeward.office.accounts.sessions import end_sessions
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

SET_UP_HOURS = 72
# No letter that is read as another: 20 of 31 are some 99 bits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 5, 4


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is shown once: for whom, the code in clear, and until when it is good."""

    officer: Officer
    code: str
    ends_at: datetime


@action("accounts.invite_officer", right="accounts.manage")
def invite_officer(
    *, actor: Actor, username: str, display_name: str, roles: Collection[str] = (), language: str = "en"
) -> Outcome[Invitation]:
    """Opens an account without a password, and makes the code by which its officer sets one.

    Raises:
        IncompatibleRolesError: two of the roles may not meet.
        ConflictError: the sign-in name is taken.
        InputError: the sign-in name will not do.
    """
    held = check_roles(roles)
    officer = new_officer(username, display_name, held, language)
    officer.save(force_insert=True)
    roles_changed(actor=actor, officer_id=str(officer.pk))
    return _invited(officer, {"roles": held})


@action("accounts.reset_sign_in", right="accounts.manage")
def reset_sign_in(*, actor: Actor, officer_id: str) -> Outcome[Invitation]:
    """A lost factor or password: both are taken away, sessions end, and the officer sets up anew with a new code."""
    officer = locked(officer_id)
    not_oneself(actor, officer)
    if not officer.is_active:
        raise ConflictError(_("This account is closed."), cure=_("Open it again instead."))
    return _anew(officer)


@action("accounts.reopen_officer", right="accounts.manage")
def reopen_officer(*, actor: Actor, officer_id: str) -> Outcome[Invitation]:
    """Opens a closed account again; its officer sets up anew."""
    officer = locked(officer_id)
    not_oneself(actor, officer)
    if officer.is_active:
        raise ConflictError(_("This account is open already."))
    officer.is_active = True
    return _anew(officer)


@action("accounts.set_up_sign_in", right="accounts.own")
def set_up_sign_in(*, actor: Actor, username: str, code: str, password: str) -> Outcome[Officer]:
    """Spends the code and sets the password; the node does it for whoever holds the code.

    Raises:
        InputError: name and code do not fit together, or the code's time is over (the same words for each), or the
            password will not do.
    """
    moment = clock.now()
    found = SetUpCode.objects.select_for_update().filter(
        digest=digest_of(code), used_at=None, withdrawn_at=None, ends_at__gt=moment,
        officer__username=username, officer__is_active=True,
    ).first()  # fmt: skip
    if found is None:
        raise InputError(
            _("Name and code do not fit together, or the code's time is over."),
            cure=_("Ask the administrator of this node for a new code."),
        )
    officer = locked(str(found.officer_id))
    give_password(officer, password)
    officer.save(update_fields=["password"])
    found.used_at = moment
    found.save(update_fields=["used_at"])
    return Outcome(officer, subjects=[str(officer.pk)])


@action("accounts.note_sign_in", right="accounts.note_sign_in")
def note_sign_in(*, actor: Actor, officer_id: str, by: str = "password") -> Outcome[None]:
    """Writes a sign-in down; the node does it, whoever signs in. `by`: the means in order, as 'password+totp'."""
    return Outcome(None, facts={"by": by}, subjects=[officer_id])


@action("accounts.note_factor", right="accounts.own")
def note_factor(*, actor: Actor, officer_id: str, kind: str, what: str) -> Outcome[None]:
    """Writes down that an officer set up or took off a factor of their own; `what` is added, removed or renewed."""
    return Outcome(None, facts={"kind": kind, "what": what}, subjects=[officer_id])


def digest_of(code: str) -> str:
    """The hash under which a code is kept; blanks, hyphens and capitals do not matter."""
    letters = "".join(sign for sign in code.lower() if sign.isalnum())
    return hashlib.sha256(f"homeward set-up {letters}".encode()).hexdigest()


def _anew(officer: Officer) -> Outcome[Invitation]:
    officer.set_unusable_password()
    officer.save(update_fields=["password", "is_active"])
    factors, sessions = remove_factors(str(officer.pk)), end_sessions(str(officer.pk))
    return _invited(officer, {"factors": factors, "sessions": sessions})


def _invited(officer: Officer, facts: dict[str, object]) -> Outcome[Invitation]:
    moment = clock.now()
    SetUpCode.objects.filter(officer=officer, used_at=None, withdrawn_at=None).update(withdrawn_at=moment)
    code = "-".join("".join(secrets.choice(_LETTERS) for _sign in range(_GROUP)) for _group in range(_GROUPS))
    ends_at = moment + timedelta(hours=SET_UP_HOURS)
    SetUpCode.objects.create(officer=officer, digest=digest_of(code), made_at=moment, ends_at=ends_at)
    return Outcome(
        Invitation(officer, code, ends_at), facts={**facts, "hours": SET_UP_HOURS}, subjects=[str(officer.pk)]
    )
