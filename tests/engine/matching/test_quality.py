"""Quality that may not slip: invented lists with known truth, and the example lists of the repository."""

import csv
from pathlib import Path

import pytest
from benchmarks.cross_script_lists import Noise, make_lists
from benchmarks.matching import rates

from homeward.engine.law.categories import read_categories
from homeward.engine.law.medical import read_decision
from homeward.engine.law.willingness import read_willingness
from homeward.engine.matching import match
from homeward.engine.sheets import Vocabulary, read_list

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize(("factor", "least"), [(1.0, 0.97), (1.5, 0.95)])
def test_lists_across_scripts_are_matched(factor: float, least: float) -> None:
    left, right, truth = make_lists(1500, seed=17, noise=Noise().times(factor))
    found = match(left, right)
    precision, recall = rates([(p.left_id, p.right_id) for p in found.pairs if p.probability >= 0.5], truth)
    assert 2 * precision * recall / (precision + recall) >= least
    likely_precision, likely_recall = rates([(p.left_id, p.right_id) for p in found.band("likely")], truth)
    assert likely_precision >= 0.998
    assert likely_recall >= 0.85


@pytest.mark.parametrize(
    ("missing", "held"), [("north_missing.xlsx", "held_by_south.csv"), ("south_missing.csv", "held_by_north.xlsx")]
)
def test_no_likely_pair_of_the_example_lists_is_wrong(missing: str, held: str) -> None:
    words = Vocabulary(read_categories, read_willingness, read_decision)
    found = match(
        read_list(EXAMPLES / missing, kind="missing", vocabulary=words).persons,
        read_list(EXAMPLES / held, kind="held", vocabulary=words).persons,
    )
    with (EXAMPLES / "truth.csv").open(encoding="utf-8") as lines:
        truth = {(r["missing_id"], r["held_id"]) for r in csv.DictReader(lines) if r["missing_list"] == missing}
    precision, recall = rates([(pair.left_id, pair.right_id) for pair in found.band("likely")], truth)
    assert precision == 1.0
    assert recall >= 0.97
