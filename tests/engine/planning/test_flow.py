"""Terms whose clauses form a network are solved in integers, and each level is proved by prices that add up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.planning.several import LEVELS, best_packages, pairs, parties, small, table, unit, unit_lists
from engine.planning.test_several import as_unit, bargained, planned
from homeward.engine.planning import ConflictingClausesError, methods, plan, read_terms
from homeward.engine.planning.certificate import level_bound
from homeward.engine.planning.levels import exactly, model_rows, padded

codes = st.sampled_from(("WOMEN", "OFFICERS"))
sums = st.lists(st.sampled_from([LEVELS[0], LEVELS[1], LEVELS[4]]), min_size=1, max_size=3, unique_by=str)
clauses = st.lists(
    st.one_of(
        st.builds(lambda t: {"kind": "balance", "tolerance": t}, small),
        st.builds(lambda p, t: {"kind": "balance", "parties": [p], "tolerance": t}, parties, small),
        st.builds(lambda p, n: {"kind": "seats", "from": p[0], "to": p[1], "seats": n}, pairs, st.integers(1, 4)),
        st.builds(lambda p, n: {"kind": "seats", "from": p, "seats": n}, parties, st.integers(1, 4)),
        st.builds(lambda p, n: {"kind": "seats", "to": p, "seats": n}, parties, st.integers(1, 4)),
        st.builds(lambda s, c, n: {"kind": "at-most", "side": s, "category": c, "count": n}, parties, codes, small),
        st.builds(lambda s, c: {"kind": "at-least", "side": s, "category": c, "count": 1}, parties, codes),
        st.builds(lambda p: {"kind": "heads", "between": p, "counts": [1, 1]}, pairs),
        st.builds(lambda p, c: {"kind": "all-for-all", "between": p, "category": c}, pairs, codes),
    ),
    max_size=4,
    unique_by=str,
)


@given(clauses, unit_lists(most=9, families=False), sums)
@settings(max_examples=100, deadline=None)
def test_a_network_gives_the_best_package_and_proves_every_level(asked, everybody, wishes):
    terms = table(*asked, objectives=wishes)
    best = best_packages(terms, everybody)
    if best is None:
        with pytest.raises(ConflictingClausesError):
            planned(terms, everybody)
        return
    made = planned(terms, everybody)
    assert made.values == best[0]
    assert bargained(made) in [{each["id"] for each in deal.package} for deal in best[1]]
    assert made.run.uniqueness == "proved"
    if "class-flow" in made.method:
        _proved(made)


def _proved(made):
    """Invariant 17: the prices stand in the record as multipliers of the rows, and add up to the value."""
    rows, upper = model_rows(made.model), made.model.upper()
    gains = [level.gains for level in made.model.levels] + [padded(made.weights, len(upper))]
    for proof, gain in zip(made.run.proofs, gains, strict=True):
        assert proof.closed
        assert level_bound(upper, rows, gain, proof.multipliers) == proof.value
        for number, multiplier in enumerate(proof.multipliers):
            changed = [*proof.multipliers[:number], multiplier + 1, *proof.multipliers[number + 1 :]]
            assert level_bound(upper, rows, gain, changed) >= proof.value
        rows.append(exactly(gain, proof.value))


@given(clauses, unit_lists(most=14, families=False), sums, st.binary(min_size=32, max_size=32))
@settings(max_examples=60, deadline=None)
def test_both_methods_find_the_same_package(asked, everybody, wishes, key):
    """The definition gives the answer, not the method."""
    terms, units = read_terms(table(*asked, objectives=wishes)), [as_unit(each) for each in everybody]
    try:
        by_structure = plan(terms, units, draw_key=key)
    except ConflictingClausesError:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(methods, "network_of", lambda model: None)
        by_milp = plan(terms, units, draw_key=key)
    assert "class-milp" in by_milp.method
    assert (by_milp.counts, by_milp.values, by_milp.counter) == (
        by_structure.counts, by_structure.values, by_structure.counter,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "changes", "method"),
    [
        ({"kind": "balance"}, {}, "class-flow in integers"),
        ({"kind": "heads", "between": ["A", "B"], "ratio": [2, 1]}, {}, "class-milp"),
        ({"kind": "rings", "at_most": 2}, {}, "rings by position"),
        ({"kind": "balance"}, {"persons": 2}, "class-milp"),
    ],
)
def test_the_method_follows_from_the_structure_and_is_printed_in_the_plan(clause, changes, method):
    people = [unit(1, "A", "B", **changes), unit(2, "B", "A"), unit(3, "B", "A", months=2)]
    assert method in planned(table(clause), people).document()["method"]


def test_packages_that_tie_in_the_draw_are_drawn_again_in_a_network_too(monkeypatch):
    monkeypatch.setattr(methods, "weight_bits", lambda units: 1)
    caps = [{"kind": "at-most", "side": "A", "category": code, "count": 9} for code in ("WOMEN", "OFFICERS")]
    people = [unit(n, categories=code) for n, code in enumerate(((), ("WOMEN",), ("OFFICERS",)))]
    counters = set()
    for number in range(20):
        made = planned(
            table({"kind": "seats", "from": "A", "seats": 1}, *caps), people, draw_key=number.to_bytes(32, "big")
        )
        assert "class-flow" in made.method
        assert made.run.uniqueness == "proved"
        counters.add(made.counter)
    assert len(counters) > 1
