"""Recording what a person said when asked alone by a neutral: whether on this transport openly, the answer sealed.

Nothing here is final. A later talk stands before an earlier one, both stay, and the person may change their mind up to
the line. The journal learns that talks were recorded, never with whom or what was said.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.base.scripts import clean
from homeward.desks.exchange.interview_sheets import (
    LONGEST_INTERPRETER,
    LONGEST_LANGUAGE,
    NONE_NEEDED,
    SheetReading,
    read_answers,
)
from homeward.desks.exchange.interviews import on_transport
from homeward.desks.exchange.models import Interview
from homeward.desks.register.queries import cards, person_ids_of
from homeward.engine.law.willingness import WILLS
from homeward.engine.sealing import canonical_bytes
from homeward.office.compartments.actions import write_entry
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor, require_right
from homeward.office.parties.queries import party_of

RIGHT = "willingness.write"
OWN_WILL = "own_will"


@action("exchange.record_interview", right=RIGHT)
def record_interview(
    *,
    actor: Actor,
    person_id: str,
    answer: str,
    language: str,
    interpreter: str,
    in_private: bool | None,
    held_at: datetime | None = None,
) -> Outcome[Interview]:
    """Records one talk.

    Args:
        answer: a code of `engine.law.willingness`. language: the one the person was spoken to in.
        interpreter: a name, or `NONE_NEEDED`. in_private: whether nobody else could hear; None is not an answer.
        held_at: when, if not now.

    Raises:
        InputError: something of this is missing, the person is not held, or the moment lies in the future.
    """
    known = cards(viewer=actor, person_ids=[person_id]).get(person_id)
    if known is None or known.kind != "held" or known.withdrawn:
        raise InputError(_("This node's register has no such person held."), cure=_("Choose one from the list."))
    talk = _recorded(actor, person_id, answer, language, interpreter, in_private, held_at)
    facts = {"interview": talk.pk, "interpreter": bool(talk.interpreter), "in_private": talk.in_private}
    return Outcome(talk, facts=facts)


@action("exchange.record_interview_sheet", right=RIGHT)
def record_interview_sheet(*, actor: Actor, file_name: str, content: bytes, party: str) -> Outcome[int]:
    """Records every row of a sheet that can be read, all or none; rows that cannot are left out, as the dry run said.

    Returns: how many talks were recorded.

    Raises:
        SheetError: the sheet as a whole cannot be read. InputError: it holds no row that can be recorded.
    """
    reading = read_interview_sheet(viewer=actor, file_name=file_name, content=content, party=party)
    if not reading.rows:
        raise InputError(_("No row of this sheet can be recorded."), cure=_("Mend the rows, then load it again."))
    talks = [
        _recorded(actor, row.person_id, row.answer, row.language, row.interpreter, row.in_private, row.held_at)
        for row in reading.rows
    ]
    # No digest of the file: whoever knows the list could try the answers until one fits.
    facts = {"party": party, "interviews": [talk.pk for talk in talks], "left_out": len(reading.rejected_rows)}
    return Outcome(len(talks), facts=facts)


def read_interview_sheet(*, viewer: Actor, file_name: str, content: bytes, party: str) -> SheetReading:
    """The dry run: what would be recorded, and each row that cannot be, with its reason. Writes nothing.

    Raises:
        SheetError: the sheet as a whole cannot be read.
    """
    require_right(viewer, RIGHT)
    party_of(viewer=viewer, code=party)
    return read_answers(
        file_name,
        content,
        lambda list_ids: person_ids_of(viewer=viewer, party=party, kind="held", list_ids=list_ids),
        clock.now(),
    )


def _recorded(
    actor: Actor,
    person_id: str,
    answer: str,
    language: str,
    interpreter: str,
    in_private: bool | None,
    held_at: datetime | None,
) -> Interview:
    language, interpreter = clean(language), clean(interpreter)
    _refuse_half_told(answer, language, interpreter, in_private)
    moment = clock.now()
    if held_at is not None and held_at > moment:
        raise InputError(_("This moment lies in the future."), cure=_("Write when the talk was held."))
    talk = Interview.objects.create(
        person_id=person_id,
        on_transport=on_transport(answer),
        language=language,
        interpreter="" if interpreter == NONE_NEEDED else interpreter,
        in_private=bool(in_private),
        held_at=held_at or moment,
        by=actor.officer_id,
    )
    words = canonical_bytes({"answer": answer, "interview": talk.pk}).decode()
    write_entry(actor=actor, compartment=OWN_WILL, person_id=person_id, words=words)
    return talk


def _refuse_half_told(answer: str, language: str, interpreter: str, in_private: bool | None) -> None:
    if answer not in WILLS:
        raise InputError(_("There is no such answer."), cure=_("Choose one of the list."))
    if not language or len(language) > LONGEST_LANGUAGE:
        raise InputError(_("The language of the talk is missing."), cure=_("Write the language that was spoken."))
    if not interpreter or len(interpreter) > LONGEST_INTERPRETER:
        raise InputError(_("The interpreter is missing."), cure=_("Write the interpreter's name, or “none needed”."))
    if in_private is None:
        raise InputError(
            _("It is not said whether the talk was held in private."), cure=_("Say whether anybody else could hear.")
        )
