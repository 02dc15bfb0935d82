"""Measures our engine, Splink 5 and recordlinkage on the same invented lists, and prints a table.

    PYTHONPATH=src .venv/bin/python -m benchmarks.tracing [--size 10000 100000] [--errors 1 1.5]
        [--lists cross cards-uk cards-ru] [--engines homeward splink-usual splink-canonical recordlinkage]
        [--seed 1] [--floor] [--keep FOLDER] [--febrl4]

Every engine runs in a process of its own on the same Parquet files, the competitors in environments of their own
(benchmarks/locked_environments.py). P, R, F1 are after one-to-one assignment (greedy or exact, whichever serves that
engine better) at the engine's own threshold (more likely a match than not); then the best F1 over all thresholds;
R@.99 and R@.999 are the recall when pairs are taken by falling score for as long as precision stays there; 'met' is the
share of true pairs that the engine compared at all. CPU is the whole process with its children, start of Python and
reading of files included (told by the process, before it writes the pairs it compared); 'run' is our `match()` alone,
reading of names included. Splink over our columns gets them as a file: the CPU of making it stands in brackets and is
not counted. Peak is the process's largest resident memory.
Floor: benchmarks/cost_floor.py.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.locked_environments import NoEnvironmentError, python_of

ROOT = Path(__file__).resolve().parents[1]
COMPETITORS = ROOT / "benchmarks" / "competitors"
ENGINES = ("homeward", "splink-usual", "splink-canonical", "recordlinkage")
ON_REQUEST = ("splink-spark",)  # our columns on a local Spark; needs Java
OVER_OUR_COLUMNS = ("splink-canonical", "splink-spark")
GET_JAVA = "Spark needs Java 17 or newer, and `java` was not found. Cure: apt-get install openjdk-17-jre-headless."
LISTS = ("cross", "cards-uk", "cards-ru")
COLUMNS = (
    "lists", "size", "errors", "engine", "P", "R", "F1", "best F1", "R@.99", "R@.999", "met", "pairs", "CPU s", "run s",
    "wall s", "peak MB", "likely P", "likely R",
)  # fmt: skip
SHARES = ("precision", "recall", "f1", "best_f1", "recall_at_99", "recall_at_999", "candidate_recall")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process used. CPU with its children; memory is that of the largest of them."""

    cpu: float
    wall: float
    megabytes: float
    printed: str


@dataclass(slots=True)
class Row:
    """One row of the table."""

    lists: str
    size: int
    errors: float
    engine: str
    figures: dict[str, float] = field(default_factory=dict)
    spent: Spent | None = None
    aside: float = 0.0
    note: str = ""

    def line(self) -> str:
        """As printed."""
        what = [self.lists, str(self.size), f"{self.errors:g}", self.engine]
        if self.spent is None:
            return " | ".join([*what, self.note])
        found, aside = self.figures, f" (+{self.aside:.1f})" if self.aside else ""
        return " | ".join(
            [
                *what,
                *(_share(found, name) for name in SHARES),
                str(int(found["candidates"])) if "candidates" in found else "",
                f"{self.spent.cpu:.1f}{aside}",
                f"{found['work']:.2f}" if "work" in found else "",
                f"{self.spent.wall:.1f}",
                f"{self.spent.megabytes:.0f}",
                _share(found, "likely_precision"),
                _share(found, "likely_recall"),
            ]
        )


def _share(found: dict[str, float], name: str) -> str:
    return f"{found[name]:.4f}" if name in found else ""


def main() -> None:
    """The command."""
    options = _options()
    print(" | ".join(COLUMNS), flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        if options.febrl4:
            _febrl4(folder / "febrl4")
            return
        for name in options.lists:
            for size in options.size:
                for errors in options.errors:
                    lists = folder / f"{name}-{size}-{errors:g}-{options.seed}"
                    _ours("benchmarks.invented_lists", name, size, errors, options.seed, lists)
                    for engine in options.engines:
                        print(measured(name, size, errors, engine, lists).line(), flush=True)
                    if options.floor:
                        print(_floor(lists), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="tracing: our engine beside others")
    parser.add_argument("--size", type=int, nargs="+", default=[10_000])
    parser.add_argument("--errors", type=float, nargs="+", default=[1.0], help="factor on all error rates")
    parser.add_argument("--lists", nargs="+", choices=LISTS, default=["cross", "cards-uk"])
    parser.add_argument("--engines", nargs="+", choices=ENGINES + ON_REQUEST, default=list(ENGINES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--floor", action="store_true", help="also the least that the counted pairs cost")
    parser.add_argument("--febrl4", action="store_true", help="only FEBRL4, a sanity gate for our engine")
    parser.add_argument("--keep", type=Path, help="a folder for lists, columns and scores")
    return parser.parse_args()


def measured(name: str, size: int, errors: float, engine: str, lists: Path) -> Row:
    """One engine on one pair of lists."""
    row = Row(name, size, errors, engine)
    scores, candidates = lists / f"{engine}-scores.parquet", lists / f"{engine}-candidates.parquet"
    try:
        if engine in OVER_OUR_COLUMNS:
            row.aside = sum(
                _ours("benchmarks.competitors.homeward_export", *_export(lists, side)).cpu for side in SIDES
            )
        command = _command(engine, lists)
        candidates.unlink(missing_ok=True)
        printed = spend([*command, str(scores), "--candidates", str(candidates)]).printed
    except NoEnvironmentError as error:
        row.note = f"did not run: {error}"
        return row
    except subprocess.CalledProcessError as error:
        row.note = f"did not run: {str(error)[-300:]}"
        return row
    told = _last_json(printed)
    threshold = told.get("own_threshold", 0.0)
    met = candidates if candidates.exists() else "-"
    figures = _last_json(_ours("benchmarks.measuring", lists, scores, met, threshold).printed)
    row.figures, row.spent = told | figures, Spent(told["cpu"], told["wall"], told["megabytes"], printed)
    return row


SIDES = ("missing", "held")


def _export(lists: Path, side: str) -> tuple[Path, Path]:
    return lists / f"{side}.parquet", lists / f"{side}-canonical.parquet"


def _command(engine: str, lists: Path) -> list[str]:
    written = [str(lists / f"{side}.parquet") for side in SIDES]
    if engine == "homeward":
        return [sys.executable, "-m", "benchmarks.competitors.homeward_run", *written]
    if engine == "recordlinkage":
        return [str(python_of("recordlinkage")), str(COMPETITORS / "recordlinkage_run.py"), *written]
    if engine == "splink-usual":
        return [*_splink("splink", "usual"), *written]
    environment, backend = ("spark", "spark") if engine == "splink-spark" else ("splink", "duckdb")
    exported = [str(_export(lists, side)[1]) for side in SIDES]
    if backend == "spark" and not java():
        raise NoEnvironmentError(GET_JAVA)
    return [*_splink(environment, "canonical"), "--backend", backend, *exported]


def _splink(environment: str, columns: str) -> list[str]:
    return [str(python_of(environment)), str(COMPETITORS / "splink_run.py"), "--columns", columns]


def java() -> str | None:
    """Where Java is, if anywhere."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin" if home else None)


def _ours(module: str, *arguments: object) -> Spent:
    return spend([sys.executable, "-m", module, *map(str, arguments)])


def spend(command: list[str]) -> Spent:
    """Runs a process to its end. Raises: CalledProcessError with what it said."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONWARNINGS": "ignore",
        "STARTED": str(time.time()),
    }
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        printed = said.read().decode(errors="replace")
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, f"{' '.join(command[:3])}: {printed[-600:]}")
    return Spent(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, printed)


def _last_json(printed: str) -> dict[str, float]:
    lines = [line for line in printed.splitlines() if line.startswith("{")]
    return json.loads(lines[-1]) if lines else {}


def _floor(lists: Path) -> str:
    parts = _last_json(_ours("benchmarks.cost_floor", lists).printed)
    told = ", ".join(f"{name} {parts[name]:.3f}" for name in ("join", "strings", "codes"))
    return f"    floor of {int(parts['pairs'])} pairs: {parts['total']:.3f} CPU s on one thread ({told})"


def _febrl4(lists: Path) -> None:
    """FEBRL4 comes with recordlinkage and is exported in its environment."""
    lists.mkdir(parents=True, exist_ok=True)
    spend([str(python_of("recordlinkage")), str(COMPETITORS / "febrl4_export.py"), str(lists)])
    print(measured("febrl4", 5000, 1, "homeward", lists).line())


if __name__ == "__main__":
    main()
