"""What the officers of this desk do: search, answer, withdraw; and what the exchange desk may ask of it."""

from homeward.desks.tracing.actions.answers import WITHDRAWAL_REASONS, answer_pair, withdraw_answer
from homeward.desks.tracing.actions.exporting import export_pairs
from homeward.desks.tracing.actions.following import follow_direction, stop_following
from homeward.desks.tracing.actions.raising import lower_person, raise_person
from homeward.desks.tracing.actions.searching import (
    COMPARE,
    SEARCH,
    compare_two,
    propose_pair,
    search,
    store_search,
)
from homeward.desks.tracing.actions.weights import TRAIN, ask_for_training, choose_model, keep_model

__all__ = [
    "TRAIN",
    "ask_for_training",
    "choose_model",
    "keep_model",
    "COMPARE",
    "SEARCH",
    "WITHDRAWAL_REASONS",
    "answer_pair",
    "compare_two",
    "export_pairs",
    "follow_direction",
    "lower_person",
    "propose_pair",
    "raise_person",
    "search",
    "stop_following",
    "store_search",
    "withdraw_answer",
]
