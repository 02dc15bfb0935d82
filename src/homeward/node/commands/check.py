"""Run the checks of the code: format, lint, types, import contracts, migrations, catalogues, documentation."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).parents[4]

CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy"],
    "import contracts": ["lint-imports", "--no-logo"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "--verbosity", "1"],
    "catalogues": [sys.executable, "-m", "homeward.node.catalogues", "check"],
    "documentation": [sys.executable, "-m", "homeward.node.documentation"],
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("only", nargs="*", metavar="CHECK", help=f"one or more of: {', '.join(CHECKS)}")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    wanted = options.only or list(CHECKS)
    faults = [name for name in wanted if not passes(name, console)]
    console.print(f"\n{len(wanted) - len(faults)} of {len(wanted)} checks passed.")
    return 1 if faults else 0


def passes(name: str, console: Console) -> bool:
    """Runs one check and prints its line; its output only when it fails."""
    started = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    passed = done.returncode == 0
    console.print(f"{'passed' if passed else 'FAILED':7} {name} ({seconds:.1f} s)", style="" if passed else "bold red")
    if not passed:
        console.print(done.stdout + done.stderr, markup=False)
    return passed


def environment() -> dict[str, str]:
    """This process's environment, with the tools of the virtual environment first and no node chosen."""
    kept = {name: value for name, value in os.environ.items() if name != "HOMEWARD_NODE_DIR"}
    tools = str(Path(sys.executable).parent)
    return {**kept, "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONPATH": str(ROOT / "src")}
