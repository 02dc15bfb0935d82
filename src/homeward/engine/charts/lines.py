"""Decides how counts over steps look: one line a series on common axes, told apart by dashes, and where each ends.

Called by self-contained reports and pages. Like all charts it carries no script and no style attribute; colours come
from CSS classes (`chart-series-1` …), and without any style sheet from the text colour.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from homeward.base.scripts import clean
from homeward.engine.charts.figures import ChartError, number

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _TEXT = 480, 200, 44, 12, 12, 12
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "12 4")
MOST_SERIES = len(_DASHES)


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a count of at least 0 for each step."""

    label: str
    values: tuple[int, ...]


def lines(title: str, description: str, steps: Sequence[str], series: Sequence[Series]) -> str:
    """An SVG element with <title> and <desc>: steps from left to right, counts from zero upwards.

    Args:
        steps: a label for each step; the first and the last are printed.

    Raises:
        ChartError: no steps, no series or too many, a negative count, or series of another length.
    """
    if not steps or not 1 <= len(series) <= MOST_SERIES:
        raise ChartError(f"a chart of lines has steps and 1 to {MOST_SERIES} series.", cure="Show a table instead.")
    if any(len(each.values) != len(steps) or min(each.values) < 0 for each in series):
        raise ChartError("each line needs one count of at least 0 for each step.")
    most = max(max(each.values) for each in series) or 1
    bottom = _TOP + _HEIGHT
    parts = [_rule(_LEFT, bottom, _WIDTH - _RIGHT, bottom), _rule(_LEFT, _TOP, _LEFT, bottom)]
    parts.append(_words(_LEFT - 6, _TOP + 4, "end", number(most)))
    parts.append(_words(_LEFT - 6, bottom, "end", "0"))
    parts.append(_words(_LEFT, bottom + 16, "start", steps[0]))
    if len(steps) > 1:
        parts.append(_words(_WIDTH - _RIGHT, bottom + 16, "end", steps[-1]))
    for place, each in enumerate(series):
        points = [(_x(step, len(steps)), _y(value, most)) for step, value in enumerate(each.values)]
        parts.append(_line(place, points))
        y = bottom + 36 + 18 * place
        parts.append(_line(place, [(_LEFT, y - 4), (_LEFT + 34, y - 4)]))
        # Beside the lines the figures of two that end alike would cover each other.
        parts.append(_words(_LEFT + 42, y, "start", f"{each.label}: {number(each.values[-1])}"))
    height = bottom + 36 + 18 * len(series)
    name = "chart-" + hashlib.sha256("\0".join(["lines", title, description, *parts]).encode()).hexdigest()[:12]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-lines" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{_html(title)}</title>'
        f'<desc id="{name}-desc">{_html(description)}</desc>{"".join(parts)}</svg>'
    )


def _x(step: int, steps: int) -> int:
    return _LEFT + step * (_WIDTH - _LEFT - _RIGHT) // max(1, steps - 1)


def _y(value: int, most: int) -> int:
    return _TOP + _HEIGHT - value * _HEIGHT // most


def _line(place: int, points: Sequence[tuple[int, int]]) -> str:
    dashes = f' stroke-dasharray="{_DASHES[place]}"' if _DASHES[place] else ""
    told = " ".join(f"{x},{y}" for x, y in points)
    # A single step is a line without length; a round cap keeps it visible.
    return (
        f'<polyline class="chart-series chart-series-{place + 1}" points="{told}" fill="none" stroke="currentColor"'
        f' stroke-width="2" stroke-linecap="round"{dashes}/>'
    )


def _rule(x1: int, y1: int, x2: int, y2: int) -> str:
    return f'<line class="chart-axis" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="currentColor"/>'


def _words(x: int, y: int, anchor: str, text: str) -> str:
    return (
        f'<text class="chart-label" x="{x}" y="{y}" font-size="{_TEXT}" fill="currentColor" text-anchor="{anchor}">'
        f"{_html(text)}</text>"
    )


def _html(text: str) -> str:
    # Cleaning folds every blank; the narrow one inside a figure is meant.
    return escape("\u202f".join(clean(part) for part in text.split("\u202f")))
