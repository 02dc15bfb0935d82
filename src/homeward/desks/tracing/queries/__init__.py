"""What this desk tells, to whom it may: the queue, one pair, searches, figures, results for later desks."""

from homeward.desks.tracing.queries.contradictions import TwoCustodies, contradicting_count, contradicting_pairs
from homeward.desks.tracing.queries.figures import Figures, figures_visible_to
from homeward.desks.tracing.queries.pair import (
    Link,
    OpenAnswer,
    PairView,
    own_last_answer,
    pair_visible_to,
    staged_pair,
)
from homeward.desks.tracing.queries.quality import PERIODS, Quality, quality_visible_to
from homeward.desks.tracing.queries.queue import (
    STAGES,
    USES,
    Filter,
    PairPage,
    PairRow,
    next_pair_for,
    pairs_visible_to,
    waiting_counts,
)
from homeward.desks.tracing.queries.results import Found, search_results
from homeward.desks.tracing.queries.searches import (
    Followed,
    directions_followed,
    open_searches,
    run_visible_to,
    runs_visible_to,
)
from homeward.desks.tracing.queries.weights import (
    ENOUGH_TO_TRAIN,
    DirectionModel,
    Version,
    decided_pairs,
    direction_models,
    model_in_use,
    version_visible_to,
    weights_of,
)

__all__ = [
    "PERIODS",
    "Quality",
    "quality_visible_to",
    "ENOUGH_TO_TRAIN",
    "DirectionModel",
    "Version",
    "decided_pairs",
    "direction_models",
    "model_in_use",
    "version_visible_to",
    "weights_of",
    "STAGES",
    "USES",
    "Figures",
    "Filter",
    "Followed",
    "Found",
    "Link",
    "OpenAnswer",
    "PairPage",
    "PairRow",
    "PairView",
    "TwoCustodies",
    "contradicting_count",
    "contradicting_pairs",
    "directions_followed",
    "figures_visible_to",
    "next_pair_for",
    "open_searches",
    "own_last_answer",
    "pair_visible_to",
    "pairs_visible_to",
    "run_visible_to",
    "runs_visible_to",
    "search_results",
    "staged_pair",
    "waiting_counts",
]
