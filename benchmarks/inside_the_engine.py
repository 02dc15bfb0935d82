"""What benchmarks look at inside the engine, in one place: the pairs it compares, by row of its tables and by id."""

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.candidates import find_candidates
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Ints, Tables


def candidate_rows(tables: Tables) -> tuple[Ints, Ints]:
    """The readings that are compared, as rows of either side."""
    found = find_candidates(tables, Settings())
    return found.first, found.second


def candidate_ids(tables: Tables) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """The ids of the persons that are compared."""
    left, right = (
        np.array(side.listed.ids, dtype=object)[side.order[side.owner[rows]]]
        for side, rows in zip((tables.left, tables.right), candidate_rows(tables), strict=True)
    )
    return left, right
