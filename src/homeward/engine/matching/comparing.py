"""How far two values agree: a small whole number a field and pair, by the levels of fields.py. Called by the run.

Every two distinct values are compared once, however many pairs of persons have them. Nothing is weighed here.
"""

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.date_levels import birth_levels, event_levels
from homeward.engine.matching.fields import BIRTH, EVENT_DATE, EVENT_PLACE, FIELDS, SURNAME, Field
from homeward.engine.matching.tables import Habits, Ints, Side, Tables
from homeward.engine.matching.value_levels import COMPARERS, Levels
from homeward.engine.names.cells import compact

HABIT_NEAR, HABIT_CLOSE = 3_000, 7_000  # log-odds, in thousandths of a bit, that count as these levels
TABLE = 1 << 25  # pairs of codes that are told apart by a table of marks rather than by sorting


def compare(tables: Tables, first: Ints, second: Ints) -> dict[str, Levels]:
    """Levels by field for the reading pairs (first[k], second[k]); 0 where either side says nothing."""
    levels = {}
    for field in FIELDS:
        if field is BIRTH:
            levels[field.name] = _births(tables.left, tables.right, first, second)
        elif field is EVENT_DATE:
            levels[field.name] = event_levels(tables.left.dates["event"][first], tables.right.dates["event"][second])
        else:
            levels[field.name] = _coded(tables, field, first, second)
    _regions(tables, levels["event_place"], first, second)
    return levels


def _coded(tables: Tables, field: Field, first: Ints, second: Ints) -> Levels:
    one, other = tables.left.coded[field.name][first], tables.right.coded[field.name][second]
    both, equal = (one > 0) & (other > 0), one == other
    levels = np.where(both & equal, np.int8(field.best), np.int8(0))
    unequal = np.flatnonzero(both & ~equal)
    if len(unequal):
        levels[unequal] = _levels_of_unequal(tables, field, one[unequal], other[unequal])
    if field.name in {"given_name", "patronymic"}:
        initials = _are_initials(tables.codes[field.name])
        levels[equal & initials[one]] = field.number("initial")
    return levels


def _levels_of_unequal(tables: Tables, field: Field, one: Ints, other: Ints) -> Levels:
    codes = tables.codes[field.name]
    distinct, back = numbered(np.minimum(one, other), np.maximum(one, other), len(codes))
    low, high = np.divmod(distinct, len(codes))
    ones, others = [codes[code] for code in low.tolist()], [codes[code] for code in high.tolist()]
    levels = COMPARERS[field.name](ones, others)
    if field is SURNAME:
        bones = _bones(tables)
        levels[(levels < SURNAME.number("part")) & (bones[low] == bones[high]) & (bones[low] > 0)] = SURNAME.number(
            "consonants"
        )
        if tables.habits:
            levels = with_habits(levels, ones, others, tables.habits)
    return levels[back]


def numbered(low: Ints, high: Ints, size: int) -> tuple[Ints, Ints]:
    """Distinct pairs of codes below `size`, as low * size + high, ascending, and the place of each pair among them."""
    pairs = low.astype(np.int64) * size + high
    if size * size <= min(TABLE, 16 * len(pairs)):
        distinct, places = compact(pairs, size * size)
        return np.array(distinct), places
    order = np.argsort(pairs)
    ordered = pairs[order]
    fresh = np.append(True, ordered[1:] != ordered[:-1])
    back = np.empty(len(pairs), np.int32)
    back[order] = np.cumsum(fresh, dtype=np.int32) - 1
    return ordered[fresh], back


def _bones(tables: Tables) -> Ints:
    """For every surname code that of its consonants; 0 for fewer than three, which say nothing."""
    bones = np.zeros(len(tables.codes["surname"]), np.int32)
    for side in (tables.left, tables.right):
        bones[side.coded["surname"]] = side.coded["skeleton"]
    long = np.fromiter((len(value) > 2 for value in tables.codes["skeleton"]), bool, len(tables.codes["skeleton"]))
    return np.where(long[bones], bones, 0)


def with_habits(levels: Levels, ones: list[str], others: list[str], habits: Habits) -> Levels:
    """Surnames that look different may be what a clerk of that pen writes for the other: then they are near."""
    doubtful = np.flatnonzero(levels <= SURNAME.number("near"))
    odds = habits.likeness([ones[k] for k in doubtful], [others[k] for k in doubtful])
    heard = np.where(odds >= HABIT_NEAR, SURNAME.number("near"), SURNAME.number("different"))
    heard[odds >= HABIT_CLOSE] = SURNAME.number("consonants")
    changed = levels.copy()
    changed[doubtful] = heard
    return changed


def _are_initials(codes: list[str]) -> npt.NDArray[np.bool_]:
    return np.fromiter((value.endswith(".") for value in codes), bool, count=len(codes))


def _births(left: Side, right: Side, first: Ints, second: Ints) -> Levels:
    one, other = left.dates["birth"][first], right.dates["birth"][second]
    levels = np.where((one == other) & (left.dates["day"][first] > 0), np.int8(BIRTH.best), np.int8(0))
    open_ones = np.flatnonzero((levels == 0) & (one > 0) & (other > 0))
    parts = (
        side.dates[part][readings[open_ones]]
        for side, readings in ((left, first), (right, second))
        for part in ("year", "month", "day")
    )
    levels[open_ones] = birth_levels(*parts)
    return levels


def _regions(tables: Tables, levels: Levels, first: Ints, second: Ints) -> None:
    """Lifts places that differ but lie in one region, and places missing on one side."""
    one, other = tables.left.coded["region"][first], tables.right.coded["region"][second]
    lifted = (one == other) & (one > 0) & (levels <= EVENT_PLACE.number("different"))
    levels[lifted] = EVENT_PLACE.number("region")
