"""Asks another family of solver, in a child process, about the levels whose certificate leaves a gap.

Called by `planner`. An opinion is no part of the plan: it can confirm a value, stop a wrong plan, or be missing, and
the run record says which.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from homeward.engine.planning.certificate import LevelProof
from homeward.engine.planning.levels import Gains, exactly
from homeward.engine.planning.model import Model
from homeward.engine.planning.solver import LinearRow

# Packages of the extra `second-opinion`, the first one installed is asked.
PACKAGES = ("ortools", "pyscipopt")
NOT_NEEDED, NOT_ASKED, ABSENT, FAILED = "not needed", "not asked", "not installed", "failed"
CONFIRMED, UNFINISHED, CONTRADICTED = "confirmed", "unfinished", "contradicted"
SCRIPT = Path(__file__).with_name("second_solver.py")


@dataclass(frozen=True, slots=True)
class Opinion:
    """`outcome`: one of the words above. `levels`: (name, outcome) of every level that was asked about."""

    outcome: str
    solver: str = ""
    version: str = ""
    seconds: float = 0.0
    levels: tuple[tuple[str, str], ...] = ()

    def document(self) -> dict[str, object]:
        levels = [{"level": name, "outcome": outcome} for name, outcome in self.levels]
        return {"outcome": self.outcome, "solver": self.solver, "version": self.version, "levels": levels}


def installed() -> str:
    """The package to ask; '' when none is there. Looking for it loads nothing."""
    return next((package for package in PACKAGES if find_spec(package)), "")


def ask(
    model: Model, gains: Sequence[Gains], proofs: Sequence[LevelProof], seconds: float | None,
    *, package: str = "", python: str = sys.executable,
) -> Opinion:  # fmt: skip
    """What another solver says of the levels that are not proved.

    Args:
        gains: of every level in order, lottery included. seconds: for all of them together; 0 asks nobody.
        package: ask this one; else the first installed.
    """
    if all(proof.closed for proof in proofs):
        return Opinion(NOT_NEEDED)
    if not (package := package or installed()):
        return Opinion(ABSENT)
    if seconds is not None and seconds <= 0:
        return Opinion(NOT_ASKED)
    problem = {
        "upper": [int(most) for most in model.upper()],
        "rows": [_told(row) for row in model.linear],
        "levels": [
            {"name": proof.level, "value": proof.value, "ask": not proof.closed}
            | dict(zip(("columns", "values"), _told(exactly(each, proof.value))[2:], strict=True))
            for proof, each in zip(proofs, gains, strict=True)
        ],
        "seconds": 3600.0 if seconds is None else seconds,
    }  # fmt: skip
    # Without the script's own folder on the path: our module names must not stand before the solver's.
    command = [python, "-P", str(SCRIPT), package]
    done = subprocess.run(command, input=json.dumps(problem), capture_output=True, text=True, check=False)  # noqa: S603 - fixed words and a path of ours
    if done.returncode:
        return Opinion(FAILED, package)
    told = json.loads(done.stdout)
    asked = [proof for proof in proofs if not proof.closed]
    levels = tuple(
        (proof.level, _outcome(each, proof.value)) for proof, each in zip(asked, told["levels"], strict=True)
    )
    found = {outcome for _, outcome in levels}
    overall = next(word for word in (CONTRADICTED, UNFINISHED, CONFIRMED) if word in found)
    return Opinion(overall, told["solver"], told["version"], float(told["seconds"]), levels)


def _told(row: LinearRow) -> list[object]:
    columns, values = row.sparse()
    return [row.lo, row.hi, columns.tolist(), values.tolist()]


def _outcome(told: dict[str, object], value: int) -> str:
    if told["status"] == "unfinished":
        return UNFINISHED
    return CONFIRMED if told["value"] == value else CONTRADICTED
