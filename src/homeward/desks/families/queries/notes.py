"""Notes from the public page: what waits, what one says, what it holds back, what its writer reads with the receipt.

A note that a record is wrong holds back what is told of that record for as long as it is open. It does so through the
code of a letter alone: numbers could be counted through by somebody who wants answers to stop.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from homeward.base.errors import InputError
from homeward.desks.families.asked import ANSWER_DAYS
from homeward.desks.families.codes import digest_of
from homeward.desks.families.models import Answer, Note, Request
from homeward.office.accounts.queries import languages_read_with, names_of
from homeward.office.journal import clock
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

RIGHT, WORKS_WITH = "families.read", "families.write"
ROWS = 50


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """One note, the request whose letter its code belongs to, and who answered."""

    note: Note
    request: Request | None
    answered_by: str


@dataclass(frozen=True, slots=True)
class NotePage:
    """A page of notes. `next_after` is '' on the last page."""

    rows: list[Note]
    next_after: str


def held_back_letters() -> QuerySet[Answer]:
    """Letters that were given and that an open note calls wrong."""
    wrong = Note.objects.filter(state=Note.State.OPEN, kind=Note.WRONG).values("code_digest")
    return Answer.objects.filter(state=Answer.State.GIVEN, code_digest__in=wrong)


def is_held_back(*, viewer: Actor, request: Request) -> bool:
    """Whether what is known of that person may not be told now. One statement, whatever is written."""
    require_right(viewer, RIGHT)
    return with_held_back(Request.objects.filter(pk=request.pk)).values_list("held_back", flat=True).get()


def with_held_back(requests: QuerySet[Request]) -> QuerySet[Request]:
    """Each request with `held_back`: whether a letter to it, or to another one about the same person, is called so."""
    of_the_person = Q(request__person_id=OuterRef("person_id")) & ~Q(request__person_id="")
    return requests.annotate(held_back=Exists(held_back_letters().filter(Q(request=OuterRef("pk")) | of_the_person)))


def notes_visible_to(*, viewer: Actor, state: str = "", after: str = "") -> NotePage:
    """Notes, those that wait first, the oldest first; one look at a list."""
    require_right(viewer, RIGHT)
    wanted = state if state in Note.State.values else Note.State.OPEN
    found = Note.objects.filter(state=wanted).order_by("written_at", "id")
    last = Note.objects.filter(pk=after).first() if after else None
    if last is not None:
        found = found.filter(Q(written_at__gt=last.written_at) | Q(written_at=last.written_at, id__gt=last.pk))
    rows = list(found[: ROWS + 1])
    record_look(viewer=viewer, what="families.notes", shown=len(rows[:ROWS]), filter=f"state={wanted}")
    return NotePage(rows[:ROWS], rows[ROWS - 1].pk if len(rows) > ROWS else "")


def note_visible_to(*, viewer: Actor, note_id: str) -> NoteRecord:
    """One note whole; a look at it, and at the request and person whose letter it names.

    Raises:
        InputError: no such note.
    """
    require_right(viewer, RIGHT)
    note = Note.objects.filter(pk=note_id).first()
    if note is None:
        raise InputError("There is no such note.", cure="Choose one from the list of notes.")
    letters = Answer.objects.select_related("request").filter(state=Answer.State.GIVEN, code_digest=note.code_digest)
    letter = letters.first()
    request = letter.request if letter else None
    subjects = [note.pk, *(filter(None, (request.pk, request.person_id)) if request else ())]
    record_look(viewer=viewer, subjects=subjects, what="families.note")
    return NoteRecord(note, request, names_of({note.answered_by}).get(note.answered_by, ""))


def waiting_notes(*, viewer: Actor) -> dict[str, int]:
    """How many notes wait, how many of them hold something back, how many wait too long; counts alone, so no look."""
    require_right(viewer, RIGHT)
    waiting = Note.objects.filter(state=Note.State.OPEN)
    late = clock.now() - timedelta(days=ANSWER_DAYS)
    return {
        "open": waiting.count(),
        "wrong": waiting.filter(kind=Note.WRONG).count(),
        "late": waiting.filter(written_at__lt=late).count(),
    }


def reply_for(*, receipt: str) -> Note | None:
    """The note of that receipt, for whoever holds it; None for every other text. One statement for every input.

    Public: nobody's right is asked and nobody's look is kept, since the page tells a reply of the list alone.
    """
    return Note.objects.filter(receipt_digest=digest_of(receipt)).first()


def languages_read() -> list[str]:
    """Codes of the languages that officers of this desk work in, for the public page."""
    spoken = languages_read_with(WORKS_WITH)
    return [code for code, _title in settings.LANGUAGES if code in spoken]
