"""Figures -> SVG with title, description and table."""

from homeward.engine.charts.figures import (
    Bar,
    ChartError,
    Direction,
    Step,
    bar_cells,
    bars,
    bits,
    exact_bits,
    number,
    step_cells,
    table,
    waterfall,
)
from homeward.engine.charts.lines import MOST_SERIES, Series, lines

__all__ = [
    "MOST_SERIES",
    "Bar",
    "ChartError",
    "Direction",
    "Series",
    "Step",
    "bar_cells",
    "bars",
    "bits",
    "exact_bits",
    "lines",
    "number",
    "step_cells",
    "table",
    "waterfall",
]
