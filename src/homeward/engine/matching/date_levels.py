"""How far two half-known dates agree: arithmetic on whole columns. Called by comparing.

0 stands for a part that is not known.
"""

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.fields import BIRTH, EVENT_DATE
from homeward.engine.matching.tables import Ints

Levels = npt.NDArray[np.int8]


def birth_levels(y1: Ints, m1: Ints, d1: Ints, y2: Ints, m2: Ints, d2: Ints) -> Levels:
    """Levels of birth dates given as year, month, day with 0 for unknown.

    A first of January against another day of that year is read as 'year only': registers write it for lack of better.
    """
    levels = np.zeros(len(y1), np.int8)
    both, whole = (y1 > 0) & (y2 > 0), (d1 > 0) & (d2 > 0)
    same_year, same_month, same_day = y1 == y2, m1 == m2, d1 == d2
    stand_in = whole & same_year & (((m1 == 1) & (d1 == 1)) | ((m2 == 1) & (d2 == 1)))

    def put(where: npt.NDArray[np.bool_], code: str) -> None:
        levels[where] = BIRTH.number(code)

    put(both, "different")
    put(whole & same_year, "same_year")
    put(whole & same_month & same_day, "day_month")
    put((both & ~whole & same_year & ((m1 == 0) | (m2 == 0))) | stand_in, "year")
    put(whole & (np.abs(_days(y1, m1, d1) - _days(y2, m2, d2)) <= 3), "near")
    put(whole & _one_digit(y1 * 10_000 + m1 * 100 + d1, y2 * 10_000 + m2 * 100 + d2), "one_digit")
    put(both & ~whole & same_year & same_month & (m1 > 0), "month")
    put(whole & same_year & (m1 == d2) & (d1 == m2), "turned")
    put(whole & same_year & same_month & same_day, "same")
    return levels


def _one_digit(one: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Whether two eight-digit dates differ in one digit, or by a year."""
    difference = np.zeros(len(one), np.int8)
    for place in range(8):
        difference += (one // 10**place) % 10 != (other // 10**place) % 10
    return np.asarray((difference == 1) | (np.abs(one - other) == 10_000))


def _days(year: Ints, month: Ints, day: Ints) -> Ints:
    """Days since 1 March of year 0, Gregorian; only differences are used."""
    shifted_year, shifted_month = year - (month <= 2), (month + 9) % 12
    return np.asarray(
        365 * shifted_year
        + shifted_year // 4
        - shifted_year // 100
        + shifted_year // 400
        + (153 * shifted_month + 2) // 5
        + day
    )


def event_levels(one: Ints, other: Ints) -> Levels:
    """Levels of days of the event, as year * 10,000 + month * 100 + day: days apart matter, not digits."""
    y1, m1, d1 = one // 10_000, one // 100 % 100, one % 100
    y2, m2, d2 = other // 10_000, other // 100 % 100, other % 100
    levels = np.zeros(len(one), np.int8)
    both, whole = (one > 0) & (other > 0), (d1 > 0) & (d2 > 0)
    apart = np.abs(_days(y1, m1, d1) - _days(y2, m2, d2))
    levels[both] = EVENT_DATE.number("different")
    half_known = both & ~whole & (y1 == y2) & ((m1 == m2) | (m1 == 0) | (m2 == 0))
    levels[half_known | (both & whole & (apart <= 31))] = EVENT_DATE.number("within_month")
    levels[both & whole & (apart <= 3)] = EVENT_DATE.number("near")
    levels[both & whole & (apart == 0)] = EVENT_DATE.number("same")
    return levels
