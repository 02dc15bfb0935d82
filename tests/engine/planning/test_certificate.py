"""The certificate: a bound in whole numbers that anybody can add up again."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.planning.invented import NORTH, OTHER, SOUTH, held, person, raw_terms
from homeward.engine.planning import gate, plan, read_terms
from homeward.engine.planning.certificate import SCALE, level_bound, prove_level
from homeward.engine.planning.levels import exactly, model_rows
from homeward.engine.planning.solver import LinearRow

small = st.integers(-3, 3)


@st.composite
def levels(draw):
    """A small level: upper bounds, rows that may be open on one side, gains."""
    size = draw(st.integers(1, 3))
    upper = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    rows = []
    for _ in range(draw(st.integers(0, 3))):
        coefficients = dict(enumerate(draw(st.lists(small, min_size=size, max_size=size))))
        lo, width = draw(small), draw(st.integers(0, 4))
        rows.append(LinearRow(*draw(st.sampled_from([(lo, lo + width), (lo, None), (None, lo)])), coefficients))
    return upper, rows, draw(st.lists(small, min_size=size, max_size=size))


def best(upper, rows, gains):
    """By trying all; None when nothing is within the rows."""
    values = [
        sum(gain * count for gain, count in zip(gains, counts, strict=True))
        for counts in itertools.product(*(range(most + 1) for most in upper))
        if all(within(row, counts) for row in rows)
    ]
    return max(values, default=None)


def within(row, counts):
    total = sum(coefficient * counts[column] for column, coefficient in row.coefficients.items())
    return (row.lo is None or row.lo <= total) and (row.hi is None or total <= row.hi)


@given(levels(), st.data())
@settings(max_examples=200, deadline=None)
def test_whatever_the_multipliers_nothing_is_better_than_the_bound(level, data):
    """A made-up certificate can leave a gap; it can never prove too low a value."""
    reached = best(*level)
    size = len(level[1])
    multipliers = data.draw(st.lists(st.integers(-3 * SCALE, 3 * SCALE), min_size=size, max_size=size))
    assert reached is None or level_bound(*level, multipliers) >= reached
    assert reached is None or prove_level("level", *level, reached).bound >= reached


def _planned():
    terms = read_terms(raw_terms({"kind": "equal-heads"}, {"kind": "seats", "from": NORTH, "to": SOUTH, "seats": 4}))
    north = held(*(person(n, months=n % 5, categories=("OFFICERS",) * (n % 2)) for n in range(12)))
    south = held(*(person(n, months=n % 3) for n in range(9)), holder=SOUTH)
    lines = [(row, side, OTHER[side]) for row, side, _ in north + south]
    return plan(terms, [gate(row, holder=a, destination=b, requested=True, terms=terms) for row, a, b in lines])


def test_an_ordinary_plan_is_proved_level_by_level_and_the_record_adds_up_again():
    """Invariant 17."""
    made = _planned()
    record = made.run_record()["certificate"]
    assert [proof["closed"] for proof in record] == [True] * 4
    rows = model_rows(made.model)
    levels_of_plan = [made.model.gains(level) for level in range(3)] + [made.weights]
    for proof, gains in zip(record, levels_of_plan, strict=True):
        multipliers = [int(each) for each in proof["multipliers"]]
        assert level_bound(made.model.sizes(), rows, gains, multipliers) == proof["bound"] == proof["value"]
        rows.append(exactly(gains, proof["value"]))


def test_a_certificate_with_one_number_changed_proves_nothing():
    made = _planned()
    proof = made.run.proofs[0]
    rows = model_rows(made.model)
    number = next(n for n, multiplier in enumerate(proof.multipliers) if multiplier)
    changed = [*proof.multipliers[:number], 0, *proof.multipliers[number + 1 :]]
    assert level_bound(made.model.sizes(), rows, made.model.gains(0), changed) > proof.value
