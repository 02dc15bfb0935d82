"""What holds of every plan whatever the terms: the invariants of the design that trying all packages does not show."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.planning.several import (
    LEVELS,
    PARTIES,
    RANKS,
    clauses_for,
    objectives,
    pairs,
    people,
    table,
    unit,
    unit_lists,
)
from engine.planning.test_several import as_unit, bargained, planned, planned_or_none
from homeward.engine.planning import ConflictingClausesError, Unit, plan, read_terms

SUMS = [LEVELS[0], LEVELS[1], LEVELS[4], LEVELS[5]]
sums = st.lists(st.sampled_from(SUMS), min_size=1, max_size=3, unique_by=str)
CLAUSES = st.sampled_from([
    {"kind": "balance", "tolerance": 1},
    {"kind": "equal-heads", "between": ["A", "B"]},
    {"kind": "seats", "from": "A", "seats": 3},
    {"kind": "bloc", "blocs": [["A"], ["B", "C"]], "tolerance": 1},
    {"kind": "quota", "side": "B", "category": "OFFICERS", "at_most_per_mille": 500},
    {"kind": "points", "between": ["A", "B"], "table": RANKS, "tolerance": 2},
    {"kind": "rings", "at_most": 2},
])  # fmt: skip
without_names = st.lists(CLAUSES, max_size=3, unique_by=str)


@given(st.data(), unit_lists(), objectives)
@settings(max_examples=60, deadline=None)
def test_everybody_under_art_109_goes_whatever_is_agreed(data, everybody, wishes):
    """Invariants 2, 3 and 4: also with terms that ask nothing, and beside every clause."""
    urgent = {each["id"] for each in everybody if each["status"] == "MAND"}
    # Seats are another matter: too few of them leave it to the doctors.
    asked = [clause for clause in data.draw(clauses_for(everybody)) if clause["kind"] != "seats"]
    for clauses in (asked, []):
        made = planned_or_none(table(*clauses, objectives=wishes), everybody)
        if made is not None:
            going = {name for name, reason in made.reasons.items() if reason.in_package}
            assert urgent <= going
            assert all(each.status in ("MAND", "FREE") for each in made.units if each.id in going)


@given(st.integers(1, 4), st.permutations(range(1, 6)))
def test_too_few_seats_follow_the_doctors_order_and_nobody_else_travels_on_that_road(seats, order):
    urgent = [
        replace(as_unit(unit(number, "A", "B", status="MAND")), medical_order=place)
        for number, place in enumerate(order)
    ]
    others = [as_unit(unit(10 + n, "A", "B")) for n in range(2)] + [as_unit(unit(20 + n, "B", "A")) for n in range(2)]
    terms = read_terms(table({"kind": "seats", "from": "A", "to": "B", "seats": seats}))
    made = plan(terms, [*urgent, *others])
    assert {each.medical_order for each in made.seats(("A", "B"))} == set(range(1, seats + 1))
    assert {each.id for each in made.seats(("B", "A"))} == {"B/020", "B/021"}
    for each in urgent:
        if each.medical_order > seats:
            assert made.reasons[each.id].document() == {"code": "medical queue", "place": each.medical_order}
    assert made.reasons["A/010"].code == "no seat beside art. 109"


@pytest.mark.parametrize("orders", [(0, 0, 0), (1, 1, 2), (1, 2, 0)])
def test_without_an_order_of_the_doctors_too_few_seats_give_no_plan(orders):
    urgent = [
        replace(as_unit(unit(number, "A", "B", status="MAND")), medical_order=place)
        for number, place in enumerate(orders)
    ]
    with pytest.raises(ConflictingClausesError, match="3 beside them under art. 109"):
        plan(read_terms(table({"kind": "seats", "from": "A", "to": "B", "seats": 2}, parties=("A", "B"))), urgent)


@given(unit_lists(), without_names, st.data())
@settings(max_examples=60, deadline=None)
def test_abstaining_is_open_to_a_party_with_a_condition_and_costs_only_its_own_bargain(everybody, clauses, data):
    """Invariant 5: a must that fails gives up nobody but those under art. 109; there is always a plan."""
    conditions = [{"kind": "must", "party": party, "units": [f"{party}/none"]} for party in PARTIES]
    asks = [
        {"kind": "heads", "between": ["A", "B"], "counts": [2, 1]},
        {"kind": "unilateral", "from": "B", "to": "C", "heads": 1},
    ]
    made = planned(table(*clauses, *asks, *conditions), everybody)
    assert bargained(made) == set()
    only = data.draw(st.sampled_from(PARTIES))
    made = planned_or_none(table(*clauses, *[c for c in conditions if c["party"] == only]), everybody)
    if made is not None:
        assert not any(only in each.direction for each in made.units if each.id in bargained(made))


@given(unit_lists(), without_names, objectives)
@settings(max_examples=40, deadline=None)
def test_new_ids_keep_every_level_value(everybody, clauses, wishes):
    """Invariant 8."""
    renamed = [each | {"id": f"{each['holder']}/Z{each['id'][::-1]}"} for each in everybody]
    terms = table(*clauses, objectives=wishes)
    made, again = planned_or_none(terms, everybody), planned_or_none(terms, renamed)
    assert (made and made.values) == (again and again.values)


@given(unit_lists(), without_names, objectives, pairs, st.sampled_from(("VETO", "NOT_NOW")))
@settings(max_examples=60, deadline=None)
def test_somebody_who_cannot_go_changes_nothing_for_the_others(everybody, clauses, wishes, way, status):
    """Invariant 9."""
    terms = table(*clauses, objectives=wishes)
    made = planned_or_none(terms, everybody)
    longer = planned_or_none(terms, [*everybody, unit(900, *way, status=status, categories=("WOMEN",))])
    assert (made and (made.values, bargained(made))) == (longer and (longer.values, bargained(longer)))


@given(unit_lists(), without_names, sums, pairs)
@settings(max_examples=60, deadline=None)
def test_more_seats_fewer_clauses_and_more_persons_never_reach_less(everybody, clauses, wishes, way):
    """Invariant 10, for levels in absolute numbers."""
    made = planned_or_none(table(*clauses, objectives=wishes), everybody)
    if made is None:
        return
    for left_out in range(len(clauses)):
        fewer = clauses[:left_out] + clauses[left_out + 1 :]
        assert planned(table(*fewer, objectives=wishes), everybody).values >= made.values
    wider = [clause | ({"seats": 9} if clause["kind"] == "seats" else {}) for clause in clauses]
    assert planned(table(*wider, objectives=wishes), everybody).values >= made.values
    assert planned(table(*clauses, objectives=wishes), [*everybody, unit(901, *way)]).values >= made.values


@given(unit_lists(), without_names, objectives)
@settings(max_examples=40, deadline=None)
def test_two_parties_that_swap_names_swap_their_roles(everybody, clauses, wishes):
    """Invariant 11."""
    other = {"A": "B", "B": "A", "C": "C"}

    def swapped(told):
        if isinstance(told, dict):
            return {key: swapped(value) for key, value in told.items()}
        if isinstance(told, list):
            return [swapped(value) for value in told]
        return other.get(told, told) if isinstance(told, str) else told

    mirrored = [
        each
        | {"id": f"{other[each['holder']]}/{each['id']}", "holder": other[each["holder"]], "home": other[each["home"]]}
        for each in everybody
    ]
    made = planned_or_none(table(*clauses, objectives=wishes), everybody)
    again = planned_or_none(table(*[swapped(clause) for clause in clauses], objectives=wishes), mirrored)
    assert (made and made.values) == (again and again.values)


@given(st.lists(st.tuples(pairs, people), max_size=9), st.integers(2, 9), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_points_all_multiplied_change_nobodys_place(drawn, times, tolerance):
    """Invariant 14."""
    everybody = [
        {"id": f"{way[0]}/{n:03d}", "holder": way[0], "home": way[1], "status": "FREE", "persons": [person]}
        for n, (way, person) in enumerate(drawn)
    ]
    clause = {"kind": "points", "between": ["A", "B"], "table": RANKS, "tolerance": tolerance}
    larger = clause | {"table": {rank: times * value for rank, value in RANKS.items()}, "tolerance": times * tolerance}
    made, again = (planned(table(each, objectives=[LEVELS[0], LEVELS[4]]), everybody) for each in (clause, larger))
    assert made.values == again.values
    assert made.document()["package"] == again.document()["package"]
    assert made.document()["classes"] == again.document()["classes"]


@given(st.lists(st.tuples(pairs, st.integers(0, 3)), max_size=24))
@settings(max_examples=60, deadline=None)
def test_no_ring_of_further_exchanges_is_left(drawn):
    """Invariant 19: where each party balances, those who stay hold no ring, so nobody gains without another's loss."""
    everybody = [unit(n, *way, months=months) for n, (way, months) in enumerate(drawn)]
    made = planned(table({"kind": "balance"}, objectives=[LEVELS[0], LEVELS[4]]), everybody)
    left = {each.direction for each in made.units if not made.reasons[each.id].in_package}
    while left:
        ends = {end for _, end in left}
        free = {way for way in left if way[0] not in ends}
        assert free, f"a ring among {sorted(left)}"
        left -= free


@given(st.lists(unit_lists(most=6, ways=st.sampled_from((("A", "B"), ("B", "A")))), min_size=2, max_size=4),
       st.integers(0, 3))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_a_balance_carried_over_rounds_never_passes_its_limit(rounds, limit):
    """Invariant 20."""
    brought = 0
    for everybody in rounds:
        clause = {"kind": "carry", "between": ["A", "B"], "brought": brought, "limit": limit}
        made = planned(table(clause, parties=("A", "B")), everybody)
        brought += made.document()["clauses"][0]["value"]
        assert abs(brought) <= limit


@given(st.data(), unit_lists(most=6), objectives)
@settings(max_examples=40, deadline=None)
def test_a_reason_and_its_cost_name_nobody_else_and_begin_with_a_loss(data, everybody, wishes):
    """Invariants 18 and 21."""
    made = planned_or_none(table(*data.draw(clauses_for(everybody)), objectives=wishes), everybody)
    for name, reason in made.reasons.items() if made else ():
        cost = made.explain(name)
        told = reason.words + (cost.words if cost else "")
        assert not any(other in told for other in made.reasons)
        figures = [loss for _, loss in cost.losses if loss] if cost else []
        assert not figures or figures[0] > 0


def _example():
    everybody = [unit(n, "A", "B", 1 + n % 3, months=n % 4, wish="must") for n in range(9)]
    everybody += [unit(n, "B", ("A", "C")[n % 2], months=n % 5, categories=("WOMEN",)) for n in range(20, 32)]
    everybody += [unit(n, "C", "A", passed=n % 2) for n in range(40, 46)]
    return table({"kind": "balance"}, {"kind": "must", "party": "C", "units": ["C/040"]}, objectives=LEVELS), everybody


_IN_A_PROCESS = """
from engine.planning.test_invariants import _example, planned
print(planned(*_example()).hash)
"""


@pytest.mark.parametrize(("seed", "zone", "language"), [("0", "UTC-9", "C"), ("4711", "UTC+11", "tr_TR.UTF-8")])
def test_it_gives_the_same_bytes_in_every_process(seed, zone, language):
    """Invariant 7: hash seeds, time zones, locales and thread counts leave no trace."""
    root = Path(__file__).parents[3]
    told = subprocess.run(
        [sys.executable, "-c", _IN_A_PROCESS],
        env={
            **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "OMP_NUM_THREADS": seed[0],
            "OPENBLAS_NUM_THREADS": "2", "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root / 'tests'}",
        },
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == planned(*_example()).hash


def test_a_family_is_told_by_its_people_and_reads_back():
    made = planned(table({"kind": "balance"}), [unit(1, "A", "B", 2), unit(2, "B", "A"), unit(3, "B", "A")])
    assert sum(made.heads(("A", "B"))) == sum(made.heads(("B", "A"))) == 2
    assert isinstance(made.units[0], Unit)
    assert [each.get("heads", 1) for each in made.document()["classes"]].count(2) == 1
