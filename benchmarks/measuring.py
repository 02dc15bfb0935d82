"""Judges one engine's scores: `python -m benchmarks.measuring LISTS SCORES CANDIDATES OWN_THRESHOLD` prints JSON.

LISTS is a folder with truth.parquet; CANDIDATES may be '-'. A process of its own, so that the measuring process stays
small: a child's peak memory is counted from its parent's. All paths in statements are our own.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import duckdb
import numpy as np
from benchmarks.measures import candidate_recall, quality


def judged(lists: Path, scores: Path, candidates: Path | None, own_threshold: float) -> dict[str, object]:
    """The figures of one row of the table."""
    with duckdb.connect() as connection:
        total = connection.execute(f"select count(*) from '{lists / 'truth.parquet'}'").fetchall()[0][0]
        left, right, score, true_right = numbered(connection, lists, scores, "score")
        found: dict[str, object] = asdict(quality(left, right, score, true_right, total, own_threshold))
        if "band" in _names(connection, scores):
            found |= _likely(connection, lists, scores, total)
        if candidates is not None:
            one, other, _, partner = numbered(connection, lists, candidates, "0.0")
            found["candidate_recall"] = candidate_recall(one, other, partner, total)
            found["candidates"] = len(one)
    return found


def _names(connection: duckdb.DuckDBPyConnection, path: Path) -> set[str]:
    return {row[0] for row in connection.execute(f"describe select * from '{path}'").fetchall()}


def numbered(
    connection: duckdb.DuckDBPyConnection, lists: Path, pairs: Path, score: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Pairs as row numbers of the lists, their scores, and for every left row its partner or -1."""
    sides = {
        side: f"(select id, file_row_number as n from read_parquet('{lists / side}.parquet', file_row_number = true))"
        for side in ("missing", "held")
    }
    rows = connection.execute(
        f"select l.n, r.n, {score} from '{pairs}' p"
        f" join {sides['missing']} l on l.id = p.left_id"
        f" join {sides['held']} r on r.id = p.right_id"
    ).fetchnumpy()
    truth = connection.execute(
        f"select l.n, r.n from '{lists / 'truth.parquet'}' p join {sides['missing']} l on l.id = p.left_id"
        f" join {sides['held']} r on r.id = p.right_id"
    ).fetchnumpy()
    size = connection.execute(f"select count(*) from '{lists / 'missing.parquet'}'").fetchall()[0][0]
    partner = np.full(size, -1, dtype=np.int64)
    ones, others = list(truth.values())
    partner[ones] = others
    left, right, scores = list(rows.values())
    return left, right, np.asarray(scores, dtype=np.float64), partner


def _likely(connection: duckdb.DuckDBPyConnection, lists: Path, scores: Path, total: int) -> dict[str, object]:
    """Precision and recall of the band 'likely' as delivered."""
    given, hits = connection.execute(
        f"select count(*), count(t.left_id) from '{scores}' s left join '{lists / 'truth.parquet'}' t"
        " on t.left_id = s.left_id and t.right_id = s.right_id where s.band = 'likely'"
    ).fetchall()[0]
    return {"likely_precision": hits / max(1, given), "likely_recall": hits / total}


if __name__ == "__main__":
    folder, scored, compared = (Path(text) for text in sys.argv[1:4])
    print(json.dumps(judged(folder, scored, None if str(compared) == "-" else compared, float(sys.argv[4]))))
