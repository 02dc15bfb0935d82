"""A node of the story as its director sees it: a process of its own that is told steps and answers."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from homeward.base.errors import HomewardError
from homeward.node.serving import node_environment, tethered


class StepFailedError(HomewardError):
    """A step of the story was refused or failed; the message says which, at which node, and why."""


class ActingNode:
    """One node's process. `steps` counts what it was told."""

    def __init__(self, name: str, folder: Path, process: subprocess.Popen[str]) -> None:
        self.name, self.folder, self.process = name, folder, process
        self.steps = 0

    def do(self, step: str, **arguments: Any) -> Any:
        """Has a step done and returns what it gives.

        Raises:
            StepFailedError: the step was refused, or the process ended.
        """
        self.steps += 1
        if self.process.stdin is None or self.process.stdout is None:
            raise StepFailedError(f"{self.name} has no line to its process.")
        try:
            self.process.stdin.write(json.dumps({"step": step, "arguments": arguments}) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise StepFailedError(f"The process of {self.name} ended at {step}.", cure="Run ./homeward demo again.")
        told = json.loads(answer)
        if "error" in told:
            raise StepFailedError(f"{self.name}, {step}: {told['message']}", cure=told["cure"])
        return told["result"]


@contextmanager
def acting(folders: dict[str, Path]) -> Iterator[dict[str, ActingNode]]:
    """Starts one process for each node's folder, and ends them all."""
    with ExitStack() as running:
        nodes = {
            name: ActingNode(name, folder, running.enter_context(_started(folder))) for name, folder in folders.items()
        }
        yield nodes


@contextmanager
def _started(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        tethered("homeward.node.demo.acting"),
        env=node_environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()
