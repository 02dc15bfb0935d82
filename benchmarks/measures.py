"""How good scored pairs are, for every engine alike: one-to-one assignment, then precision and recall by threshold."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.assigning import assign

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
WAYS = ("greedy", "exact")


@dataclass(frozen=True, slots=True)
class Quality:
    """After one-to-one assignment: at the engine's own threshold, at the best one, and recall at given precisions."""

    precision: float
    recall: float
    f1: float
    best_f1: float
    best_threshold: float
    recall_at_99: float
    recall_at_999: float
    way: str


def quality(left: Ints, right: Ints, score: Floats, true_right: Ints, total: int, own_threshold: float) -> Quality:
    """The better of both ways of assignment, by F1 at the best threshold.

    Args:
        left, right, score: scored pairs. true_right: for every left row its true partner or -1. total: true pairs.
        own_threshold: the score from which the engine calls a pair a match.
    """
    found = [_quality(left, right, score, true_right, total, own_threshold, way) for way in WAYS]
    return max(found, key=lambda one: (one.best_f1, one.f1))


def _quality(
    left: Ints, right: Ints, score: Floats, true_right: Ints, total: int, own_threshold: float, way: str
) -> Quality:
    kept = greedy(left, right, score) if way == "greedy" else exact(left, right, score)
    order = kept[np.argsort(-score[kept], kind="stable")]
    hits = np.cumsum(true_right[left[order]] == right[order])
    counts = np.arange(1, len(order) + 1)
    last_of_score = np.append(np.diff(score[order]) != 0, True)  # equal scores stand or fall together
    precisions, recalls = hits / counts, hits / total
    f1 = np.where(last_of_score, 2 * hits / (counts + total), 0.0)
    own = int(np.searchsorted(-score[order], -own_threshold, side="right")) - 1
    best = int(np.argmax(f1))

    def recall_at(precision: float) -> float:
        good = last_of_score & (precisions >= precision)
        return float(recalls[good].max(initial=0.0))

    return Quality(
        float(precisions[own]), float(recalls[own]), float(2 * hits[own] / (counts[own] + total)),
        float(f1[best]), float(score[order][best]), recall_at(0.99), recall_at(0.999), way,
    )  # fmt: skip


def greedy(left: Ints, right: Ints, score: Floats) -> Ints:
    """Pairs by falling score, each person once."""
    taken_left, taken_right, kept = set(), set(), []
    order = np.lexsort((right, left, -score))
    for position, one, other in zip(order.tolist(), left[order].tolist(), right[order].tolist(), strict=True):
        if one not in taken_left and other not in taken_right:
            taken_left.add(one)
            taken_right.add(other)
            kept.append(position)
    return np.array(kept, dtype=np.int64)


def exact(left: Ints, right: Ints, score: Floats) -> Ints:
    """The pairs, each person once, whose scores above the lowest sum to the most."""
    order = np.lexsort((right, left))
    profit = np.rint((score - score.min()) * 1000).astype(np.int64) + 1
    edges = list(zip(left[order].tolist(), right[order].tolist(), profit[order].tolist(), strict=True))
    return order[np.array(assign(edges), dtype=np.int64)]


def candidate_recall(left: Ints, right: Ints, true_right: Ints, total: int) -> float:
    """Share of the true pairs that were compared at all."""
    hit = np.zeros(len(true_right), bool)
    hit[left[true_right[left] == right]] = True
    return float(hit.sum() / total)
