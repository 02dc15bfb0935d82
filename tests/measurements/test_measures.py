"""The figures of the tracing benchmark, on cases small enough to count by hand."""

import numpy as np
import pytest
from benchmarks.measures import candidate_recall, exact, greedy, quality


def columns(*pairs):
    left, right, score = zip(*pairs, strict=True)
    return np.array(left), np.array(right), np.array(score, dtype=float)


def test_each_person_is_taken_once_by_falling_score():
    assert greedy(*columns((0, 0, 5), (0, 1, 9), (1, 1, 8), (1, 0, 1))).tolist() == [1, 3]


def test_exact_assignment_finds_the_larger_sum_that_greed_misses():
    pairs = columns((0, 0, 9), (0, 1, 8), (1, 0, 8), (1, 1, 0))
    assert sorted(greedy(*pairs).tolist()) == [0, 3]
    assert sorted(exact(*pairs).tolist()) == [1, 2]


def test_precision_and_recall_at_the_own_threshold_and_at_the_best_one():
    left, right, score = columns((0, 0, 9), (1, 1, 8), (2, 3, 2), (3, 2, -1), (4, 4, -2))
    found = quality(left, right, score, np.array([0, 1, 2, 3, 4]), total=5, own_threshold=0.0)
    assert (found.precision, found.recall) == pytest.approx((2 / 3, 2 / 5))
    assert found.recall_at_99 == pytest.approx(2 / 5)
    assert found.best_f1 == pytest.approx(2 * 3 / (5 + 5))


def test_pairs_of_one_score_stand_or_fall_together():
    left, right, score = columns((0, 0, 1), (1, 2, 1))
    found = quality(left, right, score, np.array([0, 1]), total=2, own_threshold=0.0)
    assert found.recall_at_99 == 0


def test_a_true_pair_met_twice_counts_once():
    assert candidate_recall(np.array([0, 0, 1]), np.array([0, 0, 0]), np.array([0, 1]), total=2) == 0.5
