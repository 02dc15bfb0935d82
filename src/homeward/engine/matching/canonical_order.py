"""One order of a list that only its content decides, and ids only between rows that say the same. Called by tables."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.person_columns import DATES, TEXTS, PersonColumns
from homeward.engine.names.cells import compact

Rows = npt.NDArray[np.int64]


def canonical_order(listed: PersonColumns) -> npt.NDArray[np.int32]:
    """Row numbers in canonical order: by dates, then text by text, then id.

    Only rows that are level so far are looked at again, so most texts are never sorted.
    """
    place, level = np.zeros(len(listed), np.int64), np.arange(len(listed))
    for name in DATES:
        level = _refine(place, level, listed.dates[name][level].astype(np.int64))
    for name in TEXTS:
        cells = listed.texts[name]
        used, codes = compact(cells.codes[level], len(cells.values))
        level = _refine(place, level, _ranks([cells.values[code] for code in used])[codes])
    _refine(place, level, _ranks([listed.ids[row] for row in level.tolist()]))
    order = np.empty(len(listed), np.int32)
    order[place] = np.arange(len(listed), dtype=np.int32)
    return order


def _refine(place: Rows, level: Rows, rank: Rows) -> Rows:
    """Moves the rows that were level apart by their rank, and gives back those that still are.

    `place` is where a row stands, level rows at the place of their first; it is changed.
    """
    mixed = np.lexsort((rank, place[level]))
    rows, before, rank = level[mixed], place[level][mixed], rank[mixed]
    position = np.arange(len(rows))
    new_group = np.append(True, before[1:] != before[:-1])[: len(rows)]
    new_run = new_group | np.append(True, rank[1:] != rank[:-1])[: len(rows)]
    group, run = (np.maximum.accumulate(np.where(new, position, 0)) for new in (new_group, new_run))
    place[rows] = before + run - group
    alone = new_run & np.append(new_run[1:], True)[: len(rows)]
    return np.sort(rows[~alone])


def _ranks(values: Sequence[str]) -> Rows:
    ranks = np.empty(len(values), np.int64)
    ranks[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return ranks
