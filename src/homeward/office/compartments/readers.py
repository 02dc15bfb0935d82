"""Who may read a compartment now, and the public keys of its readers."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from homeward.base.errors import InputError, RefusedError
from homeward.office.accounts.models import Officer
from homeward.office.compartments.keys import make_identity
from homeward.office.compartments.models import KeptEntry, ReaderKey
from homeward.office.compartments.rooms import REASONS, Compartment
from homeward.office.compartments.sealing import public_of
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, has_right


def holders_of(room: Compartment) -> list[Officer]:
    """Officers with an open account whose roles open that compartment, by name."""
    officers = Officer.objects.filter(is_active=True).order_by("display_name", "pk")
    return [officer for officer in officers if has_right(officer.as_actor(), room.right)]


def key_of(officer_id: str, compartment: str) -> str:
    """The officer's public key in that compartment, made now if there is none."""
    known = ReaderKey.objects.filter(officer_id=officer_id, compartment=compartment, ended_at=None).first()
    if known is None:
        public = public_of(make_identity(compartment, officer_id))
        # Nothing is sealed there yet: this key will open all there is.
        empty = not KeptEntry.objects.filter(compartment=compartment).exists()
        known = ReaderKey.objects.create(
            officer_id=officer_id,
            compartment=compartment,
            public_key=public,
            handed_on_at=clock.now() if empty else None,
        )
    return known.public_key


def newcomers_to(room: Compartment) -> list[Officer]:
    """Holders of a compartment that keeps existence to whom nobody has handed its entries on yet."""
    opened = ReaderKey.objects.filter(compartment=room.code, ended_at=None).exclude(handed_on_at=None)
    settled = set(opened.values_list("officer_id", flat=True))
    return [officer for officer in holders_of(room) if str(officer.pk) not in settled]


def require_holders(room: Compartment, officer_ids: Iterable[str]) -> None:
    """InputError unless all of them may read that compartment now."""
    holders = {str(officer.pk) for officer in holders_of(room)}
    if not set(officer_ids) <= holders:
        raise InputError(
            _("A note can be sealed only to colleagues whose role may read it."), cure=_("Choose from the list.")
        )


def require_reason(actor: Actor) -> None:
    """RefusedError unless the actor says why the note is opened."""
    if actor.reason not in REASONS:
        raise RefusedError(_("A sealed note opens only with a reason."), cure=_("Choose a reason of the list."))
