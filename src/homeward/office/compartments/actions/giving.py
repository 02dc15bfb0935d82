"""Keys of readers, as their roles come and go."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.office.accounts.models import Officer
from homeward.office.compartments.keys import destroy_identity
from homeward.office.compartments.models import ReaderKey
from homeward.office.compartments.readers import key_of
from homeward.office.compartments.rooms import COMPARTMENTS, Compartment
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor, has_right


@action("compartments.give_keys", right="accounts.manage")
def give_keys(*, actor: Actor, officer_id: str) -> Outcome[list[str]]:
    """Makes the keys that an officer's roles call for, and destroys those that they no longer do.

    The accounts call it after each change of roles. A key is also made when a note is first sealed to an
    officer; taking a role away closes the compartment at once, keys or not, for reading asks the right each time.

    Returns:
        The compartments that the officer has keys in.
    """
    officer = Officer.objects.filter(pk=officer_id).first()
    if officer is None:
        raise InputError(_("There is no such officer."))
    held = _rooms_of(officer)
    for room in held:
        key_of(officer_id, room.code)
    ended = [room.code for room in COMPARTMENTS.values() if room not in held and _end_key(officer_id, room.code)]
    codes = [room.code for room in held]
    return Outcome(codes, facts={"keys": codes, "ended": ended}, subjects=[officer_id])


def follow_roles(actor: Actor, officer_id: str) -> None:
    """Gives and ends keys where the roles call for it, and writes nothing where they do not.

    A node without a folder for keys, as in tests, has nothing to give.
    """
    if settings.COMPARTMENT_KEYS is None:
        return
    wanted = {room.code for room in _rooms_of(Officer.objects.get(pk=officer_id))}
    known = ReaderKey.objects.filter(officer_id=officer_id, ended_at=None).values_list("compartment", flat=True)
    if wanted != set(known):
        give_keys(actor=actor, officer_id=officer_id)


def _rooms_of(officer: Officer) -> list[Compartment]:
    return [room for room in COMPARTMENTS.values() if has_right(officer.as_actor(), room.right)]


def _end_key(officer_id: str, compartment: str) -> bool:
    ended = ReaderKey.objects.filter(officer_id=officer_id, compartment=compartment, ended_at=None)
    if not ended.update(ended_at=clock.now()):
        return False
    # A key off the disk does not come back with the transaction.
    transaction.on_commit(partial(_destroy_ended, officer_id, compartment))
    return True


def _destroy_ended(officer_id: str, compartment: str) -> None:
    # Taken and given again in one transaction, the role has its key back.
    if not ReaderKey.objects.filter(officer_id=officer_id, compartment=compartment, ended_at=None).exists():
        destroy_identity(compartment, officer_id)
