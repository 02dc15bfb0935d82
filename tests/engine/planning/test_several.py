"""Several parties, families and every clause of the second format, against an oracle that tries every package."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.planning.several import best_packages, clauses_for, objectives, table, unit_lists
from homeward.base.errors import NoPlanError
from homeward.engine.planning import ConflictingClausesError, Traits, Unit, plan, read_terms

CODES = {"FREE": "free", "MAND": "mandatory (art. 109)", "VETO": "veto by holder", "NOT_NOW": "not on this transport"}


def as_unit(told):
    """The engine's unit of a plain dictionary."""
    persons = [
        Traits(
            told["holder"], told["home"], 1, tuple(one["categories"]), one["region"], one["months"], one["rank"],
            one["passed"], one["wish"],
        )
        for one in told["persons"]
    ]  # fmt: skip
    traits = persons[0]
    if len(persons) > 1:
        traits = Traits(
            told["holder"], told["home"], len(persons), tuple(sorted(c for one in persons for c in one.categories)), "",
            sum(one.months_held for one in persons), "", sum(one.passed_over for one in persons), "",
            tuple(sorted(persons)),
        )  # fmt: skip
    veto = "proceedings" if told["status"] == "VETO" else ""
    return Unit(told["id"], traits, told["status"], CODES[told["status"]], CODES[told["status"]], veto=veto)


def planned(terms, everybody, **choices):
    return plan(read_terms(terms), [as_unit(each) for each in everybody], **choices)


def planned_or_none(terms, everybody):
    try:
        return planned(terms, everybody)
    except NoPlanError:
        return None


def bargained(made):
    return {each.id for each in made.units if made.reasons[each.id].in_package and each.status == "FREE"}


@given(st.data(), unit_lists(), objectives)
@settings(max_examples=120, deadline=None)
def test_no_package_is_better_and_the_draw_picks_the_heaviest_of_the_best(data, everybody, wishes):
    """Invariants 1, 2, 5, 6, 13, 15 and 16."""
    terms = table(*data.draw(clauses_for(everybody)), objectives=wishes)
    best = best_packages(terms, everybody)
    if best is None:
        with pytest.raises(ConflictingClausesError):
            planned(terms, everybody)
        return
    values, deals = best
    made = planned(terms, everybody)
    assert made.values == values
    assert bargained(made) in [{each["id"] for each in deal.package} for deal in deals]
    assert _weight(made, bargained(made)) == max(_weight(made, {u["id"] for u in deal.package}) for deal in deals)
    assert made.run.uniqueness == "proved"


def _weight(made, package):
    weight_of = {
        each.id: weight for of, weight in zip(made.model.classes, made.weights, strict=True) for each in of.members
    }
    return sum(weight_of[name] for name in package)


@given(st.data(), unit_lists(most=7), objectives, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_lists_leaves_no_trace(data, everybody, wishes, chance):
    """Invariant 7."""
    terms = table(*data.draw(clauses_for(everybody)), objectives=wishes)
    made, again = planned_or_none(terms, everybody), planned_or_none(terms, chance.sample(everybody, len(everybody)))
    assert (made and made.data) == (again and again.data)
