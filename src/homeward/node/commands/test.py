"""Run all checks and tests: on SQLite, and on PostgreSQL and in Chromium where they are present."""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from xml.etree import ElementTree  # our own pytest wrote the file  # noqa: S405

from rich.console import Console

from homeward.node.cluster import PostgresMissingError, throwaway_cluster
from homeward.node.commands.check import CHECKS, ROOT, environment, passes

# What touches the suite's database runs on both kinds; engines need none, journeys run nodes of their own.
DATABASE_TESTS = ["tests/office", "tests/desks", "tests/node", "tests/journeys/test_the_way_home.py"]
GET_POSTGRES = "PostgreSQL tests left out: apt-get install postgresql, or set DATABASE_URL."
GET_CHROMIUM = "Chromium tests left out: apt-get install chromium."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--require-all", action="store_true", help="a part left out is a failure (as CI runs it)")
    parser.add_argument("--slow", action="store_true", help="run the tests marked slow too")
    parser.add_argument("--no-checks", action="store_true", help="tests alone")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    left_out = [GET_CHROMIUM] if chromium() is None else []
    faults = [] if options.no_checks else [name for name in CHECKS if not passes(name, console)]
    with tempfile.TemporaryDirectory() as reports:
        on_sqlite, on_postgres = Path(reports, "sqlite.xml"), Path(reports, "postgres.xml")
        if pytest(["tests"], on_sqlite, options, {"DATABASE_URL": ""}):
            faults.append("tests on SQLite")
        try:
            with _server() as url:
                if pytest(DATABASE_TESTS, on_postgres, options, {"DATABASE_URL": url}):
                    faults.append("tests on PostgreSQL")
                faults += _differences(on_sqlite, on_postgres)
        except PostgresMissingError:
            left_out.append(GET_POSTGRES)
        for told in _told(on_sqlite):
            console.print(told)
    for line in left_out:
        console.print(line)
    if not options.slow:
        console.print(f"Slow tests, run by ./homeward test --slow: {', '.join(slow_tests()) or 'none'}")
    if options.require_all:
        faults += left_out
    console.print("\nAll checks and tests passed." if not faults else f"\nFAILED: {'; '.join(faults)}")
    return 1 if faults else 0


def pytest(folders: list[str], report: Path, options: argparse.Namespace, extra: dict[str, str]) -> int:
    """Runs pytest on folders that exist. Returns its exit code."""
    present = [folder for folder in folders if (ROOT / folder).exists()]
    marks = [] if options.slow else ["-m", "not slow"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        f"--junitxml={report}",
        "--durations=15",
        "--durations-min=5",
        "-o",
        "junit_family=xunit1",  # the kind that holds what tests report
        *marks,
        *present,
    ]
    needed = {"HOMEWARD_REQUIRE_ALL": "1"} if options.require_all else {}
    return subprocess.run(command, cwd=ROOT, env={**environment(), **extra, **needed}, check=False).returncode


def slow_tests() -> list[str]:
    """Names of the tests marked slow, which take minutes. They are listed, not counted as skipped."""
    return sorted(name for path in (ROOT / "tests").rglob("test_*.py") for name in _slow_in(path))


def _slow_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            marks = {ast.unparse(mark).partition("(")[0] for mark in node.decorator_list}
            if "pytest.mark.slow" in marks:
                yield node.name


def chromium() -> str | None:
    """Where the browser is, if anywhere."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def _server():  # noqa: ANN202 - a context manager either way
    url = os.environ.get("DATABASE_URL", "")
    return nullcontext(url) if url else throwaway_cluster()


def _differences(first: Path, second: Path) -> list[str]:
    """Test ids that passed on one database and not on the other."""
    on_first, on_second = _passed(first), _passed(second)
    rooms = tuple(folder.removesuffix(".py").replace("/", ".") for folder in DATABASE_TESTS)
    differing = {name for name in on_first if name.startswith(rooms)} ^ on_second
    return [f"only on one database: {name}" for name in sorted(differing)[:10]]


def _passed(report: Path) -> set[str]:
    if not report.exists():
        return set()
    cases = ElementTree.parse(report).getroot().iter("testcase")  # noqa: S314
    return {f"{case.get('classname')}::{case.get('name')}" for case in cases if len(case.findall("*")) == 0}


def _told(report: Path) -> list[str]:
    """What tests report beside passing (`record_property`)."""
    if not report.exists():
        return []
    told = ElementTree.parse(report).getroot().iter("property")  # noqa: S314
    return [f"{one.get('name')}: {one.get('value')}" for one in told]
