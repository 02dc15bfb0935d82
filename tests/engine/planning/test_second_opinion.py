"""Another solver is asked, in a process of its own, about levels that are not proved; it never shapes the plan."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from engine.planning.several import table, unit
from engine.planning.test_several import planned
from homeward.engine.planning import UnsoundPackageError, planner, second_opinion
from homeward.engine.planning.levels import padded
from homeward.engine.planning.second_opinion import ABSENT, CONFIRMED, CONTRADICTED, FAILED, NOT_NEEDED, SCRIPT, ask


def example():
    """Families of three against families of two: the relaxed level is more than whole numbers reach."""
    people = [unit(n, "A", "B", 3) for n in range(3)] + [unit(n, "B", "A", 2) for n in range(10, 12)]
    return planned(table({"kind": "equal-heads", "between": ["A", "B"]}), people)


def asked(made, **choices):
    gains = [*(level.gains for level in made.model.levels), padded(made.weights, len(made.model.upper()))]
    return ask(made.model, gains, made.run.proofs, 20.0, **choices)


def test_a_plan_without_gaps_asks_nobody():
    made = planned(table({"kind": "balance"}), [unit(1, "A", "B"), unit(2, "B", "A")])
    assert made.run_record()["second_opinion"]["outcome"] == NOT_NEEDED


def test_without_another_solver_the_run_record_says_so_and_the_plan_is_the_same(monkeypatch):
    made = example()
    assert not all(proof.closed for proof in made.run.proofs)
    monkeypatch.setattr(second_opinion, "find_spec", lambda name: None)
    again = example()
    assert again.run_record()["second_opinion"]["outcome"] == ABSENT
    assert again.data == made.data


def test_a_solver_that_breaks_down_is_an_opinion_that_failed():
    assert asked(example(), package="no-such-package").outcome == FAILED


@pytest.mark.parametrize("package", ["ortools", "pyscipopt"])
def test_another_solver_confirms_the_value_and_denies_a_worse_one(package):
    if second_opinion.find_spec(package) is None:
        pytest.skip(f"{package} is not installed (extra second-opinion)")
    made = example()
    assert asked(made, package=package).outcome == CONFIRMED
    worse = [replace(made.run.proofs[0], value=made.run.proofs[0].value - 1), *made.run.proofs[1:]]
    gains = [*(level.gains for level in made.model.levels), padded(made.weights, len(made.model.upper()))]
    assert ask(made.model, gains, worse, 20.0, package=package).outcome == CONTRADICTED


def test_a_plan_that_another_solver_contradicts_is_no_plan(monkeypatch):
    opinion = second_opinion.Opinion(CONTRADICTED, "scip", "9", levels=(("persons home", CONTRADICTED),))
    monkeypatch.setattr(planner, "ask", lambda *given: opinion)
    with pytest.raises(UnsoundPackageError, match="scip reaches another value.*persons home"):
        example()


def test_the_other_solver_is_never_in_one_process_with_ours():
    """OR-tools and HiGHS cannot be imported together; the script imports nothing of ours."""
    told = subprocess.run(
        [sys.executable, "-P", "-c", _WATCHED, str(SCRIPT)], input=json.dumps({"levels": []}), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert json.loads(told.stdout) == []


_WATCHED = """
import json, runpy, sys
runpy.run_path(sys.argv[1])
print(json.dumps([name for name in sys.modules if name.startswith(("homeward", "highspy", "numpy"))]))
"""
