"""Everybody is told why, what it would cost, and what would bring them in: exactly, and about nobody else."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given, settings

from engine.planning.invented import (
    NORTH,
    OTHER,
    SOUTH,
    eligible,
    gain,
    goes_anyway,
    held,
    lists,
    person,
    raw_terms,
    rows_of,
    terms_tables,
)
from homeward.base.errors import InputError, NoPlanError
from homeward.engine.planning import Explanations, gate, plan, read_terms
from homeward.engine.planning.binding import binding_clauses
from homeward.engine.planning.costs import COSTS, FREE_OF_COST
from homeward.engine.planning.explaining import GOES, NOTHING_TO_ADD, ONLY_THE_DRAW, RELAXATION


def planned(table, people):
    terms = read_terms(table)
    units = [gate(p, holder=h, destination=OTHER[h], requested=r, terms=terms) for p, h, r in people]
    return plan(terms, units)


class Tried:
    """Every package of the free persons, with what each row and level counts; written without the engine."""

    def __init__(self, table, people):
        going = [(row, holder) for row, holder, _ in people if goes_anyway(row, table)]
        self.free = [(row, holder) for row, holder, wanted in people if eligible(row, holder, wanted, table)]
        self.rows = rows_of(table, Counter(holder for _, holder in going))
        self.packages = (np.arange(1 << len(self.free))[:, None] >> np.arange(len(self.free))) & 1
        self.sums = [
            self.packages @ np.array([c(*each) for each in self.free], dtype=np.int64) for _, _, c in self.rows
        ]
        self.levels = [
            self.packages @ np.array([gain(wish, row) for row, _ in self.free], dtype=np.int64)
            for wish in table["objectives"]
        ]

    def missed(self, numbers=None):
        """How far each package misses all limits together."""
        total = np.zeros(len(self.packages), dtype=np.int64)
        for number, ((lo, hi, _), sums) in enumerate(zip(self.rows, self.sums, strict=True)):
            if numbers is None or number in numbers:
                total += np.maximum(0, lo - sums) + np.maximum(0, sums - hi)
        return total

    def heads_of(self, ids):
        return self.packages @ np.array([f"{holder}/{row.id}" in ids for row, holder in self.free], dtype=np.int64)


@settings(max_examples=120, deadline=None)
@given(terms_tables, lists(most=8))
def test_the_smallest_relaxation_is_the_smallest_and_loses_no_level(table, people):
    try:
        made = planned(table, people)
    except NoPlanError:
        assume(False)
    tried, explanations = Tried(table, people), Explanations(made)
    for number, (each, taken) in enumerate(zip(made.model.classes, made.counts, strict=True)):
        if taken == len(each.members):
            continue
        unit = each.members[taken]
        told = explanations.of(unit.id)
        enough = tried.heads_of({u.id for u in each.members}) > taken
        for level, value in zip(tried.levels, made.values, strict=True):
            enough &= level >= value
        expected = int(tried.missed()[enough].min()) if enough.any() else None
        if told.cost.kind == FREE_OF_COST:
            assert expected == 0
            assert (told.kind, told.moves) == (ONLY_THE_DRAW, ())
        else:
            assert told.kind == RELAXATION
            assert sum(abs(move.after - move.before) for move in told.moves) == expected
        assert number == int(told.reason.detail["class"]) - 1


@settings(max_examples=80, deadline=None)
@given(terms_tables, lists(most=8))
def test_a_cost_is_a_loss_at_the_first_level_that_differs(table, people):
    try:
        made = planned(table, people)
    except NoPlanError:
        assume(False)
    for unit in made.units:
        cost = Explanations(made).of(unit.id).cost
        if cost is not None and cost.kind == COSTS:
            assert next(loss for _, loss in cost.losses if loss) > 0
        if cost is not None and cost.kind == FREE_OF_COST:
            assert not any(loss for _, loss in cost.losses)


@settings(max_examples=60, deadline=None)
@given(terms_tables, lists(most=8))
def test_nobody_learns_of_another_person(table, people):
    try:
        made = planned(table, people)
    except NoPlanError:
        assume(False)
    explanations = Explanations(made)
    for unit in made.units:
        told = repr(explanations.of(unit.id).document())
        assert all(other.id not in told and other.person_id not in told for other in made.units if other.id != unit.id)
    for each in explanations.binding():
        assert all(unit.person_id not in repr(each.document()) for unit in made.units)


@settings(max_examples=80, deadline=None)
@given(terms_tables, lists(most=8))
def test_a_clause_binds_when_another_package_would_be_better_without_it(table, people):
    try:
        made = planned(table, people)
    except NoPlanError:
        assume(False)
    bound = {each.clause: each for each in binding_clauses(made)}
    for number in range(1, len(table["clauses"]) + 1):
        fewer = table | {"clauses": [c for n, c in enumerate(table["clauses"], start=1) if n != number]}
        better = planned(fewer, people).values
        assert (number in bound) == (better != made.values)
        if number in bound:
            gains = tuple(gain for _, gain in bound[number].gains)
            assert gains == tuple(a - b for a, b in zip(better, made.values, strict=True))
            assert next(gain for gain in gains if gain) > 0


TABLE = raw_terms({"kind": "equal-heads", "up_to": 2}, {"kind": "captured-in", "side": NORTH, "regions": ["Karst"]})
PEOPLE = [
    *held(person(1), person(2), person(3, months=9), person(4, region="Fen")),
    *held(person(5, veto="proceedings"), person(6, willingness="DOES_NOT_WISH"), person(7, fit_to_travel="no")),
    *held(person(8, categories=("CIVILIAN",))),
    *held(person(9), requested=False),
    *held(person(11), person(12), person(13), holder=SOUTH),
]  # fmt: skip


def test_each_reason_says_what_would_bring_the_person_in():
    explanations = Explanations(planned(TABLE, PEOPLE))
    told = {name: explanations.of(f"NORTH/P-{number:03d}") for name, number in (
        ("goes", 3), ("elsewhere", 4), ("veto", 5), ("declines", 6), ("unfit", 7), ("civilian", 8), ("not asked", 9),
    )}  # fmt: skip
    assert told["goes"].kind == GOES
    assert told["elsewhere"].told == (
        "Clause 2 (captured-in) would have to name this person's place of capture, or be left out.",
    )
    assert "give up its refusal" in told["veto"].told[0]
    assert "other articles" in told["civilian"].told[0]
    assert "ask for this person" in told["not asked"].told[0]


def test_who_declines_and_who_is_unfit_are_told_the_same_and_nothing_more():
    explanations = Explanations(planned(TABLE, PEOPLE))
    one, other = (explanations.of(f"NORTH/P-{number:03d}") for number in (6, 7))
    assert one.sentences == other.sentences == ("Not on this transport.",)
    assert one.kind == other.kind == NOTHING_TO_ADD


def test_one_place_short_is_told_with_the_limits_to_move():
    made = planned(TABLE, PEOPLE)
    explanations = Explanations(made)
    lost = next(unit.id for unit in made.units if made.reasons[unit.id].code == "lot" and unit.id.startswith(NORTH))
    told = explanations.of(lost)
    assert told.kind == RELAXATION
    assert told.cost.kind == COSTS
    assert [(move.clause, move.side) for move in told.moves][0][0] == 1
    assert "each further place goes to the next lot" in told.sentences[-1]


def test_a_class_is_solved_once_for_everybody_in_it(monkeypatch: pytest.MonkeyPatch):
    made = planned(raw_terms({"kind": "equal-heads", "up_to": 1}), held(*(person(n) for n in range(1, 6)))
                   + held(*(person(n, months=2) for n in range(6, 9)), holder=SOUTH))  # fmt: skip
    asked = []
    from homeward.engine.planning import explaining

    solve = explaining.smallest_relaxation
    monkeypatch.setattr(explaining, "smallest_relaxation", lambda *a, **k: asked.append(1) or solve(*a, **k))
    explanations = Explanations(made)
    told = {explanations.of(unit.id).moves for unit in made.units if unit.traits.holder == NORTH}
    assert len(asked) == 1
    assert len(told) <= 2


def test_nobody_of_that_id_is_said():
    with pytest.raises(InputError, match="id NORTH/nobody"):
        Explanations(planned(TABLE, PEOPLE)).of("NORTH/nobody")


def test_clauses_that_name_units_are_told_by_number_alone():
    terms = read_terms(
        raw_terms(
            {"kind": "equal-heads"}, {"kind": "exclude", "units": ["NORTH/P-001", "NORTH/P-002"]},
            {"kind": "must", "party": SOUTH, "units": ["SOUTH/P-003"]},
        ) | {"format": 2}
    )  # fmt: skip
    people = held(person(1), person(2)) + held(person(3), person(4), holder=SOUTH)
    units = [gate(p, holder=h, destination=OTHER[h], requested=r, terms=terms) for p, h, r in people]
    explanations = Explanations(plan(terms, units))
    for unit in units:
        told = repr(explanations.of(unit.id).document())
        assert all(other.id not in told for other in units if other.id != unit.id)
    assert all("P-00" not in repr(each.document()) for each in explanations.binding())
