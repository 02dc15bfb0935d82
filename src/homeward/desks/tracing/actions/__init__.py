"""What the officers of this desk do: search, answer, withdraw."""

from homeward.desks.tracing.actions.answers import WITHDRAWAL_REASONS, answer_pair, withdraw_answer
from homeward.desks.tracing.actions.searching import SEARCH, search, store_search

__all__ = ["SEARCH", "WITHDRAWAL_REASONS", "answer_pair", "search", "store_search", "withdraw_answer"]
