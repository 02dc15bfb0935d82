"""Runs our engine on two lists as written.

    python -m benchmarks.competitors.homeward_run LEFT RIGHT OUT [--candidates PAIRS]

OUT has left_id, right_id, score, band. The score is the place in the order of probability, then margin, so that equal
probabilities near 1 are still told apart; `own_threshold` printed at the end is the score of probability one half.
"""

import argparse
import time
from pathlib import Path

import numpy as np
from benchmarks.competitors.usage import tell_usage
from benchmarks.inside_the_engine import candidate_ids
from benchmarks.list_files import person_columns_of, read_columns, write_columns

from homeward.engine.matching import match


def main() -> None:
    """One run."""
    parser = argparse.ArgumentParser(description="our engine on two lists")
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--candidates", type=Path)
    options = parser.parse_args()
    left, right = (person_columns_of(read_columns(path)) for path in (options.left, options.right))
    start = time.process_time()
    found = match(left, right)
    columns = found.columns()
    work = time.process_time() - start
    places = _places(columns["probability"], columns["margin"])
    own = int(np.sum(np.sort(columns["probability"]) < 0.5))
    threshold = float(np.sort(places)[own]) if own < len(places) else float(len(places))
    write_columns({name: columns[name] for name in ("left_id", "right_id", "band")} | {"score": places}, options.out)
    tell_usage(work=work, own_threshold=threshold)
    if options.candidates:
        ids = candidate_ids(found.state.tables)
        write_columns({"left_id": ids[0], "right_id": ids[1]}, options.candidates)


def _places(probability: np.ndarray, margin: np.ndarray) -> np.ndarray:
    """The place of every pair in the order of probability, then margin; equal ones share a place."""
    pairs = np.stack([probability, margin])
    _, places = np.unique(pairs, axis=1, return_inverse=True)
    return places.reshape(-1).astype(np.float64)


if __name__ == "__main__":
    main()
