"""Finds a line from what somebody typed or a hand scanner sent: a person's code, a case number, a spare line."""

from homeward.base.identifiers import case_number, read_case_number
from homeward.desks.handover.day.roster import SPARE
from homeward.desks.handover.models import Line
from homeward.desks.handover.queries.days import Day

# A typed number with a wrong check character is nobody: one digit off is another person.
MISTYPED = "mistyped"


def line_of_typed(day: Day, text: str, way: tuple[str, str]) -> tuple[Line | None, str]:
    """(the line, '') or (None, why): `MISTYPED` when the check character does not fit, '' when it is on no list here.

    Args:
        way: the direction counted at this place. A person of the other direction is on another list.
    """
    typed = text.strip()
    line = day.lines.get(typed.lower())
    if line is None and typed.upper().startswith("R") and typed[1:].isascii() and typed[1:].isdigit():
        line = next(
            (each for each in day.lines.values() if each.what == SPARE and each.order == int(typed[1:])
             and (each.holder, each.destination) == way), None,
        )  # fmt: skip
    if line is None:
        number = read_case_number(typed)
        if number is None:
            return None, MISTYPED
        line = next((each for each in day.lines.values() if each.case_number == number), None)
    return (line, "") if line is not None and (line.holder, line.destination) == way else (None, "")


def shown_number(line: Line) -> str:
    """The case number as printed, or the number of the spare line."""
    return case_number(line.case_number) if line.case_number is not None else f"R{line.order}"
