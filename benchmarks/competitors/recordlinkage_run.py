"""Runs recordlinkage on two lists as written and writes its scores. Runs in its own environment.

    python recordlinkage_run.py LEFT.parquet RIGHT.parquet OUT.parquet [--candidates PAIRS]

Usual preprocessing, blocks over several pairs of columns, Jaro-Winkler and exact comparisons, and its unsupervised
ECM classifier (Fellegi-Sunter). OUT has left_id, right_id, score (bits); PAIRS the pairs compared.
"""

import argparse
from pathlib import Path

import duckdb
import numpy
import pandas
import recordlinkage
from usage import tell_usage
from usual_columns import usual_columns

BLOCKS = (
    ("birth",), ("surname", "year"), ("surname", "given_id"), ("beginning", "year"), ("service_number",),
    ("given_id", "patronymic_id", "year"), ("beginning", "given_first", "patronymic_first"), ("start", "event"),
    ("given_id", "year", "month"), ("patronymic_id", "year", "month"),
)  # fmt: skip
BLOCKS_OF_LARGE = (("birth",), ("surname", "year", "given_first"), ("service_number",), ("surname", "given_id", "year"))
LEAST = 1e-6  # no share is nearer to 0 or 1
LARGE = 50_000  # rows a side: pairs are compared one by one in Python


def main() -> None:
    """One run."""
    parser = argparse.ArgumentParser(description="recordlinkage on two lists")
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--candidates", type=Path)
    options = parser.parse_args()
    left, right = (_table(path) for path in (options.left, options.right))
    pairs = _candidates(left, right)
    scores = _scores(pairs, left, right)
    _write(scores, options.out)
    tell_usage()
    if options.candidates:
        _write(scores, options.candidates)


def _table(path: Path) -> pandas.DataFrame:
    table = (
        pandas.DataFrame(usual_columns(path))
        .set_index("id")
        .rename(columns={"birth_year": "year", "birth_month": "month"})
    )
    table["beginning"], table["start"] = table["surname"].str[:4], table["surname"].str[:2]
    table["given_first"] = table["given_id"].fillna(table["given_initial"]).str[:1]
    table["patronymic_first"] = table["patronymic_id"].fillna(table["patronymic_initial"]).str[:1]
    for name, year in (("birth", "year"), ("event", "event_year")):
        prefix = "" if name == "birth" else "event_"
        day = f"{name}_day"
        table[name] = table[year] * 10_000 + table[f"{prefix}month"] * 100 + table[day]
        table[f"{name}_text"] = table[name].map(lambda value: f"{value:.0f}", na_action="ignore").astype(object)
    return table


def _candidates(left: pandas.DataFrame, right: pandas.DataFrame) -> pandas.MultiIndex:
    found = None
    for block in BLOCKS_OF_LARGE if len(left) > LARGE else BLOCKS:
        index = recordlinkage.Index()
        index.block(list(block))
        known = [side.dropna(subset=list(block)) for side in (left, right)]
        pairs = index.index(*known)
        found = pairs if found is None else found.union(pairs)
    return found


def _scores(pairs: pandas.MultiIndex, left: pandas.DataFrame, right: pandas.DataFrame) -> pandas.Series:
    """Fellegi-Sunter weights in bits. Probabilities would be 0 or 1 for most pairs and could not be put in order."""
    compare = recordlinkage.Compare()
    for silent in (0, 1):  # agrees; does not disagree: two features tell what is missing from what differs
        for name, threshold in (("surname", 0.88), ("given_id", 0.85), ("patronymic_id", 0.85), ("event_place", 0.88)):
            compare.string(name, name, method="jarowinkler", threshold=threshold, missing_value=silent)
        compare.string("birth_text", "birth_text", method="levenshtein", threshold=0.87, missing_value=silent)
        for name in ("surname", "birth", "year", "given_first", "unit", "service_number", "rank", "event"):
            compare.exact(name, name, missing_value=silent)
    features = compare.compute(pairs, left, right)
    features = features.loc[:, features.nunique() > 1]
    classifier = recordlinkage.ECMClassifier(init="jaro", max_iter=200)
    classifier.fit(features)
    m, u = (
        numpy.clip([shares[1] for shares in table.values()], LEAST, 1 - LEAST)
        for table in (classifier.m_probs, classifier.u_probs)
    )
    agreeing = features.to_numpy() > 0.5
    prior = numpy.log2(classifier.p / (1 - classifier.p))
    return pandas.Series(agreeing @ numpy.log2(m / u) + ~agreeing @ numpy.log2((1 - m) / (1 - u)) + prior, index=pairs)


def _write(scores: pandas.Series, out: Path) -> None:
    rows = pandas.DataFrame(  # read by DuckDB under its name
        {
            "left_id": scores.index.get_level_values(0),
            "right_id": scores.index.get_level_values(1),
            "score": scores.to_numpy(),
        }
    )
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        connection.execute(f"copy (select * from rows) to '{out}' (format parquet)")


if __name__ == "__main__":
    main()
