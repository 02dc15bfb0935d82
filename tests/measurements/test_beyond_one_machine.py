"""Splink on a local Spark over our canonical columns: the road to a cluster leads to the same people."""

import pytest
from benchmarks import tracing
from benchmarks.agreement import agreement


def test_spark_without_java_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(tracing, "java", lambda: None)
    monkeypatch.setattr(tracing, "_ours", lambda *_: tracing.Spent(0, 0, 0, ""))
    row = tracing.measured("cards-uk", 10, 1, "splink-spark", tmp_path)
    assert "openjdk" in row.line()


@pytest.mark.slow
def test_splink_on_spark_over_our_columns_finds_the_same_people(tmp_path, record_property):
    assert tracing.java(), tracing.GET_JAVA
    size = 2000
    tracing._ours("benchmarks.invented_lists", "cards-uk", size, 1, 1, tmp_path)
    ours, spark = (tracing.measured("cards-uk", size, 1, engine, tmp_path) for engine in ("homeward", "splink-spark"))
    assert spark.spent, spark.note
    scores = [tmp_path / f"{engine}-scores.parquet" for engine in ("homeward", "splink-spark")]
    found = agreement(*scores, tmp_path, (ours.figures["own_threshold"], 0.0))
    record_property(
        "agreement of Splink on Spark with the embedded engine",
        f"{found['share']:.3f} of all pairs taken by either; only ours {found['only_one']}, only Spark's "
        f"{found['only_other']}; F1 {ours.figures['f1']:.3f} and {spark.figures['f1']:.3f}",
    )
    assert found["share"] > 0.95
    assert spark.figures["f1"] > 0.95
