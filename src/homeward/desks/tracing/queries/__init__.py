"""What this desk tells, to whom it may: the queue, one pair, searches, figures, results for later desks."""

from homeward.desks.tracing.queries.contradictions import TwoCustodies, contradicting_count, contradicting_pairs
from homeward.desks.tracing.queries.figures import Figures, figures_visible_to
from homeward.desks.tracing.queries.pair import OpenAnswer, PairView, pair_visible_to
from homeward.desks.tracing.queries.queue import (
    STAGES,
    Filter,
    PairPage,
    PairRow,
    next_pair_for,
    pairs_visible_to,
    waiting_counts,
)
from homeward.desks.tracing.queries.results import Found, search_results
from homeward.desks.tracing.queries.searches import run_visible_to, runs_visible_to

__all__ = [
    "STAGES",
    "Figures",
    "Filter",
    "Found",
    "OpenAnswer",
    "PairPage",
    "PairRow",
    "PairView",
    "TwoCustodies",
    "contradicting_count",
    "contradicting_pairs",
    "figures_visible_to",
    "next_pair_for",
    "pair_visible_to",
    "pairs_visible_to",
    "run_visible_to",
    "runs_visible_to",
    "search_results",
    "waiting_counts",
]
