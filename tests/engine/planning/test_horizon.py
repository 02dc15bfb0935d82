"""Rounds to come: nobody goes twice, the ledger is carried, and the wait is counted as it was."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.planning.invented import MONTHS, NORTH, OTHER, PERSONS_HOME, SOUTH, held, person, raw_terms
from homeward.base.errors import InputError, NoPlanError
from homeward.engine.planning import gate, plan, read_terms
from homeward.engine.planning.horizon import EVERYBODY, orders, simulate
from homeward.engine.planning.rolling import heads_exchanged, next_terms, next_units


def units_of(terms, people):
    return [gate(p, holder=h, destination=OTHER[h], requested=r, terms=terms) for p, h, r in people]


PEOPLE = [
    *held(*(person(n, months=n, categories=("WOMEN",) if n % 3 == 0 else ()) for n in range(1, 10))),
    *held(*(person(n, months=n) for n in range(21, 28)), holder=SOUTH),
    *held(person(30, willingness="DOES_NOT_WISH"), person(31, medical_decision="A", fit_to_travel="yes")),
]
TABLE = raw_terms({"kind": "equal-heads", "up_to": 2}, objectives=(PERSONS_HOME, MONTHS))


def test_each_round_sends_others_and_the_wait_grows():
    terms = read_terms(TABLE)
    units = units_of(terms, PEOPLE)
    played = simulate(terms, units, 4, months_between=3)
    assert played.cumulative() == [5, 9, 13, 15]
    assert played.cumulative(SOUTH) == [3, 5, 7, 8]
    assert played.ended == ""
    # The longest held go first: 9 and 8 in the first round, then 7 and 6 who have waited three months more, and so on.
    assert [each.months for each in played.home if each.party == SOUTH and each.round == 2] == [7 + 3, 6 + 3][::-1]
    everybody = played.waiting()[0]
    assert (everybody.category, everybody.home, everybody.still) == (EVERYBODY, 15, 2)
    assert everybody.lower <= everybody.median <= everybody.upper <= everybody.longest
    women = next(row for row in played.waiting() if row.category == "WOMEN")
    assert women.home + women.still == 3


def test_the_same_rounds_are_played_whatever_the_order_of_rows():
    terms = read_terms(TABLE)
    units = units_of(terms, PEOPLE)
    assert sorted(simulate(terms, units, 3).home, key=repr) == sorted(simulate(terms, units[::-1], 3).home, key=repr)


def test_a_round_that_cannot_be_ends_the_play_in_words():
    terms = read_terms(raw_terms({"kind": "equal-heads", "heads": 4}))
    played = simulate(terms, units_of(terms, PEOPLE), 5)
    assert played.cumulative() == [9, 9, 9, 9, 9]
    assert played.ended.startswith("Round 2: No package exists")
    with pytest.raises(NoPlanError):
        simulate(read_terms(raw_terms({"kind": "equal-heads", "heads": 50})), units_of(terms, PEOPLE), 2)
    for rounds in (0, 121):
        with pytest.raises(InputError):
            simulate(terms, units_of(terms, PEOPLE), rounds)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3), st.integers(-3, 3), st.integers(1, 7), st.integers(1, 7))
def test_a_carried_balance_never_passes_its_limit(limit, brought, there, back):
    most = max(limit, abs(brought))
    clause = {"kind": "carry", "between": [NORTH, SOUTH], "brought": brought, "limit": most}
    terms = read_terms(raw_terms(clause) | {"format": 2})
    people = held(*(person(n) for n in range(there))) + held(*(person(n + 50) for n in range(back)), holder=SOUTH)
    units = units_of(terms, people)
    for _ in range(3):
        made = plan(terms, units)
        moved = heads_exchanged(made)
        terms, units = next_terms(made), next_units(made, months=1)
        assert terms.clauses[0].brought == brought + moved[NORTH, SOUTH] - moved[SOUTH, NORTH]
        brought = terms.clauses[0].brought
        assert abs(brought) <= most


def test_a_staged_target_is_reached_batch_by_batch_and_then_falls_away():
    clause = {"kind": "stage", "between": [NORTH, SOUTH], "target": 6, "batches": 2, "batch": 1, "done": [0, 0]}
    terms = read_terms(raw_terms(clause | {"tolerance": 1}) | {"format": 2})
    made = plan(terms, units_of(terms, PEOPLE))
    following = next_terms(made)
    assert following.clauses[0].batch == 2
    assert following.clauses[0].done == tuple(heads_exchanged(made)[way] for way in ((NORTH, SOUTH), (SOUTH, NORTH)))
    last = plan(following, next_units(made))
    assert next_terms(last).clauses == ()
    ways = (NORTH, SOUTH), (SOUTH, NORTH)
    done = [before + heads_exchanged(last)[way] for before, way in zip(following.clauses[0].done, ways, strict=True)]
    assert done == [6, 6]


def test_those_who_wait_are_passed_over_and_nobody_else():
    terms = read_terms(TABLE)
    made = plan(terms, units_of(terms, PEOPLE))
    left = {unit.id: unit for unit in next_units(made, months=2)}
    assert all(made.reasons[name].in_package is False for name in left)
    for unit in made.units:
        if unit.id in left:
            now = left[unit.id].traits
            assert now.months_held == unit.traits.months_held + 2
            assert now.passed_over == (1 if unit.status == "FREE" else 0)


def test_every_order_of_up_to_three_objectives_is_played_and_the_agreed_one_first():
    terms = read_terms(raw_terms({"kind": "equal-heads"}))
    found = list(orders(terms))
    assert len(found) == 6
    assert found[0][1] == terms
    four = replace(terms, objectives=(*terms.objectives, *terms.objectives[:1]))
    assert len(list(orders(four))) == 4
