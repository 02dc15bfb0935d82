"""Promises of the checker: order does not matter, figures do, and what is not the same thing is not compared."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.base.errors import NotBuiltError
from homeward.engine.reading import (
    COMPARATORS,
    COUNTED,
    KINDS,
    MODALITIES,
    REMARKS,
    SCOPES,
    SENTENCES,
    VAGUE_WORDS,
    VERDICTS,
    Bounds,
    Claim,
    Interval,
    add_up,
    check_group,
    compare,
    figure_of,
    lies_within,
    read,
    run_on,
    sentence,
)

DAY = date(2031, 5, 12)
A_DAY = Interval(DAY, DAY)


def claim(id: str, n: int | None = 52, **changes) -> Claim:
    values = {
        "speaker": f"Ministry {id}",
        "speaker_side": "northland",
        "kind": "returned",
        "side": "northland",
        "counted": "soldier",
        "said_on": A_DAY,
        "holds_for": A_DAY,
        "via": "Harbour News",
    }
    return Claim(id=id, n=n, **{**values, **changes})


intervals = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 5), st.integers(0, 5)).map(
        lambda days: Interval(DAY + timedelta(days[0]), DAY + timedelta(days[0] + days[1]))
    ),
)


@st.composite
def claims(draw, id: str) -> Claim:
    comparator = draw(st.sampled_from(COMPARATORS))
    n = None if comparator == "vague" else draw(st.integers(0, 400))
    return Claim(
        id=id,
        speaker=draw(st.sampled_from(("One", "Two"))),
        speaker_side=draw(st.sampled_from(("northland", "southland", "media"))),
        kind=draw(st.sampled_from(("returned", "handed_over", "mediation", "running_total", "held"))),
        side=draw(st.sampled_from(("northland", "southland", "both"))),
        counted=draw(st.sampled_from(("person", "soldier", "civilian", "exchange"))),
        cmp=comparator,
        n=n,
        n_high=n + draw(st.integers(0, 50)) if comparator == "range" and n is not None else None,
        words=draw(st.sampled_from(("", *VAGUE_WORDS))) if n is None else "",
        modality=draw(st.sampled_from(("done", "planned"))),
        scope=draw(st.sampled_from(SCOPES)),
        said_on=draw(intervals),
        holds_for=draw(intervals),
        via=draw(st.sampled_from(("", "Harbour News", "Hill Post"))),
        named=draw(st.frozensets(st.sampled_from(("Eastland", "Westland")), max_size=2)),
    )


@settings(max_examples=150, deadline=None)
@given(claims("A"), claims("B"))
def test_it_says_the_same_whichever_claim_is_handed_in_first(one: Claim, other: Claim):
    check = compare(one, other)
    assert check == compare(other, one)
    assert check.verdict in VERDICTS
    assert check.reason in SENTENCES
    assert set(check.remarks) <= set(REMARKS)
    assert check.verdict in sentence(check, {"A": one, "B": other})


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=6).flatmap(lambda ids: st.permutations(sorted(set(ids)))))
def test_the_order_of_a_group_changes_nothing(order: list[int]):
    group = [claim(f"C{number}", 40 + number % 2) for number in order]
    assert check_group(group) == check_group(sorted(group, key=lambda one: one.id))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 400))
def test_altering_one_figure_alters_the_verdict_or_the_arithmetic(one: int, other: int, change: int):
    before = compare(claim("A", one), claim("B", other))
    after = compare(claim("A", one + change), claim("B", other))
    assert (before.verdict, before.values) != (after.verdict, after.values)
    assert before.verdict == ("agree" if one == other else "conflict")
    if before.verdict == "conflict":
        assert before.values["difference"] == str(abs(one - other))


@settings(max_examples=100, deadline=None)
@given(claims("A"))
def test_bounds_contain_the_figure_that_was_said(one: Claim):
    bounds = one.bounds()
    if one.n is None:
        assert (bounds is None) == (one.words not in VAGUE_WORDS)
    elif one.cmp in ("eq", "ge", "le", "about", "range"):
        assert bounds.low <= one.n
        assert bounds.high is None or one.n <= bounds.high


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 900), min_size=1, max_size=6), st.integers(-50, 50))
def test_a_breakdown_adds_up_exactly_or_says_by_how_many_it_misses(parts: list[int], off: int):
    whole = claim("W", max(sum(parts) + off, 0))
    check = add_up([claim(f"P{place}", n) for place, n in enumerate(parts)], whole)
    difference = abs(sum(parts) - whole.n)
    assert check.verdict == ("sum_off" if difference else "sum_ok")
    assert check.values.get("difference", "0") == str(difference)


@pytest.mark.parametrize(
    ("comparator", "words", "bounds"),
    [
        ("eq", "", Bounds(400, 400)),
        ("gt", "", Bounds(401, None)),
        ("ge", "", Bounds(400, None)),
        ("lt", "", Bounds(0, 399)),
        ("le", "", Bounds(0, 400)),
        ("about", "", Bounds(360, 440)),
    ],
)
def test_the_bounds_are_those_of_the_table(comparator: str, words: str, bounds: Bounds):
    assert claim("A", 400, cmp=comparator, words=words).bounds() == bounds


def test_a_vague_word_never_becomes_one_figure():
    dozens = claim("A", None, cmp="vague", words="dozens")
    assert dozens.bounds() == Bounds(20, 99)
    assert figure_of(dozens) == "dozens"
    assert compare(dozens, claim("B", 52)).verdict == "compatible"
    assert compare(dozens, claim("B", 120)).verdict == "conflict"
    assert compare(claim("A", None, cmp="vague"), claim("B", 52)).reason == "no_figure"


def test_more_than_fifty_and_52_can_both_hold():
    check = compare(claim("A", 52), claim("B", 50, cmp="gt", kind="handed_over", speaker_side="southland"))
    assert (check.verdict, check.values) == ("compatible", {"left": "52", "right": "[51, open]"})
    assert check.remarks == ("two_ends",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"side": "southland"}, "side"),
        ({"kind": "held"}, "kind"),
        ({"kind": "remains_received", "counted": "body"}, "kind"),
        ({"modality": "planned"}, "modality"),
        ({"modality": "denied"}, "modality"),
        ({"scope": "part"}, "scope"),
        ({"holds_for": None}, "date_unknown"),
        ({"holds_for": Interval(DAY + timedelta(1), DAY + timedelta(2))}, "period"),
        ({"counted": "civilian"}, "counted"),
    ],
)
def test_what_is_not_about_the_same_thing_is_not_compared_and_the_field_is_named(change: dict, reason: str):
    check = compare(claim("A"), claim("B", **change))
    assert (check.verdict, check.reason, check.values) == ("not_comparable", reason, {})


def test_running_totals_of_two_publishers_compare_only_when_both_say_where_they_start():
    since = Interval(DAY - timedelta(90), DAY)
    total = {"kind": "running_total", "counted": "person"}
    assert compare(claim("A", 9, **total), claim("B", 9, **total)).reason == "start_unknown"
    assert (
        compare(claim("A", 9, holds_for=since, **total), claim("B", 8, holds_for=since, **total)).verdict == "conflict"
    )
    assert (
        compare(claim("A", 9, holds_for=since, **total), claim("B", 9, speaker="Ministry A", **total)).reason == "start"
    )


def test_a_running_total_that_falls_is_said_and_another_speaker_does_not_enter_it():
    total = {"kind": "running_total", "speaker": "Office"}
    later = Interval(DAY + timedelta(9), DAY + timedelta(9))
    group = [claim("A", 90, **total), claim("B", 80, holds_for=later, **total)]
    (falls,) = run_on(group)
    assert (falls.verdict, falls.values["difference"]) == ("series_off", "10")
    assert run_on([group[0], replace(group[1], speaker="Other office")]) == []
    (open_end,) = run_on([group[0], replace(group[1], cmp="gt")])
    assert (open_end.verdict, open_end.reason) == ("series_ok", "may_rise")


def test_a_part_may_be_less_than_its_whole_and_never_more():
    assert lies_within(claim("A", 20), claim("W", 52)).verdict == "sum_ok"
    assert lies_within(claim("A", 60), claim("W", 52)).values["difference"] == "8"


def test_a_listed_breakdown_must_equal_its_whole_and_an_including_part_need_not():
    whole = claim("W", 60)
    listed = [claim("A", 20, scope="listed", part_of="W"), claim("B", 30, scope="listed", part_of="W")]
    (missing,) = [
        check for check in check_group([whole, *listed]) if check.claims[-1] == "W" and check.reason != "scope"
    ]
    assert (missing.verdict, missing.values["difference"]) == ("sum_off", "10")
    included = [claim("A", 20, scope="part", part_of="W"), claim("B", 30, scope="part", part_of="W")]
    verdicts = [check.verdict for check in check_group([whole, *included]) if check.reason == "within"]
    assert verdicts == ["sum_ok", "sum_ok"]


def test_where_a_side_was_given_two_figures_each_is_tried_against_the_total():
    total = claim("T", 104, kind="mediation", side="both", counted="person")
    sides = [claim("A", 52), claim("B", 50), claim("C", 52, side="southland")]
    verdicts = sorted(c.verdict for c in check_group([total, *sides]) if c.verdict.startswith("sum"))
    assert verdicts == ["sum_off", "sum_ok"]


def test_an_interval_does_not_run_backwards():
    with pytest.raises(ValueError, match="ends on or after"):
        Interval(DAY, DAY - timedelta(1))


def test_reading_a_text_says_that_it_is_not_built():
    with pytest.raises(NotBuiltError, match="not built"):
        read("Northland received 30 people.")


def test_the_closed_lists_hold_what_the_record_needs():
    assert {"returned", "handed_over", "running_total", "remains_received"} <= set(KINDS)
    assert {"planned", "denied", "agreed"} <= set(MODALITIES)
    assert set(COUNTED) == {"person", "soldier", "civilian", "body", "exchange"}
