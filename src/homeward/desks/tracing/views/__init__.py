"""Pages of the tracing desk."""

from homeward.desks.tracing.views.custody import two_custodies
from homeward.desks.tracing.views.pairs import answer, compare, pair, raise_first, withdraw
from homeward.desks.tracing.views.quality import quality, quality_export
from homeward.desks.tracing.views.queue import export, queue
from homeward.desks.tracing.views.searches import following, run, searches
from homeward.desks.tracing.views.weights import choose, model, model_version, train

__all__ = [
    "choose",
    "model",
    "model_version",
    "train",
    "answer",
    "compare",
    "export",
    "following",
    "pair",
    "quality",
    "quality_export",
    "queue",
    "raise_first",
    "run",
    "searches",
    "two_custodies",
    "withdraw",
]
