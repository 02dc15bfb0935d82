"""Time limits of the Convention that this desk watches, counted from days; months as the calendar has them."""

import calendar
from datetime import date

CARD_DAYS = 7  # art. 70
TOLD_MONTHS = 1  # Annex II: decisions are told within a month
ACT_MONTHS = 3  # Annex II: the Detaining Power acts within three months of being told
NEXT_COMMISSION_MONTHS = 6  # Annex II: visits are six months apart at most


def months_after(day: date, months: int) -> date:
    """The same day some months later; the month's last day where it has none of that number."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
