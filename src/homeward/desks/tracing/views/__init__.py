"""Pages of the tracing desk."""

from homeward.desks.tracing.views.custody import two_custodies
from homeward.desks.tracing.views.pairs import answer, pair, withdraw
from homeward.desks.tracing.views.quality import quality
from homeward.desks.tracing.views.queue import export, queue
from homeward.desks.tracing.views.searches import run, searches

__all__ = ["answer", "export", "pair", "quality", "queue", "run", "searches", "two_custodies", "withdraw"]
