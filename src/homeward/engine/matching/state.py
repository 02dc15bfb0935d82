"""What a finished run remembers: enough to explain any two of its persons, and for a later run to build upon."""

from dataclasses import dataclass

from homeward.engine.matching.model import Model
from homeward.engine.matching.person_pairs import PersonPairs
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Tables


@dataclass(frozen=True, slots=True)
class RunState:
    """The lists as columns, what they were told and taught, and the pairs of persons that had more for them than
    against."""

    tables: Tables
    settings: Settings
    model: Model
    pairs: PersonPairs
