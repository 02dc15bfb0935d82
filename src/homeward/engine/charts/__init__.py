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

__all__ = [
    "Bar",
    "ChartError",
    "Direction",
    "Step",
    "bar_cells",
    "bars",
    "bits",
    "exact_bits",
    "number",
    "step_cells",
    "table",
    "waterfall",
]
