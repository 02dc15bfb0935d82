"""What a finished run remembers: enough to explain any two of its persons, and for a later run to build upon."""

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.engine.matching.model import Model
from homeward.engine.matching.person_pairs import PersonPairs
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Tables


@dataclass(frozen=True, slots=True)
class RunState:
    """The lists as columns, what they were told and taught, and the pairs of persons that had more for them than
    against; and how wide a block each key took."""

    tables: Tables
    settings: Settings
    model: Model
    pairs: PersonPairs
    caps: Mapping[str, int]
