"""Charts: true lengths, readable figures, nothing that a strict page would refuse, the same table beside them."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.engine.charts import (
    Bar,
    ChartError,
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

SVG = "{http://www.w3.org/2000/svg}"
DIRECTIONS = ["ltr", "rtl"]
STEPS = [
    Step("Persons held", 340),
    Step("Not asked for", -120),
    Step("Wish to stay", -12),
    Step("Added later", 4),
    Step("In the package"),
]
LABELS = st.text(max_size=80)


def _parsed(svg: str) -> Element:
    return ElementTree.fromstring(svg)


def _figures(svg: str) -> list[str]:
    return [text.text or "" for text in _parsed(svg).iter(f"{SVG}text") if text.get("class") == "chart-value"]


def _rects(svg: str) -> list[tuple[int, int]]:
    return [(int(rect.get("x", "")), int(rect.get("width", ""))) for rect in _parsed(svg).iter(f"{SVG}rect")]


def _drawings(direction):
    return [
        bars("T", "D", [Bar("a", 3), Bar("b", 1)], direction=direction),
        waterfall("T", "D", STEPS, direction=direction),
    ]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_chart_names_and_describes_itself_to_a_screen_reader(direction):
    for svg in _drawings(direction):
        root = _parsed(svg)
        named = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
        assert [element.text for element in named] == ["T", "D"]
        assert root.get("aria-labelledby", "").split() == [element.get("id") for element in named]
        assert root.get("role") == "img"
        assert root.get("direction") == direction


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_nothing_in_it_needs_a_looser_content_policy(direction):
    for svg in _drawings(direction):
        for element in _parsed(svg).iter():
            assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "rect", "text", "line"}
            assert not {name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name}


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.sampled_from(DIRECTIONS))
def test_bars_are_as_long_as_their_figures_say_and_stay_inside(values, direction):
    rects = _rects(bars("T", "D", [Bar("x", value) for value in values], direction=direction))
    longest = max(width for _, width in rects)
    for value, (x, width) in zip(values, rects, strict=True):
        assert abs(width - value * longest / (max(values) or 1)) <= 1
        assert (width > 0) == (value > 0)
        assert x >= 0
        assert x + width <= 480


def test_each_step_starts_where_the_one_before_it_ended():
    rects = _rects(waterfall("T", "D", STEPS))
    ends = [x + width for x, width in rects]
    assert ends[0] == ends[1]  # the first loss is taken from the right end of the whole
    assert rects[1][0] == ends[2]
    assert rects[2][0] == rects[3][0]
    assert ends[3] == ends[4]  # the total reaches to where the last step ended
    assert rects[0][0] == rects[4][0]


def test_a_waterfall_may_fall_below_zero():
    rects = _rects(waterfall("Balance", "D", [Step("Given", -30), Step("Taken", 10), Step("Balance")]))
    assert rects[0][0] == rects[1][0] == 2
    assert rects[2][0] == sum(rects[1])  # the balance begins where the last step ended, left of zero


def test_a_mirrored_chart_is_the_mirror_image():
    rows = [Bar("a", 9), Bar("b", 4)]
    plain, mirrored = (_rects(bars("T", "D", rows, direction=direction)) for direction in DIRECTIONS)
    assert [(480 - x - width, width) for x, width in plain] == mirrored


def test_figures_are_grouped_signed_and_never_rounded():
    assert [number(0), number(1234567), number(-8), number(8, signed=True)] == [
        "0",
        "1\u202f234\u202f567",
        "\u22128",
        "+8",
    ]
    assert _figures(waterfall("T", "D", STEPS)) == ["+340", "\u2212120", "\u221212", "+4", "212"]
    assert _figures(bars("T", "D", [Bar("a", 12345), Bar("b", 9, shown="<10")])) == ["12\u202f345", "<10"]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_table_beside_it_says_the_same(direction):
    rows = [Bar("Seats", 12345), Bar("Hidden", 4, shown="<10")]
    html = ElementTree.fromstring(table("T", ["Kind", "Persons"], bar_cells(rows), direction=direction))
    cells = ["".join(cell.itertext()) for cell in html.iter() if cell.tag in ("th", "td")]
    assert cells == ["Kind", "Persons", "Seats", "12\u202f345", "Hidden", "<10"]
    assert cells[3::2] == _figures(bars("T", "D", rows, direction=direction))
    assert html.get("dir") == direction
    assert [head.get("scope") for head in html.iter("th")] == ["col", "col", "row", "row"]


def test_the_table_of_a_waterfall_carries_the_running_total():
    assert step_cells(STEPS) == [
        ("Persons held", "+340", "340"),
        ("Not asked for", "\u2212120", "220"),
        ("Wish to stay", "\u221212", "208"),
        ("Added later", "+4", "212"),
        ("In the package", "", "212"),
    ]


@settings(max_examples=60)
@given(LABELS, LABELS, LABELS)
def test_no_text_breaks_out_of_its_place(title, description, label):
    for text in (
        bars(title, description, [Bar(label, 1, shown=label)]),
        waterfall(title, description, [Step(label, 1)]),
        table(title, [label], [[label, 7]]),
    ):
        _parsed(text)


def test_markup_in_a_label_is_shown_and_not_obeyed():
    svg = bars("<script>", "&", [Bar('</text><script>x("1")</script>', 1)])
    assert "<script" not in svg
    assert "".join(t.text or "" for t in _parsed(svg).iter(f"{SVG}text") if t.get("class") == "chart-label") == (
        '</text><script>x("1")</script>'
    )


def test_a_long_label_wraps_and_is_whole():
    label = "Not in this package because an earlier objective had already been met at its best value by other persons"
    lines = [t.text or "" for t in _parsed(bars("T", "D", [Bar(label, 1)])).iter(f"{SVG}text")]
    assert " ".join(lines[:-1]) == label
    assert len(lines) == 3


def test_two_charts_on_one_page_share_no_id_and_a_rerun_repeats_them():
    one, other = bars("T", "D", [Bar("a", 1)]), bars("T", "D", [Bar("a", 1), Bar("b", 1)])
    ids = [element.get("id") for svg in (one, other) for element in _parsed(svg).iter() if element.get("id")]
    assert len(set(ids)) == 4
    assert bars("T", "D", [Bar("a", 1)]) == one


def test_it_draws_no_empty_and_no_impossible_chart():
    for drawing in (
        lambda: bars("T", "D", []),
        lambda: waterfall("T", "D", []),
        lambda: bars("T", "D", [Bar("a", -1)]),
    ):
        with pytest.raises(ChartError):
            drawing()


EVIDENCE = [
    Step("before", -7_654),
    Step("surnames sound the same", 9_049),
    Step("units differ", -1_400),
    Step("all"),
]


def test_evidence_in_thousandths_of_a_bit_is_drawn_with_one_place_and_tabled_in_full():
    assert _figures(waterfall("T", "D", EVIDENCE, shown=bits)) == ["−7.7", "+9.0", "−1.4", "0.0"]
    assert step_cells(EVIDENCE, shown=exact_bits) == [
        ("before", "−7.654", "−7.654"),
        ("surnames sound the same", "+9.049", "1.395"),
        ("units differ", "−1.400", "−0.005"),
        ("all", "", "−0.005"),
    ]


@given(st.integers(-(10**7), 10**7))
def test_bits_are_rounded_to_the_nearest_tenth_and_tabled_exactly(millibits):
    plain = bits(millibits, signed=True).replace("−", "-")
    assert abs(float(plain) * 1000 - millibits) <= 50.001
    assert round(float(exact_bits(millibits).replace("−", "-")) * 1000) == millibits
