"""Entries whose very existence is kept: every person has one, empty or not, of one size; writing adds to it.

Neither journal nor table tells who has something written: writing names no person, and reading is the same act whether
there is anything to read.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.office.compartments.actions.notes import LONGEST_WORDS
from homeward.office.compartments.keys import identity_of, recovery_recipient
from homeward.office.compartments.models import KeptEntry, ReaderKey
from homeward.office.compartments.readers import holders_of, key_of, require_holders, require_reason
from homeward.office.compartments.rooms import Compartment, compartment_named
from homeward.office.compartments.sealing import NotSealedToYouError, Place, seal, unseal
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor

_EMPTY: dict[str, Any] = {"parts": []}


def _right(*, compartment: str, **_others: object) -> str:
    return compartment_named(compartment).right


@action("compartments.lay_entries", right=_right)
def lay_entries(*, actor: Actor, compartment: str, person_ids: Sequence[str]) -> Outcome[int]:
    """Lays an empty entry for every person who has none. Done for whole lists, it leaves nothing to tell apart."""
    room = _keeping(compartment)
    known = set(KeptEntry.objects.filter(compartment=room.code).values_list("person_id", flat=True))
    new = [person_id for person_id in sorted(set(person_ids)) if person_id not in known]
    recipients = _recipients(room)
    for person_id in new:
        _lay(room, person_id, recipients)
    return Outcome(len(new), facts={"compartment": room.code, "laid": len(new)})


@action("compartments.write_entry", right=_right)
def write_entry(*, actor: Actor, compartment: str, person_id: str, words: str) -> Outcome[None]:
    """Adds words to a person's entry. The journal learns that something was written, and not about whom.

    Raises:
        InputError: no words, or the entry is full. NotSealedToYouError: the entry was laid before this officer came.
    """
    room = _keeping(compartment)
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise InputError(_("Write something, and keep it short enough."))
    entry = _entry(room, person_id)
    content = _opened(actor, room, entry)
    part = {"by": actor.officer_id, "at": clock.now().isoformat(timespec="seconds"), "words": words}
    _reseal(room, entry, {"parts": [*content["parts"], part]})
    return Outcome(None, facts={"compartment": room.code})


@action("compartments.read_entry", right=_right)
def read_entry(*, actor: Actor, compartment: str, person_id: str) -> Outcome[list[dict[str, str]]]:
    """The parts of a person's entry, oldest first (`by`, `at`, `words`); none when nothing is written."""
    require_reason(actor)
    room = _keeping(compartment)
    content = _opened(actor, room, _entry(room, person_id))
    record_look(viewer=actor, subjects=[person_id], what=f"compartments.{room.code}")
    return Outcome(content["parts"], facts={"compartment": room.code}, subjects=[person_id])


@action("compartments.hand_on_entries", right=_right)
def hand_on_entries(*, actor: Actor, compartment: str, reader: str) -> Outcome[int]:
    """Opens the whole compartment to a colleague who has come to the role since: all entries are sealed anew."""
    room = _keeping(compartment)
    require_holders(room, [reader])
    entries = list(KeptEntry.objects.select_for_update().filter(compartment=room.code))
    for entry in entries:
        _reseal(room, entry, _opened(actor, room, entry))
    _note_handed_on(room)
    return Outcome(len(entries), facts={"compartment": room.code, "reader": reader, "entries": len(entries)})


def _note_handed_on(room: Compartment) -> None:
    """Each entry was sealed to everybody who holds the compartment now, not to the newcomer alone."""
    holders = [str(officer.pk) for officer in holders_of(room)]
    opened = ReaderKey.objects.filter(compartment=room.code, officer_id__in=holders, ended_at=None)
    opened.filter(handed_on_at=None).update(handed_on_at=clock.now())


def _keeping(compartment: str) -> Compartment:
    room = compartment_named(compartment)
    if not room.keeps_existence:
        raise InputError(_("This compartment holds notes to named readers."))
    return room


def _recipients(room: Compartment) -> list[str]:
    keys = [key_of(str(officer.pk), room.code) for officer in holders_of(room)]
    return [*keys, recovery_recipient(room.code)]


def _lay(room: Compartment, person_id: str, recipients: Sequence[str]) -> KeptEntry:
    entry = KeptEntry(compartment=room.code, person_id=person_id)
    entry.sealed = seal(_EMPTY, Place(room.code, entry.pk, person_id), recipients, one_size=True)
    entry.save(force_insert=True)
    return entry


def _entry(room: Compartment, person_id: str) -> KeptEntry:
    known = KeptEntry.objects.select_for_update().filter(compartment=room.code, person_id=person_id).first()
    return known or _lay(room, person_id, _recipients(room))


def _opened(actor: Actor, room: Compartment, entry: KeptEntry) -> dict[str, Any]:
    identity = identity_of(room.code, actor.officer_id)
    if not identity:
        raise NotSealedToYouError(
            _("You have no key in this compartment yet."), cure=_("Ask a colleague in it to hand it on to you.")
        )
    return unseal(entry.sealed, Place(room.code, entry.pk, entry.person_id), identity)


def _reseal(room: Compartment, entry: KeptEntry, content: dict[str, Any]) -> None:
    place = Place(room.code, entry.pk, entry.person_id)
    entry.sealed = seal(content, place, _recipients(room), one_size=True)
    entry.save(update_fields=["sealed"])
