"""A note from the public page is kept at once, and answered by a person. The journal learns its kind, not its words."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.base.scripts import clean
from homeward.desks.families.asked import LONGEST, LONGEST_TEXT, NOTE_KINDS, REPLIES
from homeward.desks.families.codes import digest_of
from homeward.desks.families.models import Note
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

LONGEST_CODE = 40


class NotesClosedError(RefusedError):
    """This node takes no notes from the public."""


@action("families.take_note", right="families.take_note")
def take_note(
    *, actor: Actor, kind: str, words: str, code: str, contact: str, language: str, receipt: str
) -> Outcome[Note]:
    """Keeps a note under its receipt; the same receipt again is the same note. The same work for every code.

    A note that a record is wrong holds back, from this moment, what the letter of that code tells (`queries.notes`).

    Raises:
        NotesClosedError: notes are switched off on this node.
        InputError: an unknown kind or language, or nothing told at all.
    """
    if not settings.PUBLIC_NOTES:
        raise NotesClosedError(_("This office takes no notes on this page."), cure=_("Come, call or write."))
    if kind not in NOTE_KINDS or language not in dict(settings.LANGUAGES):
        raise InputError(_("Choose what it is about."))
    told = {
        "words": clean(words)[:LONGEST_TEXT],
        "code": clean(code)[:LONGEST_CODE],
        "contact": clean(contact)[:LONGEST],
    }
    if not any(told.values()):
        raise InputError(_("Write something, or give the code of a letter."))
    note = _kept(kind=kind, language=language, receipt_digest=digest_of(receipt), **told)
    return Outcome(note, facts={"note": note.pk, "kind": note.kind}, subjects=[note.pk])


@action("families.answer_note", right="families.write")
def answer_note(*, actor: Actor, note_id: str, reply: str) -> Outcome[Note]:
    """Answers a note by words of the list; what it held back may be told again, as far as it is still so.

    Raises:
        InputError: no such note or reply.
        ConflictError: it was answered before.
    """
    note = Note.objects.select_for_update().filter(pk=note_id).first()
    if note is None or reply not in REPLIES:
        raise InputError(_("There is no such note, or no such answer."))
    if note.state != Note.State.OPEN:
        raise ConflictError(_("This note was answered before."), cure=_("Look at it again."))
    note.state, note.reply = Note.State.ANSWERED, reply
    note.answered_by, note.answered_at = actor.officer_id, clock.now()
    note.save(update_fields=["state", "reply", "answered_by", "answered_at"])
    return Outcome(note, facts={"note": note.pk, "kind": note.kind, "reply": reply}, subjects=[note.pk])


def _kept(*, receipt_digest: str, code: str, **told: str) -> Note:
    try:
        with transaction.atomic():
            return Note.objects.create(
                receipt_digest=receipt_digest, code=code, code_digest=digest_of(code), written_at=clock.now(), **told
            )
    except IntegrityError:
        # The same form sent twice.
        return Note.objects.get(receipt_digest=receipt_digest)
