"""A signed handover of invented people, with its officers, and hands that tick them over."""

from dataclasses import dataclass

from cast import actor_with
from desks.exchange.given import EQUAL_HEADS, planned, saved_terms
from homeward.desks.exchange.actions import approve_plan
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.handover.actions import (
    agree_outcome,
    check_off,
    draw_up_protocol,
    freeze_manifest,
    settle_discrepancy,
    sign_paper,
    witness_crossings,
)
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.models import Handover, Line, Paper
from homeward.desks.handover.queries import Day, day_of
from homeward.office.journal.rights import Actor

NORTHWARD, SOUTHWARD = ("SOUTH", "NORTH"), ("NORTH", "SOUTH")


@dataclass
class GivenDay:
    """One handover: crews of both sides, those who decide, the neutral."""

    key: str
    holder_crew: Actor
    receiver_crew: Actor
    north: Actor
    south: Actor
    neutral: Actor

    @property
    def day(self) -> Day:
        return day_of(Handover.objects.get(pk=self.key))

    def lines(self, what: str = "seat", way: tuple[str, str] = SOUTHWARD) -> list[Line]:
        handover = Handover.objects.get(pk=self.key)
        return list(handover.lines.filter(what=what, holder=way[0]).order_by("order"))

    def tick(self, line: Line, *kinds: str) -> None:
        for kind in kinds:
            actor = self.receiver_crew if kind in (c.RECEIVED, c.REFUSED) else self.holder_crew
            checked = check_off(actor=actor, handover_id=self.key, person_code=line.code, kind=kind)
            assert checked.answer == "accepted", checked

    def cross(self, *lines: Line) -> None:
        """Both ends tick these persons, and the neutral sees them cross."""
        for line in lines:
            self.tick(line, c.BOARDED, c.HANDED_OVER, c.RECEIVED)
        for way in {(line.holder, line.destination) for line in lines}:
            count = sum((line.holder, line.destination) == way for line in lines)
            witness_crossings(actor=self.neutral, handover_id=self.key, way="/".join(way), count=count)

    def settled(self, line: Line, outcome: str) -> None:
        question = settle_discrepancy(actor=self.north, handover_id=self.key, person_code=line.code, outcome=outcome)
        agree_outcome(actor=self.neutral, question_id=question.pk)

    def drawn_up(self) -> Paper:
        return draw_up_protocol(actor=self.north, handover_id=self.key, place="Ford of the Karst")

    def signed(self, what: str) -> None:
        sign(self, what)


def approved_plan(*clauses: str) -> PlanRecord:
    record = planned(saved_terms(*(clauses or (EQUAL_HEADS,))))
    approve_plan(actor=actor_with("decision_maker"), number=record.number, persons=record.persons)
    record.refresh_from_db()
    return record


def sign(day: GivenDay, what: str) -> None:
    for actor, line in ((day.north, "NORTH"), (day.south, "SOUTH"), (day.neutral, "witness")):
        sign_paper(actor=actor, handover_id=day.key, what=what, stands_for=line)


def frozen_day() -> GivenDay:
    north = actor_with("decision_maker")
    handover = freeze_manifest(actor=north, plan_number=approved_plan().number)
    return GivenDay(
        key=handover.pk,
        holder_crew=actor_with("handover_crew"),
        receiver_crew=actor_with("handover_crew"),
        north=north,
        south=actor_with("decision_maker"),
        neutral=actor_with("intermediary_desk"),
    )


def signed_day() -> GivenDay:
    day = frozen_day()
    sign(day, "manifest")
    return day
