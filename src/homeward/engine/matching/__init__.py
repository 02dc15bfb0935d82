"""Two lists -> explained, judged pairs."""

from homeward.engine.matching.explaining import WORDS
from homeward.engine.matching.explaining_two import explain_two, explanation
from homeward.engine.matching.exporting import EXPORTED_COLUMNS, export_columns
from homeward.engine.matching.model import Model, ModelError
from homeward.engine.matching.person_columns import DoubleIdError, PersonColumns, UnknownIdError
from homeward.engine.matching.reporting import ENGINE_VERSION
from homeward.engine.matching.results import JudgedPair, Matches, PairExplanation, Reason, explain
from homeward.engine.matching.running import STAGES, duplicates, extend, match
from homeward.engine.matching.settings import LIKELY, NONE, REVIEW, Settings
from homeward.engine.matching.state import RunState
from homeward.engine.matching.training import train

__all__ = [
    "ENGINE_VERSION",
    "EXPORTED_COLUMNS",
    "LIKELY",
    "NONE",
    "REVIEW",
    "STAGES",
    "WORDS",
    "DoubleIdError",
    "JudgedPair",
    "Matches",
    "Model",
    "ModelError",
    "PairExplanation",
    "PersonColumns",
    "Reason",
    "RunState",
    "Settings",
    "UnknownIdError",
    "duplicates",
    "explain",
    "explain_two",
    "explanation",
    "export_columns",
    "extend",
    "match",
    "train",
]
