"""The main job is killed, starved of room and started twice; a rerun is clean each time."""

import os
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from homeward.node.commands import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
RANDOM_KILLS = 20


def command(out: Path, *more: str) -> list[str]:
    words = [sys.executable, "-u", "-m", "homeward", "exchange", "--terms", "terms.toml", "--out", str(out), *more]
    for party, missing, held in (
        ("NORTH", "north_missing.xlsx", "held_by_north.xlsx"),
        ("SOUTH", "south_missing.csv", "held_by_south.csv"),
    ):
        words += ["--missing", f"{party}={missing}", "--held", f"{party}={held}"]
    return words


def start(out: Path, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(
        command(out, *more), cwd=EXAMPLES, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def is_absent_or_whole(out: Path) -> bool:
    return not out.exists() or main(["verify", "plan", str(out)]) == 0


def test_killed_at_every_stage_boundary_a_rerun_is_clean(tmp_path: Path):
    out = tmp_path / "out"
    boundaries = 0
    while True:
        with start(out, "--replace") as process:
            told = [process.stdout.readline() for _ in range(boundaries + 1)]
            if told[-1].startswith("done: "):
                process.kill()
                boundaries += 1
            process.communicate()
        if process.returncode != -signal.SIGKILL:
            break
        assert is_absent_or_whole(out)
    assert process.returncode == 0
    assert boundaries >= 12
    assert main(["verify", "plan", str(out)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_killed_at_random_points_a_rerun_is_clean(tmp_path: Path):
    out = tmp_path / "out"
    chance = random.Random(1863)
    for _ in range(RANDOM_KILLS):
        with start(out, "--replace") as process:
            try:
                process.wait(timeout=chance.uniform(0.1, 3.0))
            except subprocess.TimeoutExpired:
                process.kill()
        assert is_absent_or_whole(out)
    with start(out, "--replace") as process:
        process.communicate()
    assert process.returncode == 0
    assert main(["verify", "plan", str(out)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("room", [0, 3_000, 60_000, 200_000])
def test_without_room_to_write_there_is_one_message_and_nothing_left(room: int, tmp_path: Path):
    out = tmp_path / "out"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command(out),
        cwd=EXAMPLES,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),  # noqa: PLW1509
    )
    assert done.returncode == 8, done.stderr
    assert done.stderr.count("homeward: ") == 1
    assert "What to do: Make room" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_runs_at_once_leave_one_whole_result(tmp_path: Path):
    out = tmp_path / "out"
    both = [start(out), start(out)]
    codes = []
    for process in both:
        process.communicate()
        codes.append(process.returncode)
    assert 0 in codes
    assert main(["verify", "plan", str(out)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
