"""How a difference ends: one deciding person proposes, another agrees, and both stand in one event of the day."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.handover.actions.writing import forget_protocol, open_day, write_event
from homeward.desks.handover.day import PersonState
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.roster import SPARE
from homeward.desks.handover.models import Question
from homeward.desks.handover.queries.days import Day
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

DECIDE = "handover.sign"


class SamePersonError(RefusedError):
    """Whoever proposed an outcome does not confirm it."""


def outcomes_for(day: Day, state: PersonState) -> list[str]:
    """The outcomes two people may choose for that person, in the order in which they are offered."""
    if state.place.what == SPARE:
        return [c.CARRIED_OVER, c.ACCEPTED_UNEVEN]
    found = [c.CROSSED] if state.conflicts and not state.withdrawn and c.DIED not in state.discrepancies else []
    if day.next_reserve(state.place.code) is not None:
        found.append(c.REPLACED)
    # Nobody who died is carried over to another transport.
    if c.DIED not in state.discrepancies:
        found.append(c.CARRIED_OVER)
    return [*found, c.ACCEPTED_UNEVEN]


@action("handover.settle_discrepancy", right=DECIDE)
def settle_discrepancy(
    *, actor: Actor, handover_id: str, person_code: str, outcome: str, code: str = "", replacement: str = ""
) -> Outcome[Question]:
    """Proposes how one difference ends; somebody else agrees or declines. The same proposal twice is one.

    Args:
        code: the discrepancy, when the caller wants to be sure of it.
        replacement: the reserve's code; '' takes the next in the frozen order.

    Raises:
        InputError: nothing to settle, an outcome this person cannot have, another reserve than the next.
        ConflictError: another proposal waits. RefusedError: the actor may not decide.
    """
    day = open_day(handover_id)
    state = day.state.persons.get(person_code)
    if state is None or not state.needs_outcome or (code and code not in state.discrepancies):
        raise InputError(_("There is nothing to settle for this person."), cure=_("Open the list of differences."))
    if outcome not in outcomes_for(day, state):
        raise InputError(_("This difference cannot end that way."), cure=_("Choose one of the outcomes shown."))
    waiting = next((each for each in day.questions if each.person_code == person_code), None)
    if waiting is not None:
        return _same_or_conflict(day, waiting, actor, outcome)
    stands_in = _reserve_for(day, person_code, replacement) if outcome == c.REPLACED else ""
    question = _asked(day, actor, person_code, outcome, replacement=stands_in, grounds=state.grounds)
    facts = {"handover": day.handover.number, "line": person_code, "outcome": outcome, "question": question.pk}
    return Outcome(question, facts=facts)


def _same_or_conflict(day: Day, waiting: Question, actor: Actor, outcome: str) -> Outcome[Question]:
    if (waiting.asked_by, waiting.outcome) != (actor.officer_id, outcome):
        raise ConflictError(_("Another proposal waits for an answer."), cure=_("Agree to it or decline it first."))
    return Outcome(waiting, facts={"handover": day.handover.number, "question": waiting.pk, "again": True})


def _reserve_for(day: Day, person_code: str, asked: str) -> str:
    found = day.next_reserve(person_code)
    if found is None or (asked and asked != found.code):
        raise InputError(
            _("The next in reserve is somebody else."), cure=_("Nobody is chosen by name; take the next in the order.")
        )
    return found.code


@action("handover.break_off", right=DECIDE)
def break_off(*, actor: Actor, handover_id: str, reason: str) -> Outcome[Question]:
    """Proposes that the day is broken off: everybody who has not crossed goes back into custody. Another person agrees.

    Raises:
        InputError: no such reason. ConflictError: it is broken off already, or the day is closed.
    """
    if reason not in c.ABORT_REASONS:
        raise InputError(_("There is no such reason."), cure=_("Choose one of the list."))
    day = open_day(handover_id)
    if day.state.aborted:
        raise ConflictError(_("This day is broken off already."))
    waiting = next((each for each in day.questions if not each.person_code), None)
    if waiting is not None:
        return _same_or_conflict(day, waiting, actor, c.ABORTED)
    question = _asked(day, actor, "", c.ABORTED, reason=reason)
    return Outcome(question, facts={"handover": day.handover.number, "reason": reason, "question": question.pk})


def _asked(
    day: Day,
    actor: Actor,
    person_code: str,
    outcome: str,
    *,
    reason: str = "",
    replacement: str = "",
    grounds: tuple[str, ...] = (),
) -> Question:
    try:
        with transaction.atomic():
            return Question.objects.create(
                handover=day.handover,
                person_code=person_code,
                outcome=outcome,
                reason=reason,
                replacement=replacement,
                grounds=list(grounds),
                asked_by=actor.officer_id,
            )
    except IntegrityError as error:
        raise ConflictError(_("Another proposal waits for an answer.")) from error


@action("handover.agree_outcome", right=DECIDE)
def agree_outcome(*, actor: Actor, question_id: str) -> Outcome[Question]:
    """The second person agrees: the outcome is written into the day under both names.

    Raises:
        SamePersonError: the actor proposed it. InputError: no such proposal.
        ConflictError: it was answered, or something new is known about the person since.
    """
    question = _waiting(question_id)
    if question.asked_by == actor.officer_id:
        raise SamePersonError(_("You proposed this; somebody else agrees to it."))
    day = open_day(question.handover_id)
    forget_protocol(day)
    event = _write_abort(day, actor, question) if not question.person_code else _write_resolve(day, actor, question)
    _answered(question, actor, Question.State.AGREED)
    facts = {"handover": day.handover.number, "question": question.pk, "outcome": question.outcome, "event": event}
    return Outcome(question, facts=facts | ({"line": question.person_code} if question.person_code else {}))


@action("handover.decline_outcome", right=DECIDE)
def decline_outcome(*, actor: Actor, question_id: str) -> Outcome[Question]:
    """Declines a proposal, one's own too; the difference stays open."""
    question = _waiting(question_id)
    _answered(question, actor, Question.State.DECLINED)
    return Outcome(question, facts={"question": question.pk, "outcome": question.outcome})


def _waiting(question_id: str) -> Question:
    question = Question.objects.select_for_update().filter(pk=question_id).first()
    if question is None:
        raise InputError(_("There is no such proposal."), cure=_("Open the list of differences."))
    if question.state != Question.State.WAITS:
        raise ConflictError(_("This proposal is answered already."))
    return question


def _answered(question: Question, actor: Actor, state: Question.State) -> None:
    question.state, question.answered_by, question.answered_at = state, actor.officer_id, clock.now()
    question.save(update_fields=["state", "answered_by", "answered_at"])


def _write_abort(day: Day, actor: Actor, question: Question) -> str:
    event = write_event(
        day,
        actor,
        by=question.asked_by,
        second=actor.officer_id,
        person_code="",
        kind=c.ABORT,
        code=question.reason,
        side=c.NEUTRAL,
        site=c.LINE,
    )
    return event.hash


def _write_resolve(day: Day, actor: Actor, question: Question) -> str:
    grounds = day.state.persons[question.person_code].grounds
    if set(grounds) != set(question.grounds):
        raise ConflictError(
            _("Something new was seen of this person since the proposal."),
            cure=_("Look at the difference again, decline this proposal and make a new one."),
        )
    event = write_event(
        day,
        actor,
        by=question.asked_by,
        second=actor.officer_id,
        person_code=question.person_code,
        kind=c.RESOLVE,
        outcome=question.outcome,
        replacement=question.replacement,
        names=grounds,
        side=c.NEUTRAL,
        site=c.LINE,
    )
    return event.hash
