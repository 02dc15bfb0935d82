"""Notes sealed to named readers: written, opened with a reason, handed on, erased at the end of their time."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.office.accounts.queries import names_of
from homeward.office.compartments.keys import identity_of, recovery_recipient
from homeward.office.compartments.models import NoteReader, SealedNote, new_id
from homeward.office.compartments.readers import key_of, require_holders, require_reason
from homeward.office.compartments.rooms import Compartment, compartment_named
from homeward.office.compartments.sealing import NotSealedToYouError, Place, seal, unseal
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor

LONGEST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class OpenNote:
    """An opened note. Its words never show in a representation, so that no log can hold them."""

    id: str
    compartment: str
    person_id: str
    author: str
    written_at: datetime
    keep_until: date
    readers: tuple[str, ...]
    words: str = field(repr=False)


def _right_of_room(*, compartment: str, **_others: object) -> str:
    return compartment_named(compartment).right


def _right_of_note(*, note_id: str, **_others: object) -> str:
    return compartment_named(_note(note_id).compartment).right


@action("compartments.write_note", right=_right_of_room)
def write_note(
    *,
    actor: Actor,
    compartment: str,
    person_id: str,
    words: str,
    readers: Collection[str] = (),
    keep_until: date | None = None,
) -> Outcome[str]:
    """Seals a note to its writer, the readers named and the compartment's recovery identity.

    Args:
        readers: officer ids whose roles may read the compartment; the writer is always one.
        keep_until: the last day it is kept; the compartment's own time when absent.

    Returns:
        The id of the note.

    Raises:
        InputError: no words, too many, a reader without the right, a day in the past.
        NoKeysError: the node has no recovery identity.
    """
    room = _with_named_readers(compartment)
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise InputError(
            _("A note has between 1 and %(most)d characters.") % {"most": LONGEST_WORDS}, cure=_("Change its length.")
        )
    today = clock.now().date()
    last_day = keep_until or today + timedelta(days=room.kept_days)
    if last_day < today:
        raise InputError(_("A note cannot be kept until a day in the past."))
    named = sorted({actor.officer_id, *readers})
    require_holders(room, named)
    erased = _erase(room)
    place = Place(room.code, new_id(), person_id)
    SealedNote.objects.create(
        id=place.note_id,
        compartment=room.code,
        person_id=person_id,
        author=actor.officer_id,
        sealed=_sealed(words, place, named),
        written_at=clock.now(),
        keep_until=last_day,
    )
    NoteReader.objects.bulk_create(NoteReader(note_id=place.note_id, officer_id=reader) for reader in named)
    facts = {"compartment": room.code, "readers": named, "keep_until": last_day.isoformat(), "erased": erased}
    return Outcome(place.note_id, facts=facts, subjects=[person_id, place.note_id])


@action("compartments.read_note", right=_right_of_note)
def read_note(*, actor: Actor, note_id: str) -> Outcome[OpenNote]:
    """Opens a note: a line in the journal and one in the look log, both with `actor.reason`.

    Raises:
        RefusedError: no reason given, or the note is sealed to others.
        ConflictError: its time is over.
        TamperedError: the sealed bytes were altered.
    """
    require_reason(actor)
    note = _note(note_id)
    words = _opened(actor, note)
    readers = sorted(note.readers.values_list("officer_id", flat=True))
    names = names_of({note.author, *readers})
    found = OpenNote(
        id=note.pk,
        compartment=note.compartment,
        person_id=note.person_id,
        author=names.get(note.author, ""),
        written_at=note.written_at,
        keep_until=note.keep_until,
        readers=tuple(sorted(names[reader] for reader in readers if reader in names)),
        words=words,
    )
    record_look(viewer=actor, subjects=[note.person_id], what=f"compartments.{note.compartment}")
    return Outcome(found, facts={"compartment": note.compartment}, subjects=[note.person_id, note.pk])


@action("compartments.share_note", right=_right_of_note)
def share_note(*, actor: Actor, note_id: str, reader: str) -> Outcome[None]:
    """Hands a note on: one of its readers seals it to one more colleague as well."""
    require_reason(actor)
    note = SealedNote.objects.select_for_update().get(pk=_note(note_id).pk)
    words = _opened(actor, note)
    require_holders(compartment_named(note.compartment), [reader])
    known = sorted({*note.readers.values_list("officer_id", flat=True), reader})
    NoteReader.objects.get_or_create(note=note, officer_id=reader)
    note.sealed = _sealed(words, Place(note.compartment, note.pk, note.person_id), known)
    note.save(update_fields=["sealed"])
    facts = {"compartment": note.compartment, "reader": reader, "readers": len(known)}
    return Outcome(None, facts=facts, subjects=[note.person_id, note.pk])


@action("compartments.erase_expired", right=_right_of_room)
def erase_expired(*, actor: Actor, compartment: str) -> Outcome[int]:
    """Erases the notes whose last day is over; the row with its dates stays. Each new note does this too."""
    room = _with_named_readers(compartment)
    erased = _erase(room)
    return Outcome(len(erased), facts={"compartment": room.code, "erased": erased})


def _with_named_readers(compartment: str) -> Compartment:
    room = compartment_named(compartment)
    if room.keeps_existence:
        raise InputError(_("In this compartment a person has one entry and no notes."))
    return room


def _note(note_id: str) -> SealedNote:
    note = SealedNote.objects.filter(pk=note_id).first()
    if note is None:
        raise InputError(_("There is no such note."))
    return note


def _opened(actor: Actor, note: SealedNote) -> str:
    if note.erased_at or note.keep_until < clock.now().date():
        raise ConflictError(_("The time this note was kept for is over; it is erased."))
    identity = identity_of(note.compartment, actor.officer_id)
    if not identity:
        raise NotSealedToYouError(
            _("This note is sealed to other people."), cure=_("Ask one of its readers to hand it on to you.")
        )
    words: str = unseal(note.sealed, Place(note.compartment, note.pk, note.person_id), identity)["words"]
    return words


def _sealed(words: str, place: Place, officer_ids: Collection[str]) -> bytes:
    recipients = [key_of(officer_id, place.compartment) for officer_id in officer_ids]
    return seal({"words": words}, place, [*recipients, recovery_recipient(place.compartment)])


def _erase(room: Compartment) -> list[str]:
    moment = clock.now()
    over = SealedNote.objects.filter(compartment=room.code, erased_at=None, keep_until__lt=moment.date())
    ids = list(over.values_list("pk", flat=True))
    SealedNote.objects.filter(pk__in=ids).update(sealed=b"", erased_at=moment)
    return ids
