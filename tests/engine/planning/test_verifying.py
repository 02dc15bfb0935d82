"""A plan file is worth what a second computation says it is worth."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.planning.invented import NORTH, OTHER, SOUTH, held, lists, person, raw_terms, terms_tables
from homeward.base.errors import InputError, NewerFormatError, NoPlanError, TamperedError
from homeward.engine.planning import (
    PlanDiffersError,
    UnsoundPackageError,
    diff,
    gate,
    plan,
    read_terms,
    read_units,
    verify,
)
from homeward.engine.planning.exact import check_package

TABLE = raw_terms({"kind": "equal-heads"})


def units_of(people, terms):
    return [
        gate(row, holder=side, destination=OTHER[side], requested=wanted, terms=terms) for row, side, wanted in people
    ]


@pytest.fixture(scope="module")
def made():
    terms = read_terms(TABLE)
    people = held(*(person(n) for n in range(6))) + held(*(person(n) for n in range(3)), holder=SOUTH)
    return plan(terms, units_of(people, terms))


@given(terms_tables, lists(most=8))
@settings(max_examples=30, deadline=None)
def test_an_honest_plan_verifies_after_a_trip_through_its_file(table, people):
    terms = read_terms(table)
    units = units_of(people, terms)
    try:
        honest = plan(terms, units)
    except NoPlanError:
        return
    verify(json.loads(honest.data), terms, units[::-1])


@given(terms_tables, lists(most=8))
@settings(max_examples=30, deadline=None)
def test_a_party_gets_the_same_bytes_from_the_opened_lists(table, people):
    """Exact reasons are not in them, and are not needed."""
    terms = read_terms(table)
    units = units_of(people, terms)
    opened = read_units(json.loads(json.dumps([unit.public() for unit in units])))
    try:
        assert plan(terms, opened).data == plan(terms, units).data
    except NoPlanError as error:
        with pytest.raises(type(error)):
            plan(terms, opened)


@pytest.mark.parametrize(
    "change",
    [{"status": "MAND"}, {"status": "GONE"}, {"heads": "1"}, {"heads": True}, {"categories": 5}, {"name": "x"}],
)
def test_an_opened_line_that_no_gate_gives_is_refused(change):
    unit = units_of(held(person()), read_terms(TABLE))[0]
    assert read_units([unit.public()]) == [unit]
    with pytest.raises(InputError, match="Opened unit 1"):
        read_units([unit.public() | change])


def leaves(value, path=()):
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for number in range(len(value)):
            yield from leaves(value[number], (*path, number))
    else:
        yield path


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_change_of_any_single_value_is_noticed_where_it_was_made(made, data):
    """Invariant 17, for the whole plan file."""
    document = json.loads(made.data)
    path = data.draw(st.sampled_from(list(leaves(document))))
    if path == ("format",):
        return
    place = document
    for step in path[:-1]:
        place = place[step]
    old = place[path[-1]]
    place[path[-1]] = not old if isinstance(old, bool) else old + 1 if isinstance(old, int) else f"{old}x"
    with pytest.raises(TamperedError) as caught:
        verify(document, made.terms, made.units)
    assert isinstance(caught.value, PlanDiffersError)
    if path[0] != "draw":
        assert caught.value.field.startswith(path[0])


def test_a_person_moved_out_of_the_plan_is_noticed(made):
    document = json.loads(made.data)
    document["stay"].append(document["package"][0]["seats"].pop())
    with pytest.raises(PlanDiffersError, match=r"package\[0\].seats \(length\): it says 2, the inputs give 3"):
        verify(document, made.terms, made.units)


def test_an_added_field_is_noticed(made):
    with pytest.raises(PlanDiffersError, match="extra"):
        verify(json.loads(made.data) | {"extra": 1}, made.terms, made.units)


def test_other_lists_other_terms_and_another_draw_are_noticed(made):
    document = made.document()
    with pytest.raises(PlanDiffersError, match="inputs_digest"):
        verify(document, made.terms, made.units[1:])
    with pytest.raises(PlanDiffersError, match=r"terms.title"):
        verify(document, read_terms(TABLE | {"title": "Another"}), made.units)
    with pytest.raises(PlanDiffersError, match=r"draw.key"):
        verify(document, made.terms, made.units, draw_key=bytes(32))


def test_a_trial_plan_verifies_and_cannot_pass_for_a_drawn_one(made):
    table = copy.deepcopy(TABLE)
    del table["draw_key"]
    terms = read_terms(table)
    trial = plan(terms, made.units)
    verify(trial.document(), terms, made.units)
    document = json.loads(trial.data)
    document["draw"]["trial"] = False
    with pytest.raises(PlanDiffersError):
        verify(document, terms, made.units)


def test_a_plan_for_terms_that_allow_none_is_noticed(made):
    terms = read_terms(TABLE | {"clauses": [{"kind": "equal-heads", "heads": 9}]})
    forged = made.document() | {"terms": terms.document(), "terms_digest": terms.digest()}
    with pytest.raises(PlanDiffersError, match="package"):
        verify(forged, terms, made.units)
    with pytest.raises(PlanDiffersError, match="the whole file"):
        verify([], terms, made.units)


def test_a_plan_of_a_later_version_is_left_alone(made):
    with pytest.raises(NewerFormatError, match="format 3"):
        verify(made.document() | {"format": 3}, made.terms, made.units)


def test_the_exact_check_refuses_a_package_that_breaks_a_clause_or_the_gate(made):
    chosen = [unit.id for direction in made.directions for unit in made.seats(direction)]
    check_package(made.terms, made.units, chosen, made.values)
    for wrong, words in (
        (chosen[1:], "clause 1"),
        ([*chosen, "NORTH/X"], "on no list"),
    ):
        with pytest.raises(UnsoundPackageError, match=words):
            check_package(made.terms, made.units, wrong, made.values)
    with pytest.raises(UnsoundPackageError, match="persons home: 6, not 7"):
        check_package(made.terms, made.units, chosen, (7, *made.values[1:]))
    barred = units_of(held(person(1, veto="proceedings")), made.terms)
    with pytest.raises(UnsoundPackageError, match="veto by holder"):
        check_package(made.terms, barred, ["NORTH/P-001"], (0, 0, 0))


def test_two_plans_are_compared_down_to_the_person(made):
    fewer = plan(made.terms, made.units[:-1])
    told = {line.where: (line.before, line.after) for line in diff(made, fewer)}
    assert told["persons home"] == (6, 4)
    assert told[f"{NORTH} to {SOUTH}, exchanged"] == (3, 2)
    assert told["SOUTH/P-002"] == ("class filled", None)
    assert "terms" not in told
    assert diff(made, made) == ()
