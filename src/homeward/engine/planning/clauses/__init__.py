"""The clauses that parties may agree, each a set of whole-number rows over the package or a rule who is left out."""

from homeward.engine.planning.clauses.categories import CapturedIn
from homeward.engine.planning.clauses.named import Must, takes_part
from homeward.engine.planning.clauses.reading import read_clause, usable_category
from homeward.engine.planning.clauses.roads import Rings, Seats, ring_column
from homeward.engine.planning.clauses.rows import Clause, Lists, Row

__all__ = [
    "CapturedIn",
    "Clause",
    "Lists",
    "Must",
    "Rings",
    "Row",
    "Seats",
    "read_clause",
    "ring_column",
    "takes_part",
    "usable_category",
]
