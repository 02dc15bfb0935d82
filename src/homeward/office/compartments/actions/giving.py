"""Keys of readers, as their roles come and go."""

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.office.accounts.models import Officer
from homeward.office.compartments.keys import destroy_identity
from homeward.office.compartments.models import ReaderKey
from homeward.office.compartments.readers import key_of
from homeward.office.compartments.rooms import COMPARTMENTS
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor, has_right


@action("compartments.give_keys", right="accounts.manage")
def give_keys(*, actor: Actor, officer_id: str) -> Outcome[list[str]]:
    """Makes the keys that an officer's roles call for, and destroys those that they no longer do.

    For whoever grants or takes roles: call it after each change. A key is also made when a note is first sealed to an
    officer; taking a role away closes the compartment at once, keys or not, for reading asks the right each time.

    Returns:
        The compartments that the officer has keys in.
    """
    officer = Officer.objects.filter(pk=officer_id).first()
    if officer is None:
        raise InputError(_("There is no such officer."))
    held = [room for room in COMPARTMENTS.values() if has_right(officer.as_actor(), room.right)]
    for room in held:
        key_of(officer_id, room.code)
    ended = [room.code for room in COMPARTMENTS.values() if room not in held and _end_key(officer_id, room.code)]
    codes = [room.code for room in held]
    return Outcome(codes, facts={"keys": codes, "ended": ended}, subjects=[officer_id])


def _end_key(officer_id: str, compartment: str) -> bool:
    ended = ReaderKey.objects.filter(officer_id=officer_id, compartment=compartment, ended_at=None)
    if not ended.update(ended_at=clock.now()):
        return False
    destroy_identity(compartment, officer_id)
    return True
