"""Writes invented lists as Parquet: `python -m benchmarks.invented_lists cards-uk 10000 1.5 1 FOLDER`.

Generators: 'cross' (benchmarks/cross_script_lists.py), 'cards-uk' and 'cards-ru' (benchmarks/cards, either direction).
"""

import sys
from pathlib import Path

import numpy as np
from benchmarks.cards import make_cards
from benchmarks.cross_script_lists import Noise, make_lists
from benchmarks.list_files import Lists, columns_of

GENERATORS = ("cross", "cards-uk", "cards-ru")


def invented(generator: str, size: int, errors: float, seed: int) -> Lists:
    """Two lists and their truth."""
    if generator != "cross":
        return make_cards(size, direction=generator.removeprefix("cards-"), errors=errors, seed=seed)
    missing, held, truth = make_lists(size, seed=seed, noise=Noise().times(errors))
    pairs = np.array(sorted(truth), dtype=object).reshape(-1, 2)
    return Lists(columns_of(missing), columns_of(held), (pairs[:, 0], pairs[:, 1]))


if __name__ == "__main__":
    invented(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])).write(Path(sys.argv[5]))
