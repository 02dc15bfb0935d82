"""Dates as cards have them: whole, in part, or with a flaw."""

import numpy as np
from benchmarks.cards.errors import Bools, Errors
from benchmarks.cards.people import Ints
from benchmarks.list_files import Texts


def calendar(days: Ints) -> tuple[Ints, Ints, Ints]:
    """Days since 1970 -> year, month, day."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]").astype(np.int64)
    day = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    return 1970 + months // 12, months % 12 + 1, day


def births(born: Ints, errors: Errors, chance: np.random.Generator) -> Texts:
    """Birth dates with at most one flaw each."""
    roll, size = chance.random(len(born)), len(born)
    edges = np.cumsum(
        [errors.birth_missing, errors.birth_year_only, errors.birth_new_year, errors.birth_turned, errors.birth_digit,
         errors.birth_from_age, errors.birth_other]
    )  # fmt: skip
    flaw = np.searchsorted(edges, roll, side="right")
    born = np.where(flaw == 6, born + chance.integers(-1800, 1800, size), born)
    year, month, day = calendar(born)
    year = np.where(flaw == 5, year + chance.choice([-1, 1], size), year)
    month, day = np.where(flaw == 2, 1, month), np.where(flaw == 2, 1, day)
    turned = (flaw == 3) & (day <= 12)
    month, day = np.where(turned, day, month), np.where(turned, month, day)
    digit = flaw == 4
    year, day = _other_digit(year, day, digit, chance)
    age_only = (flaw == 1) | (flaw == 5)
    month, day = np.where(age_only, 0, month), np.where(age_only, 0, day)
    return written(np.where(flaw == 0, 0, year), month, day)


def _other_digit(year: Ints, day: Ints, rows: Bools, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """The last digit of the year, its decade, or a digit of the day is another; no day above 28 comes of it."""
    kind = chance.integers(0, 3, len(year))
    year = np.where(rows & (kind == 0), year - year % 10 + chance.integers(0, 10, len(year)), year)
    year = np.where(rows & (kind == 1), year + chance.choice([-10, 10], len(year)), year)
    other = day - day % 10 + chance.integers(0, 10, len(day))
    return year, np.where(rows & (kind == 2), np.clip(other, 1, 28), day)


def written(year: Ints, month: Ints, day: Ints) -> Texts:
    """'1998-03-07', '1998-03', '1998' or ''; the 29th of February of another year becomes the 28th."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    day = np.where((month == 2) & (day == 29) & ~leap, 28, day)
    distinct, back = np.unique(year * 10_000 + month * 100 + day, return_inverse=True)
    return np.array([_iso(int(code)) for code in distinct], dtype=object)[back]


def _iso(code: int) -> str:
    year, month, day = code // 10_000, code // 100 % 100, code % 100
    if not year:
        return ""
    return f"{year}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
