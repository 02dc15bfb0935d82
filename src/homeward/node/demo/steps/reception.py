"""Reception in transit: who is expected, arrival, triage, the first call home as wished, first care of the mind."""

from homeward.desks.handover.models import Handover
from homeward.desks.reception.actions import (
    close_call,
    expect_handover,
    give_triage,
    record_arrival,
    record_attempt,
    record_wish,
    set_appointment,
    take_mind_step,
)
from homeward.desks.reception.actions.triage import Findings
from homeward.desks.reception.models import Arrival
from homeward.desks.reception.queries import open_calls_visible_to
from homeward.desks.reception.refeeding import Signs
from homeward.node.demo.steps.registry import actor, step

_THIN = Signs(bmi="under_16", loss="over_10", intake="over_5", electrolytes="", substances="no")
_WELL = Signs(bmi="18_5_or_more", loss="10_or_less", intake="5_or_less", electrolytes="", substances="no")


@step
def expect(officer: str, home: str, place: str) -> int:
    """The people who crossed are expected, with the needs that their list tells of and nothing of their history."""
    handover = Handover.objects.defer("document").get()
    convoy = expect_handover(actor=actor(officer), handover_id=handover.pk, destination=home, place=place)
    return int(convoy.arrivals.count())


@step
def arrive(officer: str) -> list[str]:
    """Everybody who was expected comes. Returns their arrival ids."""
    waiting = list(Arrival.objects.filter(state=Arrival.State.EXPECTED).order_by("id").values_list("pk", flat=True))
    for arrival_id in waiting:
        record_arrival(actor=actor(officer), arrival_id=arrival_id)
    return waiting


@step
def triage(officer: str, arrivals: list[str]) -> int:
    """The medical officer sees people in turn; every second one is thin. The details are sealed to who treats."""
    for place, arrival_id in enumerate(arrivals):
        give_triage(
            actor=actor(officer),
            arrival_id=arrival_id,
            treating=True,
            seen=0,
            findings=Findings(
                urgency="soon" if place % 2 == 0 else "routine",
                signs=_THIN if place % 2 == 0 else _WELL,
                isolation=False,
                injury=place % 3 == 0,
            ),
            language="Ukrainian",
            interpreter="none needed",
            details="Invented note of the demonstration: seen at the bus, able to walk.",
        )
    return len(arrivals)


@step
def call_home(officer: str, arrivals: list[str]) -> int:
    """Each is asked; the second wants no contact, and for that one no task of a call exists. Returns calls made."""
    coordinator = actor(officer)
    for place, arrival_id in enumerate(arrivals):
        record_wish(
            actor=coordinator,
            arrival_id=arrival_id,
            wish="none" if place == 1 else "call",
            language="Ukrainian",
            interpreter="none needed",
            contact="" if place == 1 else "my sister",
        )
    calls = list(open_calls_visible_to(viewer=coordinator))
    for task in calls[1:]:
        record_attempt(actor=coordinator, task_id=task.pk, outcome="reached", seen=0)
        close_call(actor=coordinator, task_id=task.pk, language="Ukrainian", interpreter="none needed")
    return len(calls[1:])


@step
def first_aid(officer: str, arrivals: list[str]) -> None:
    """Psychological first aid, in its order; one person is given an appointment within a day."""
    for arrival_id in arrivals:
        for name in ("safety", "sleep", "told", "listened"):
            take_mind_step(actor=actor(officer), arrival_id=arrival_id, step=name)
    set_appointment(actor=actor(officer), arrival_id=arrivals[0])
