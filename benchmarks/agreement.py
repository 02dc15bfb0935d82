"""Do two engines find the same people? `python -m benchmarks.agreement LISTS ONE OTHER THRESHOLD THRESHOLD`

LISTS is a folder that a run of benchmarks/tracing.py with --keep left; ONE and OTHER are engines, each with its own
threshold.

Prints JSON: of the pairs that either engine takes (one to one, more likely a match than not), how many both take and
how many only one does, and how many of each are true.
"""

import json
import sys
from pathlib import Path

import duckdb
from benchmarks.measures import greedy
from benchmarks.measuring import numbered


def agreement(one: Path, other: Path, lists: Path, thresholds: tuple[float, float]) -> dict[str, float]:
    """Counts, and the share of all taken pairs that both take."""
    taken = [_taken(path, lists, threshold) for path, threshold in zip((one, other), thresholds, strict=True)]
    both, either = taken[0][0] & taken[1][0], taken[0][0] | taken[1][0]
    true = taken[0][1]
    return {
        "both": len(both),
        "only_one": len(taken[0][0] - both),
        "only_other": len(taken[1][0] - both),
        "share": len(both) / max(1, len(either)),
        "both_true": len(both & true),
        "only_one_true": len((taken[0][0] - both) & true),
        "only_other_true": len((taken[1][0] - both) & true),
    }


def _taken(scores: Path, lists: Path, threshold: float) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The pairs an engine takes, and those that are true."""
    with duckdb.connect() as connection:
        left, right, score, partner = numbered(connection, lists, scores, "score")
    kept = greedy(left, right, score)
    kept = kept[score[kept] >= threshold]
    true = {(row, int(found)) for row, found in enumerate(partner.tolist()) if found >= 0}
    return set(zip(left[kept].tolist(), right[kept].tolist(), strict=True)), true


if __name__ == "__main__":
    folder, names = Path(sys.argv[1]), sys.argv[2:4]
    files = [folder / f"{name}-scores.parquet" for name in names]
    print(json.dumps(agreement(files[0], files[1], folder, (float(sys.argv[4]), float(sys.argv[5])))))
