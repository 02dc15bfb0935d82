"""Lines over steps: whole, escaped, told apart without colour, and refused where they would mislead."""

import xml.etree.ElementTree as ET

import pytest

from homeward.engine.charts import MOST_SERIES, ChartError, Series, lines

STEPS = ["round 1", "round 2", "round 3"]


def drawn(*series, steps=STEPS):
    return lines("Who is home <when>", "After each round.", steps, series)


def test_it_is_one_element_with_title_and_description_and_no_script():
    svg = drawn(Series("home to NORTH", (0, 5, 9)), Series("home & all", (1, 8, 12)))
    root = ET.fromstring(svg)  # noqa: S314  # our own
    space = {"s": "http://www.w3.org/2000/svg"}
    assert root.find("s:title", space).text == "Who is home <when>"
    assert root.get("aria-labelledby").split()[0] == root.find("s:title", space).get("id")
    assert "style=" not in svg
    assert "<script" not in svg
    shapes = [each.get("stroke-dasharray") for each in root.findall("s:polyline", space)]
    assert shapes == [None, None, "6 3", "6 3"]  # the line, and its sample beside the label
    assert [t.text for t in root.findall("s:text", space)][:4] == ["12", "0", "round 1", "round 3"]


def test_higher_counts_stand_higher_and_zero_on_the_axis():
    root = ET.fromstring(drawn(Series("all", (0, 6, 12))))  # noqa: S314  # our own
    points = root.find("{http://www.w3.org/2000/svg}polyline").get("points").split()
    heights = [int(point.split(",")[1]) for point in points]
    assert heights == [212, 112, 12]


def test_one_step_and_nothing_but_zeros_are_drawn():
    assert "polyline" in drawn(Series("all", (0,)), steps=["round 1"])


@pytest.mark.parametrize(
    "series", [[], [Series("a", (1, 2))], [Series("a", (1, -1, 2))], [Series("a", (1, 2, 3))] * (MOST_SERIES + 1)]
)
def test_what_would_mislead_is_refused(series):
    with pytest.raises(ChartError):
        drawn(*series)
    with pytest.raises(ChartError):
        drawn(Series("a", ()), steps=[])


def test_each_line_says_where_it_ends_beside_its_name():
    svg = drawn(Series("home to NORTH", (0, 5, 1200)), Series("home to SOUTH", (0, 5, 1199)))
    assert "home to NORTH: 1\u202f200</text>" in svg
    assert "home to SOUTH: 1\u202f199</text>" in svg
