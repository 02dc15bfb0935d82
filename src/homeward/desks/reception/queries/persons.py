"""One person at the reception, and what the recovery desk takes over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from homeward.base.errors import InputError, RefusedError
from homeward.base.identifiers import case_number, read_case_number
from homeward.desks.reception.models import Arrival, CallTask, CallWish, Seat, Triage
from homeward.desks.reception.queries.sight import require_sight
from homeward.office.accounts.queries import names_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

CAME = (Arrival.State.ARRIVED, Arrival.State.LEFT)


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """All that the page of one person shows; flags and wishes, no notes."""

    arrival: Arrival
    history: list[Triage]
    wishes: list[CallWish]
    calls: list[CallTask]
    seat: Seat | None
    names: dict[str, str] = field(default_factory=dict)

    @property
    def wish(self) -> CallWish | None:
        return self.wishes[0] if self.wishes else None

    @property
    def open_call(self) -> CallTask | None:
        return next((call for call in self.calls if call.state == CallTask.State.OPEN), None)


@dataclass(frozen=True, slots=True)
class Received:
    """One person who has come, as the recovery desk knows them."""

    arrival_id: str
    person_id: str
    case_number: str
    name: str
    arrived_at: datetime
    has_left: bool


def arrival_visible_to(*, viewer: Actor, arrival_id: str) -> ArrivalView:
    """Opens one person who has come, with all that was done for them; one look. Raises as `present_person` does."""
    arrival = present_person(viewer=viewer, arrival_id=arrival_id)
    history, wishes = list(arrival.history.all()[:20]), list(arrival.wishes.all()[:20])
    calls = list(arrival.calls.prefetch_related("attempts"))
    attempts = [attempt.by for call in calls for attempt in call.attempts.all()]
    people = {arrival.taken_by, *(row.by for row in (*history, *wishes)), *attempts}
    seat = arrival.seats.filter(ended_at=None).select_related("leg").first()
    return ArrivalView(arrival, history, wishes, calls, seat, names_of(people))


def present_person(*, viewer: Actor, arrival_id: str) -> Arrival:
    """One person who has come, with needs and flags; one look.

    Raises:
        RefusedError: the person has not come yet: until then their needs are told, and nothing else.
        InputError: there is no such person.
    """
    require_sight(viewer)
    arrival = known_arrival(arrival_id)
    if arrival.state not in CAME:
        raise RefusedError(
            _("This person has not come yet; before arrival their needs are told and nothing else."),
            cure=_("Record the arrival first."),
        )
    record_look(viewer=viewer, subjects=[arrival.subject], what="reception.person")
    return arrival


def find_expected(*, viewer: Actor, code: str) -> Arrival:
    """Who carries that code: a case number with its check character, or the id in a QR code; one look.

    Raises:
        InputError: the number is misread, or nobody with it is expected or present.
    """
    require_right(viewer, "reception.write")
    text = code.strip()
    number = read_case_number(text)
    if number is None and not (len(text) == 32 and text.isascii() and text.isalnum()):
        raise InputError(
            _("This is no case number: its check character does not fit."), cure=_("Read it again, or scan the code.")
        )
    known = Arrival.objects.exclude(state=Arrival.State.NOT_COME).select_related("convoy").order_by("-id")
    if number is not None:
        found = known.filter(case_number=case_number(number)).first()
    else:
        found = known.filter(person_id=text).first() or known.filter(pk=text).first()
    if found is None:
        raise InputError(
            _("Nobody with this number is expected."),
            cure=_("If the person stands before you, enter them by hand and keep the number."),
        )
    record_look(viewer=viewer, subjects=[found.subject], what="reception.check")
    return found


def open_calls_visible_to(*, viewer: Actor) -> list[CallTask]:
    """Calls that are still to be made, oldest first; one look for the list."""
    require_right(viewer, "reception.read")
    found = CallTask.objects.filter(state=CallTask.State.OPEN).select_related("arrival").prefetch_related("attempts")
    calls = list(found[:500])
    record_look(viewer=viewer, what="reception.calls", shown=len(calls))
    return calls


def received_persons(*, viewer: Actor, leaving_out: Sequence[str] = ()) -> list[Received]:
    """People who have come, newest first, without those whose arrival ids are left out; one look for the list."""
    require_right(viewer, "reception.read")
    found = Arrival.objects.filter(state__in=CAME).exclude(pk__in=leaving_out).order_by("-arrived_at", "id")[:500]
    rows = [_received(arrival) for arrival in found]
    record_look(viewer=viewer, what="reception.received", shown=len(rows))
    return rows


def received_person(*, viewer: Actor, arrival_id: str) -> Received:
    """One person who has come; one look. InputError when nobody has, under that id."""
    require_right(viewer, "reception.read")
    arrival = Arrival.objects.filter(pk=arrival_id, state__in=CAME).first()
    if arrival is None:
        raise InputError(_("Nobody has arrived under this number."))
    record_look(viewer=viewer, subjects=[arrival.subject], what="reception.received")
    return _received(arrival)


def known_arrival(arrival_id: str) -> Arrival:
    """The arrival of that id, whatever its state; for this desk's own reads."""
    arrival = Arrival.objects.filter(pk=arrival_id).select_related("convoy").first()
    if arrival is None:
        raise InputError(_("There is no such person at this reception."))
    return arrival


def _received(arrival: Arrival) -> Received:
    return Received(
        arrival_id=arrival.pk,
        person_id=arrival.person_id,
        case_number=arrival.case_number,
        name=arrival.name,
        arrived_at=arrival.arrived_at,
        has_left=arrival.state == Arrival.State.LEFT,
    )


def expected_person(*, viewer: Actor, arrival_id: str) -> Arrival:
    """One person at the check of arrival: name, number and needs; one look."""
    require_right(viewer, "reception.write")
    arrival = known_arrival(arrival_id)
    record_look(viewer=viewer, subjects=[arrival.subject], what="reception.check")
    return arrival


def call_visible_to(*, viewer: Actor, task_id: str) -> CallTask:
    """One call with its tries; one look. InputError when there is none."""
    require_right(viewer, "reception.read")
    found = CallTask.objects.filter(pk=task_id).select_related("arrival").prefetch_related("attempts")
    task = found.first()
    if task is None:
        raise InputError(_("There is no such call."))
    record_look(viewer=viewer, subjects=[task.arrival.subject], what="reception.call")
    return task


def mind_steps_of(*, viewer: Actor, arrival_id: str) -> set[str]:
    """Codes of the steps of psychological first aid that were taken; for the psychologist."""
    require_right(viewer, "reception.mind")
    return set(known_arrival(arrival_id).mind_steps.values_list("step", flat=True))
