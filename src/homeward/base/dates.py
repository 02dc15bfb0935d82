"""Half-known dates: a year, a month of a year, or a day, as clerks write them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from homeward.base.errors import InputError

EARLIEST_YEAR, LATEST_YEAR = 1850, 2100


class ImpossibleDateError(InputError):
    """The value reads like a date, but no calendar has it."""


@dataclass(frozen=True, slots=True)
class HalfKnownDate:
    """A date as far as it is known.

    A month needs a year, a day needs a month.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if (self.day and not self.month) or (self.month and not self.year):
            raise ImpossibleDateError(f"a day needs a month and a month needs a year: {self}.")
        if self.year is None:
            return
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise ImpossibleDateError(f"the year {self.year} lies outside {EARLIEST_YEAR} to {LATEST_YEAR}.")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise ImpossibleDateError(f"{self.year}-{self.month:02d}-{self.day or 1:02d} is no date.") from error

    def __bool__(self) -> bool:
        return self.year is not None

    @property
    def precision(self) -> str:
        """'day', 'month', 'year', or 'unknown'."""
        if self.day:
            return "day"
        if self.month:
            return "month"
        return "year" if self.year else "unknown"

    def isoformat(self) -> str:
        """'1998-03-07', '1998-03', '1998' or ''."""
        if self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        if self.month:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}" if self.year else ""

    @classmethod
    def fromisoformat(cls, text: str) -> "HalfKnownDate":
        """Reads back what `isoformat` wrote."""
        return cls(*(int(part) for part in text.split("-"))) if text else UNKNOWN_DATE

    def first_day(self) -> date | None:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1) if self.year else None


UNKNOWN_DATE = HalfKnownDate()

_MONTH_STEMS = (
    ("jan", "янв", "січ"), ("feb", "фев", "лют"), ("mar", "мар", "бер"), ("apr", "апр", "кві"),
    ("may", "мая", "май", "тра"), ("jun", "июн", "чер"), ("jul", "июл", "лип"), ("aug", "авг", "сер"),
    ("sep", "сен", "вер"), ("oct", "окт", "жов"), ("nov", "ноя", "лис"), ("dec", "дек", "гру"),
)  # fmt: skip
_NOTHING = {"", "-", "--", "—", "?", "n/a", "na", "none", "unknown", "невідомо", "неизвестно", "н/д", "нет данных"}
_TRAILING = re.compile(r"\s*(?:г\.?|р\.?|года?|року|р\.н\.?|г\.р\.?|y\.?)\s*$", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
_YEAR_FIRST = re.compile(r"^(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-./\s](\d{1,2})[-./\s](\d{4}|\d{2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-./](\d{4})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_WORDED = re.compile(r"^(?:(\d{1,2})\.?\s+)?([^\W\d_]{3,})\.?,?\s+(\d{4})$")
_WORDED_US = re.compile(r"^([^\W\d_]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})$")
_SERIAL = re.compile(r"^(\d{4,5})(?:\.0+)?$")
# Excel's 1900 system counts a 29 February 1900 that never was, hence the day before New Year's Eve as day zero.
_EXCEL_1900, _EXCEL_1904 = date(1899, 12, 30), date(1904, 1, 1)


def parse_date(text: str, *, two_digit_pivot: int = 30, excel_1904: bool = False) -> HalfKnownDate:
    """Reads a date as clerks write it: day first, year first, month in words (en, uk, ru), year only, Excel serial.

    Args:
        text: the cell as written.
        two_digit_pivot: two-digit years up to this one are 20xx, later ones 19xx.
        excel_1904: whether serial numbers count from 1904 (old Macintosh workbooks).

    Returns: the date as far as it is known; `UNKNOWN_DATE` for an empty cell or a word that says "unknown".

    Raises:
        ImpossibleDateError: the value is no date of any calendar ("31.02.1998", "yesterday").
    """
    value = _MIDNIGHT.sub("", text.strip()).strip()
    if value.lower() in _NOTHING:
        return UNKNOWN_DATE
    value = _TRAILING.sub("", value)
    if match := _YEAR_FIRST.match(value):
        return _half(match[1], match[2], match[3])
    if match := _DAY_FIRST.match(value):
        return _half(_full_year(match[3], two_digit_pivot), match[2], match[1])
    if match := _MONTH_YEAR.match(value):
        return _half(match[2], match[1], None)
    if match := _COMPACT.match(value):
        return _half(match[1], match[2], match[3])
    if match := _WORDED.match(value):
        return _half(match[3], _month(match[2], text), match[1])
    if match := _WORDED_US.match(value):
        return _half(match[3], _month(match[1], text), match[2])
    if match := _SERIAL.match(value):
        return _year_or_serial(int(match[1]), excel_1904)
    raise ImpossibleDateError(f"{text!r} is no date.", cure="Write it as 07.03.1998, 1998-03-07, 03.1998 or 1998.")


def _half(year: str | int, month: str | int, day: str | int | None) -> HalfKnownDate:
    # "00" stands for "not known" in many registers.
    return HalfKnownDate(int(year), int(month) or None, (int(day) or None) if day and int(month) else None)


def _full_year(text: str, pivot: int) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= pivot else 1900)


def _month(word: str, text: str) -> int:
    stem = word.lower()[:3]
    for number, stems in enumerate(_MONTH_STEMS, start=1):
        if stem in stems:
            return number
    raise ImpossibleDateError(f"{text!r} names no month.", cure="Write it as 07.03.1998.")


def _year_or_serial(number: int, excel_1904: bool) -> HalfKnownDate:
    if EARLIEST_YEAR <= number <= LATEST_YEAR:
        return HalfKnownDate(number)
    day = (_EXCEL_1904 if excel_1904 else _EXCEL_1900) + timedelta(days=number)
    return HalfKnownDate(day.year, day.month, day.day)
