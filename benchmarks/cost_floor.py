"""What the counted pairs cost at the very least: `python -m benchmarks.cost_floor LISTS` prints JSON.

One thread: a DuckDB join of two columns of whole numbers that yields as many pairs as the engine compares, one
Jaro-Winkler for every distinct pair of unequal surnames among them (rapidfuzz), and fetching and comparing ten codes a
pair (NumPy). Reading names is not in it. Nothing that compares these pairs field by field can be cheaper.
"""

import json
import sys
import time
from pathlib import Path

import duckdb
import numpy as np
from benchmarks.inside_the_engine import candidate_rows
from benchmarks.list_files import person_columns_of, read_columns
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from homeward.engine.matching.tables import Ints, Tables, build_tables

FIELDS = 10


def floor(lists: Path) -> dict[str, float]:
    """CPU seconds of each part, and the number of pairs."""
    sides = [person_columns_of(read_columns(lists / f"{side}.parquet")) for side in ("missing", "held")]
    tables = build_tables(*sides)
    first, second = candidate_rows(tables)
    parts = {"join": _join(len(tables.left), len(first)), "strings": _strings(tables, first, second)}
    parts["codes"] = _codes(tables, first, second)
    return parts | {"pairs": len(first), "total": sum(parts.values())}


def _join(rows: int, pairs: int) -> float:
    with duckdb.connect(config={"threads": 1}) as connection:
        keys = np.arange(rows) * rows // max(1, pairs)  # blocks whose sizes give about as many pairs
        connection.register("one", {"key": keys, "row": np.arange(rows)})
        start = time.process_time()
        connection.execute("select count(*), sum(l.row + r.row) from one l join one r on l.key = r.key").fetchall()
        return time.process_time() - start


def _strings(tables: Tables, first: Ints, second: Ints) -> float:
    ones, others = tables.left.coded["surname"][first], tables.right.coded["surname"][second]
    unequal = ones != others
    values = tables.codes["surname"]
    size = len(values)
    distinct = np.unique(np.minimum(ones, others)[unequal].astype(np.int64) * size + np.maximum(ones, others)[unequal])
    words = [[values[code] for code in column] for column in (distinct // size, distinct % size)]
    start = time.process_time()
    process.cpdist(*words, scorer=JaroWinkler.similarity, dtype=np.float32)
    return time.process_time() - start


def _codes(tables: Tables, first: Ints, second: Ints) -> float:
    one, other = tables.left.coded["unit"], tables.right.coded["unit"]
    start = time.process_time()
    for _ in range(FIELDS):
        np.equal(one[first], other[second])
    return time.process_time() - start


if __name__ == "__main__":
    print(json.dumps(floor(Path(sys.argv[1]))))
