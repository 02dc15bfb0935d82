"""Measures engine/matching on invented cross-script lists with known truth and prints a table.

    PYTHONPATH=src .venv/bin/python benchmarks/matching.py --size 10000 [--noise 1.5] [--seed 1]

P, R and F1 after one-to-one assignment at probability 0.5; R@.999 is the recall when pairs are taken by falling
probability for as long as precision stays at .999; likely P and R are those of the band 'likely' as delivered.
CPU and wall seconds are for `match()` as a whole, names included; peak is the most memory the process held.
"""

import argparse
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cross_script_lists import Noise, make_lists  # noqa: E402
from homeward.engine.matching import Matches, match  # noqa: E402
from homeward.engine.names import Lexicon, Strike, adopt  # noqa: E402

COLUMNS = "size noise seed | P R F1 | R@.999 | likely P R | candidates | CPU s wall s peak MB"


def main() -> None:
    """Runs the sizes asked for."""
    parser = argparse.ArgumentParser(description="precision, recall and cost of matching on invented lists")
    parser.add_argument("--size", type=int, nargs="+", default=[10_000])
    parser.add_argument("--noise", type=float, default=1.0, help="factor on all error rates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strike", type=float, default=0.0, help="share of the table of given names left out")
    parser.add_argument("--stages", action="store_true", help="also print CPU seconds by stage")
    chosen = parser.parse_args()
    if chosen.strike:
        adopt(Lexicon(struck=Strike(chosen.strike, chosen.seed)))
    print(COLUMNS)
    for size in chosen.size:
        print(measure(size, chosen.noise, chosen.seed, stages=chosen.stages))


def measure(size: int, noise: float, seed: int, *, stages: bool = False) -> str:
    """One line of the table."""
    missing, held, truth = make_lists(size, seed=seed, noise=Noise().times(noise))
    marks: dict[str, float] = {}
    cpu, wall = time.process_time(), time.perf_counter()
    found = match(missing, held, progress=lambda stage, share: marks.update({stage: time.process_time()}))
    spent, waited = time.process_time() - cpu, time.perf_counter() - wall
    if stages:
        last = cpu
        for stage, mark in marks.items():
            print(f"    {stage}: {mark - last:.2f} s")
            last = mark
    taken = [pair for pair in found.pairs if pair.probability >= 0.5]
    precision, recall = rates([(p.left_id, p.right_id) for p in taken], truth)
    likely_precision, likely_recall = rates([(p.left_id, p.right_id) for p in found.band("likely")], truth)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{size} {noise:g} {seed} | {precision:.4f} {recall:.4f} {2 * precision * recall / (precision + recall):.4f} | "
        f"{recall_at(found, truth, 0.999):.4f} | {likely_precision:.4f} {likely_recall:.4f} | "
        f"{found.summary['candidates']} | {spent:.2f} {waited:.2f} {peak:.0f}"
    )


def rates(pairs: list[tuple[str, str]], truth: set[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall."""
    hits = sum(pair in truth for pair in pairs)
    return hits / max(1, len(pairs)), hits / max(1, len(truth))


def recall_at(found: Matches, truth: set[tuple[str, str]], precision: float) -> float:
    """The most recall to be had with at least that precision, taking pairs by falling probability, then margin."""
    best = hits = 0
    ordered = sorted(found.pairs, key=lambda pair: (-pair.probability, -pair.margin))
    for count, pair in enumerate(ordered, start=1):
        hits += (pair.left_id, pair.right_id) in truth
        if hits >= precision * count:
            best = hits
    return best / max(1, len(truth))


if __name__ == "__main__":
    main()
