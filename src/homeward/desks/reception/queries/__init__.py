"""Reading the reception: the board, who is expected, one person, food, calls and legs; and what recovery takes over."""

from homeward.desks.reception.queries.boards import (
    Expected,
    board_visible_to,
    convoys_visible_to,
    expected_visible_to,
    food_visible_to,
)
from homeward.desks.reception.queries.figures import Figures, figures_visible_to
from homeward.desks.reception.queries.onward import LegView, leg_visible_to, legs_visible_to
from homeward.desks.reception.queries.persons import (
    Received,
    arrival_visible_to,
    call_visible_to,
    expected_person,
    find_expected,
    mind_steps_of,
    open_calls_visible_to,
    present_person,
    received_person,
    received_persons,
)
from homeward.desks.reception.queries.sight import require_sight

__all__ = [
    "Expected",
    "Figures",
    "LegView",
    "Received",
    "arrival_visible_to",
    "board_visible_to",
    "call_visible_to",
    "convoys_visible_to",
    "expected_person",
    "expected_visible_to",
    "figures_visible_to",
    "find_expected",
    "food_visible_to",
    "leg_visible_to",
    "legs_visible_to",
    "mind_steps_of",
    "open_calls_visible_to",
    "present_person",
    "received_person",
    "received_persons",
    "require_sight",
]
