"""Runs Splink on two prepared lists and writes its scores. Runs in Splink's own environment, on DuckDB or on Spark.

    python splink_run.py LEFT RIGHT OUT --columns canonical|usual [--backend spark] [--candidates PAIRS]

Canonical columns come from `homeward.engine.matching.export_columns`; for usual ones LEFT and RIGHT are the lists as
written. OUT has left_id, right_id, score (bits). PAIRS gets the pairs that were compared, after the
use of CPU and memory has been told.
"""

import argparse
import tempfile
from pathlib import Path

from splink_model import LOWEST, prepare, trained
from usage import tell_usage

WHOLE = ("_year", "_month", "_day", "_step")  # columns of whole numbers end so


def main() -> None:
    """One run."""
    parser = argparse.ArgumentParser(description="Splink on two lists")
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--columns", choices=["canonical", "usual"], required=True)
    parser.add_argument("--backend", choices=["duckdb", "spark"], default="duckdb")
    parser.add_argument("--candidates", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sides = [options.left, options.right]
        if options.columns == "usual":
            sides = [_usual(side, Path(scratch, f"{number}.parquet")) for number, side in enumerate(sides)]
        run = on_spark if options.backend == "spark" else on_duckdb
        run(sides, options)


def _usual(side: Path, out: Path) -> Path:
    """The list after usual preprocessing."""
    import pyarrow
    from pyarrow import parquet
    from usual_columns import usual_columns

    columns = usual_columns(side)
    kinds = {name: pyarrow.int64() if name.endswith(WHOLE) else pyarrow.string() for name in columns}
    arrays = {name: pyarrow.array(columns[name], kinds[name]) for name in columns}
    parquet.write_table(pyarrow.table(arrays), out)
    return out


def on_duckdb(sides: list[Path], options: argparse.Namespace) -> None:
    """In this process, with the connection to itself."""
    import duckdb
    from splink import DuckDBAPI

    connection = duckdb.connect()
    for name, side in zip(("left_list", "right_list"), sides, strict=True):
        connection.execute(f"create table {name} as {prepare(repr(str(side)))}")
    rows = connection.execute("select count(*) from left_list").fetchall()[0][
        0
    ]  # fetched whole: a busy connection breaks Splink
    api = DuckDBAPI(connection)
    linker = trained(
        [api.register(name) for name in ("left_list", "right_list")], rows, canonical=options.columns == "canonical"
    )
    compared = linker.inference.compute_blocked_pairs_for_predict()  # kept, else predict() makes and drops them itself
    found = linker.inference.predict(threshold_match_probability=LOWEST)
    connection.execute(f"copy ({_scored(found.physical_name)}) to '{options.out}' (format parquet)")
    tell_usage()
    if options.candidates:
        connection.execute(f"copy ({_compared(compared.physical_name)}) to '{options.candidates}' (format parquet)")


def on_spark(sides: list[Path], options: argparse.Namespace) -> None:
    """On a Spark of this machine; on a cluster the session comes from spark-submit and the paths are shared ones."""
    from pyspark.sql import SparkSession
    from splink import SparkAPI
    from splink.backends.spark import similarity_jar_location

    session = (
        SparkSession.builder.appName("homeward tracing")
        .config("spark.jars", similarity_jar_location())
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.driver.memory", "3g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as scratch:
        session.sparkContext.setCheckpointDir(scratch)
        tables = []
        for name, side in zip(("left_list", "right_list"), sides, strict=True):
            session.read.parquet(str(side)).createOrReplaceTempView(f"{name}_read")
            session.sql(prepare(f"{name}_read")).createOrReplaceTempView(name)
            tables.append(name)
        rows = session.table("left_list").count()
        api = SparkAPI(spark_session=session, break_lineage_method="parquet")
        linker = trained([api.register(name) for name in tables], rows, canonical=options.columns == "canonical")
        found = linker.inference.predict(threshold_match_probability=LOWEST)
        session.sql(_scored(found.physical_name)).coalesce(1).write.mode("overwrite").parquet(str(options.out))
    gateway = session.sparkContext._gateway
    session.stop()
    if (java := getattr(gateway, "proc", None)) is not None:  # its CPU is counted only once it has been waited for
        gateway.shutdown()
        java.stdin.close()
        java.wait()
    tell_usage()


def _scored(table: str) -> str:
    return f"select unique_id_l as left_id, unique_id_r as right_id, match_weight as score from {table}"


def _compared(table: str) -> str:
    left, right = (f"substr(join_key_{side}, instr(join_key_{side}, '-__-') + 4)" for side in "lr")  # 'table-__-id'
    return f"select {left} as left_id, {right} as right_id from {table}"


if __name__ == "__main__":
    main()
