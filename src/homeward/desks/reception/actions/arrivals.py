"""Who is expected, and who comes."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.base.identifiers import case_number, read_case_number
from homeward.desks.reception.actions.checks import locked, one_of, written
from homeward.desks.reception.models import Arrival, Convoy
from homeward.desks.reception.needs import needs_of
from homeward.desks.reception.sources import handed_over
from homeward.desks.reception.wording import BEDS, ESCORTS, NOT_COME
from homeward.desks.register.actions import record_custody
from homeward.desks.register.queries import identity_cards
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

IN_TRANSIT = "IN_TRANSIT_STATE"


@action("reception.expect_handover", right="reception.write")
def expect_handover(
    *, actor: Actor, handover_id: str, destination: str, place: str, expected_at: datetime | None = None
) -> Outcome[Convoy]:
    """Makes a convoy of everybody who crossed at a handover towards one party, with the needs their list tells of.

    Raises:
        ConflictError: they are expected already.
        InputError: no such handover, or nobody has crossed there yet.
    """
    if Convoy.objects.filter(handover_id=handover_id, destination=destination).exists():
        raise ConflictError(_("The people of this handover are expected already."), cure=_("Open their list."))
    person_ids = list(handed_over(viewer=actor, handover_id=handover_id, destination=destination))
    known = identity_cards(viewer=actor, person_ids=person_ids)
    if not known:
        raise InputError(_("Nobody has crossed at this handover yet."), cure=_("Ask the crew of the handover."))
    convoy = _new_convoy(actor, place, expected_at, handover_id, destination)
    arrivals = []
    for card in known.values():
        bed, escort = needs_of(card.categories)
        arrivals.append(
            Arrival(
                convoy=convoy,
                person_id=card.id,
                case_number=card.case_number,
                name=card.name[:200],
                bed=bed,
                escort=escort,
            )
        )
    Arrival.objects.bulk_create(arrivals)
    facts = {"convoy": convoy.number, "handover": handover_id, "persons": len(arrivals)}
    return Outcome(convoy, facts=facts, subjects=[convoy.pk])


@action("reception.open_convoy", right="reception.write")
def open_convoy(*, actor: Actor, place: str, expected_at: datetime | None = None) -> Outcome[Convoy]:
    """Opens a convoy whose people are entered by hand."""
    convoy = _new_convoy(actor, place, expected_at)
    return Outcome(convoy, facts={"convoy": convoy.number}, subjects=[convoy.pk])


@action("reception.expect_person", right="reception.write")
def expect_person(
    *,
    actor: Actor,
    convoy_id: str,
    name: str,
    number: str = "",
    bed: str = "general",
    escort: str = "none",
    is_here: bool = False,
) -> Outcome[Arrival]:
    """Enters one person by hand.

    Args:
        number: the case number as read, if the person carries one. is_here: the person stands at the desk already.

    Raises:
        InputError: no name, or a case number whose check character does not fit.
        ConflictError: that number is in this convoy already.
    """
    convoy = Convoy.objects.select_for_update().filter(pk=convoy_id).first()
    if convoy is None:
        raise InputError(_("There is no such arrival of people."))
    read = _read_number(number)
    if read and convoy.arrivals.filter(case_number=read).exists():
        raise ConflictError(_("Somebody with this number is on the list already."), cure=_("Look at the list."))
    arrival = Arrival.objects.create(
        convoy=convoy,
        case_number=read,
        name=written(name, 200),
        bed=one_of(bed, BEDS),
        escort=one_of(escort, ESCORTS),
        state=Arrival.State.ARRIVED if is_here else Arrival.State.EXPECTED,
        arrived_at=clock.now() if is_here else None,
    )
    return Outcome(arrival, facts={"convoy": convoy.number, "state": arrival.state}, subjects=[arrival.subject])


@action("reception.record_arrival", right="reception.write")
def record_arrival(*, actor: Actor, arrival_id: str) -> Outcome[Arrival]:
    """The person stands at the desk; the register's line of custody learns it in the same transaction.

    Raises:
        ConflictError: it is recorded already.
    """
    arrival = locked(arrival_id)
    if arrival.state in (Arrival.State.ARRIVED, Arrival.State.LEFT):
        raise ConflictError(_("This person's arrival is recorded already."), cure=_("Open the person's page."))
    was = arrival.state
    arrival.state, arrival.arrived_at, arrival.not_come_why = Arrival.State.ARRIVED, clock.now(), ""
    arrival.save(update_fields=["state", "arrived_at", "not_come_why"])
    if arrival.person_id:
        record_custody(
            actor=actor,
            person_id=arrival.person_id,
            code=IN_TRANSIT,
            at=arrival.arrived_at.date(),
            source=f"reception:{arrival.convoy.handover_id}",
        )
    return Outcome(arrival, facts={"arrival": arrival.pk, "was": was}, subjects=[arrival.subject])


@action("reception.record_absence", right="reception.write")
def record_absence(*, actor: Actor, arrival_id: str, why: str) -> Outcome[Arrival]:
    """Somebody who was expected did not come. A later arrival corrects it."""
    arrival = locked(arrival_id)
    if arrival.state != Arrival.State.EXPECTED:
        raise ConflictError(_("This person is not expected any more."), cure=_("Look at the list again."))
    arrival.state, arrival.not_come_why = Arrival.State.NOT_COME, one_of(why, NOT_COME)
    arrival.save(update_fields=["state", "not_come_why"])
    return Outcome(arrival, facts={"arrival": arrival.pk, "why": why}, subjects=[arrival.subject])


def _new_convoy(
    actor: Actor, place: str, expected_at: datetime | None, handover_id: str = "", destination: str = ""
) -> Convoy:
    return Convoy.objects.create(
        number=(Convoy.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        handover_id=handover_id,
        destination=destination,
        place=written(place, 120),
        expected_at=expected_at,
        made_by=actor.officer_id,
    )


def _read_number(text: str) -> str:
    if not text.strip():
        return ""
    number = read_case_number(text)
    if number is None:
        raise InputError(
            _("This is no case number: its check character does not fit."), cure=_("Read it again, or leave it empty.")
        )
    return case_number(number)
