"""Two lists -> explained, judged pairs."""

from homeward.engine.matching.explaining import WORDS
from homeward.engine.matching.results import LIKELY, REVIEW, JudgedPair, Matches, Reason, explain
from homeward.engine.matching.running import ENGINE_VERSION, STAGES, match
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import DoubleIdError

__all__ = [
    "ENGINE_VERSION",
    "LIKELY",
    "REVIEW",
    "STAGES",
    "WORDS",
    "DoubleIdError",
    "JudgedPair",
    "Matches",
    "Reason",
    "Settings",
    "explain",
    "match",
]
