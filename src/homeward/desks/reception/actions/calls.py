"""The first call home, as the person wishes: asked first, then a task, attempts, an end. Without a wish, no task."""

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.reception.actions.checks import one_of, present, talk, written
from homeward.desks.reception.models import Arrival, CallAttempt, CallTask, CallWish
from homeward.desks.reception.wording import OUTCOMES, WISHES
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

_MAKES_A_TASK = frozenset({"call", "other"})
_ENDS = frozenset({"reached", "message"})


@action("reception.record_wish", right="reception.write")
def record_wish(
    *, actor: Actor, arrival_id: str, wish: str, language: str, interpreter: str, contact: str = "", seen: str = ""
) -> Outcome[CallWish]:
    """What the person wishes. A later wish replaces an earlier one: a task that it no longer calls for is dropped.

    Args:
        wish: a code of `WISHES`. contact: whom, in the person's words; no number is kept, for the person dials.
        seen: id of the wish on the page, '' when nobody had asked.

    Raises:
        InputError: an unknown wish, or language or interpreter missing.
        ConflictError: the person was asked meanwhile.
    """
    arrival = present(arrival_id)
    last = arrival.wishes.first()
    if (last.pk if last else "") != seen:
        raise ConflictError(_("This person was asked meanwhile."), cure=_("Look at their wish on the page."))
    spoken, interpreted = talk(language, interpreter)
    given = CallWish.objects.create(
        arrival=arrival,
        wish=one_of(wish, WISHES),
        contact=written(contact, 120, needed=False),
        language=spoken,
        interpreter=interpreted,
        by=actor.officer_id,
    )
    task = _follow(actor, arrival, given)
    facts = {"wish": given.pk, "task": task.pk if task else ""}
    return Outcome(given, facts=facts, subjects=[arrival.subject])


@action("reception.record_attempt", right="reception.write")
def record_attempt(*, actor: Actor, task_id: str, outcome: str, seen: int) -> Outcome[CallAttempt]:
    """One try at the call.

    Args:
        seen: number of tries on the page; a form sent twice is counted once.
    """
    task = _open(task_id)
    if task.attempts.count() != seen:
        raise ConflictError(_("A try was recorded since you looked."), cure=_("Look at the page again."))
    attempt = CallAttempt.objects.create(task=task, outcome=one_of(outcome, OUTCOMES), by=actor.officer_id)
    return Outcome(attempt, facts={"task": task.pk, "tries": seen + 1}, subjects=[task.arrival.subject])


@action("reception.close_call", right="reception.write")
def close_call(*, actor: Actor, task_id: str, language: str, interpreter: str) -> Outcome[CallTask]:
    """The call is made.

    Raises:
        InputError: no try has reached the family, or language or interpreter missing.
        ConflictError: it is closed already.
    """
    task = _open(task_id)
    if not task.attempts.filter(outcome__in=_ENDS).exists():
        raise InputError(
            _("No try has reached the family yet."), cure=_("Record how the last try ended, then close the call.")
        )
    task.language, task.interpreter = talk(language, interpreter)
    _end(actor, task, CallTask.State.DONE)
    return Outcome(task, facts={"task": task.pk}, subjects=[task.arrival.subject])


def _follow(actor: Actor, arrival: Arrival, wish: CallWish) -> CallTask | None:
    """The one open task that the wish calls for, or none."""
    for task in arrival.calls.select_for_update().filter(state=CallTask.State.OPEN):
        _end(actor, task, CallTask.State.DROPPED)
    if wish.wish not in _MAKES_A_TASK:
        return None
    return CallTask.objects.create(arrival=arrival, kind=wish.wish, contact=wish.contact)


def _open(task_id: str) -> CallTask:
    task = CallTask.objects.select_for_update(of=("self",)).filter(pk=task_id).select_related("arrival").first()
    if task is None:
        raise InputError(_("There is no such call."))
    if task.state != CallTask.State.OPEN:
        raise ConflictError(_("This call is closed already."), cure=_("Look at the person's page."))
    return task


def _end(actor: Actor, task: CallTask, state: str) -> None:
    task.state, task.closed_at, task.closed_by = state, clock.now(), actor.officer_id
    task.save(update_fields=["state", "closed_at", "closed_by", "language", "interpreter"])
