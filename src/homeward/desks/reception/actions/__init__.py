"""What the officers of this desk do."""

from homeward.desks.reception.actions.arrivals import (
    expect_handover,
    expect_person,
    open_convoy,
    record_absence,
    record_arrival,
)
from homeward.desks.reception.actions.calls import close_call, record_attempt, record_wish
from homeward.desks.reception.actions.mind import keep_appointment, set_appointment, take_mind_step
from homeward.desks.reception.actions.onward import cancel_leg, give_seat, plan_leg, record_departure, take_seat_back
from homeward.desks.reception.actions.triage import give_triage, take_on

__all__ = [
    "cancel_leg",
    "close_call",
    "expect_handover",
    "expect_person",
    "give_seat",
    "give_triage",
    "keep_appointment",
    "open_convoy",
    "plan_leg",
    "record_absence",
    "record_arrival",
    "record_attempt",
    "record_departure",
    "record_wish",
    "set_appointment",
    "take_mind_step",
    "take_on",
    "take_seat_back",
]
