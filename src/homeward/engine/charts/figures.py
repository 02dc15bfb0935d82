"""Decides how counts look as a chart and as the table beside it.

Called by pages and by the self-contained report. It never computes a figure, never rounds one, carries no script and no
style attribute: colours come from CSS classes, and without any style sheet from the text colour.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Literal, Protocol

from homeward.base.errors import InputError
from homeward.base.scripts import clean

Direction = Literal["ltr", "rtl"]

_WIDTH, _LETTERS_A_LINE = 480, 58
_LINE, _BAR, _GAP, _TEXT, _VALUE_ROOM = 19, 16, 12, 14, 84


class ChartError(InputError):
    """The figures cannot be drawn: none at all, or a negative length."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a count of at least 0. `shown` replaces the printed figure, as '<10' for a hidden cell."""

    label: str
    value: int
    shown: str = ""

    def figure(self) -> str:
        """The figure as printed beside the bar and in the table."""
        return self.shown or number(self.value)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a waterfall: a change of the running total, or with None the total reached so far."""

    label: str
    change: int | None = None


@dataclass(frozen=True, slots=True)
class _Strip:
    label: str
    start: int
    end: int
    figure: str
    kind: str


def number(value: int, *, signed: bool = False) -> str:
    """A figure with narrow blanks between thousands and a true minus: '12 345', '+8', '−8'."""
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return sign + f"{abs(value):,}".replace(",", "\u202f")


class Shown(Protocol):
    """How a whole number is printed: `number`, `bits` or `exact_bits`."""

    def __call__(self, value: int, *, signed: bool = False) -> str: ...


def bits(value: int, *, signed: bool = False) -> str:
    """Thousandths of a bit with one decimal place, for pictures: '+9.1', '−0.4'."""
    tenths = (abs(value) + 50) // 100
    sign = "−" if value < 0 and tenths else "+" if signed and tenths else ""
    return f"{sign}{tenths // 10}.{tenths % 10}"


def exact_bits(value: int, *, signed: bool = False) -> str:
    """Thousandths of a bit in full, for tables whose rows must add up: '+9.132'."""
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return f"{sign}{abs(value) // 1000}.{abs(value) % 1000:03d}"


def bars(title: str, description: str, rows: Sequence[Bar], *, direction: Direction = "ltr") -> str:
    """Horizontal bars from zero, one to a row, as an SVG element with <title> and <desc>.

    Raises:
        ChartError: no rows, or a negative value.
    """
    if any(row.value < 0 for row in rows):
        raise ChartError("a bar has no negative length.", cure="Use a waterfall for changes.")
    strips = [_Strip(row.label, 0, row.value, row.figure(), "count") for row in rows]
    return _svg("bars", title, description, strips, direction)


def waterfall(
    title: str, description: str, steps: Sequence[Step], *, direction: Direction = "ltr", shown: Shown = number
) -> str:
    """A running total step by step, each change starting where the one before it ended; SVG as `bars`.

    Args:
        shown: prints the figures; `bits` when the steps are thousandths of a bit of evidence.

    Raises:
        ChartError: no steps.
    """
    return _svg("waterfall", title, description, list(_strips(steps, shown)), direction)


def table(
    title: str, header: Sequence[str], rows: Iterable[Sequence[str | int]], *, direction: Direction = "ltr"
) -> str:
    """The same figures as an HTML table: caption, column heads, the first cell of each row heading it.

    Args:
        rows: cells, as `bar_cells` and `step_cells` give them; integers are printed like in the charts.
    """
    heads = "".join(f'<th scope="col">{_html(head)}</th>' for head in header)
    body = "".join(f"<tr>{_row(cells)}</tr>" for cells in rows)
    return (
        f'<table class="chart-table" dir="{direction}"><caption>{_html(title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def bar_cells(rows: Iterable[Bar]) -> list[tuple[str, str]]:
    """Label and figure of each bar, for `table`."""
    return [(row.label, row.figure()) for row in rows]


def step_cells(steps: Iterable[Step], *, shown: Shown = number) -> list[tuple[str, str, str]]:
    """Label, change ('' for a total) and running total of each step, for `table`."""
    return [
        (strip.label, "" if strip.kind == "total" else strip.figure, shown(strip.end))
        for strip in _strips(steps, shown)
    ]


def _strips(steps: Iterable[Step], shown: Shown) -> Iterable[_Strip]:
    total = 0
    for step in steps:
        if step.change is None:
            yield _Strip(step.label, 0, total, shown(total), "total")
            continue
        before, total = total, total + step.change
        kind = "fall" if step.change < 0 else "rise"
        yield _Strip(step.label, before, total, shown(step.change, signed=True), kind)


def _svg(kind: str, title: str, description: str, strips: Sequence[_Strip], direction: Direction) -> str:
    if not strips:
        raise ChartError("there are no figures to draw.", cure="Say so in words instead of an empty chart.")
    scale = _Scale(strips, direction)
    parts, y = list[str](), _GAP // 2
    for index, strip in enumerate(strips):
        drawn, bottom = _draw(strip, y, scale)
        parts.append(drawn)
        if kind == "waterfall" and index + 1 < len(strips):
            x = scale.at(strip.end)
            parts.append(_rule("chart-link", x, bottom, x, bottom + _GAP, dashed=True))
        y = bottom + _GAP
    zero = scale.at(0)
    parts.insert(0, _rule("chart-axis", zero, 0, zero, y - _GAP // 2))  # behind the labels
    # Ids are made from the content, so that two charts on one page do not share them and a rerun repeats them.
    name = "chart-" + hashlib.sha256("\0".join([kind, title, description, *parts]).encode()).hexdigest()[:12]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{kind}" viewBox="0 0 {_WIDTH} {y}" role="img"'
        f' direction="{direction}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{_html(title)}</title><desc id="{name}-desc">{_html(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


class _Scale:
    """Figures -> whole units of the drawing; mirrored when the page runs from right to left."""

    def __init__(self, strips: Sequence[_Strip], direction: Direction) -> None:
        ends = [0, *(strip.start for strip in strips), *(strip.end for strip in strips)]
        self.low, self.span, self.mirrored = min(ends), (max(ends) - min(ends)) or 1, direction == "rtl"

    def at(self, value: int) -> int:
        place = 2 + (value - self.low) * (_WIDTH - _VALUE_ROOM - 2) // self.span
        return self.turned(place)

    def turned(self, place: int) -> int:
        return _WIDTH - place if self.mirrored else place


def _draw(strip: _Strip, y: int, scale: _Scale) -> tuple[str, int]:
    """One strip with its label above it; gives the drawing and the y below the bar."""
    parts = []
    for line in wrap(clean(strip.label), _LETTERS_A_LINE) or [""]:
        y += _LINE
        parts.append(
            f'<text class="chart-label" x="{scale.turned(8)}" y="{y - 6}" font-size="{_TEXT}" fill="currentColor"'
            f' text-anchor="start">{_html(line)}</text>'
        )
    left, right = sorted((scale.at(strip.start), scale.at(strip.end)))
    # A count above zero stays visible however small it is beside the others.
    width = max(right - left, 1 if strip.start != strip.end else 0)
    parts.append(
        f'<rect class="chart-bar chart-{strip.kind}" x="{left}" y="{y}" width="{width}" height="{_BAR}"'
        f' fill="currentColor" fill-opacity="{"0.45" if strip.kind == "fall" else "0.75"}"/>'
    )
    # Figures read left to right everywhere; on a mirrored chart they end where the bar does.
    x, anchor = (left - 6, "end") if scale.mirrored else (right + 6, "start")
    parts.append(
        f'<text class="chart-value" x="{x}" y="{y + 13}" font-size="{_TEXT}" fill="currentColor" direction="ltr"'
        f' text-anchor="{anchor}">{_html(strip.figure)}</text>'
    )
    return "".join(parts), y + _BAR


def _rule(name: str, x1: int, y1: int, x2: int, y2: int, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="2 2"' if dashed else ""
    return f'<line class="{name}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="currentColor"{dashes}/>'


def _row(cells: Sequence[str | int]) -> str:
    first, *others = (number(cell) if isinstance(cell, int) else cell for cell in cells)
    figures = "".join(f'<td class="chart-figure"><bdi dir="ltr">{_html(cell)}</bdi></td>' for cell in others)
    return f'<th scope="row">{_html(first)}</th>{figures}'


def _html(text: str) -> str:
    # Cleaning folds every blank; the narrow one inside a figure is meant.
    return escape("\u202f".join(clean(part) for part in text.split("\u202f")))
