"""A node of the story as its director sees it: a process of its own that is told steps and answers."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
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

    def close(self) -> None:
        """Ends its process in order, or by force when it does not end."""
        process = self.process
        if process.stdin:
            with suppress(BrokenPipeError):
                process.stdin.close()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


@contextmanager
def acting(folders: Mapping[str, Path]) -> Iterator[dict[str, ActingNode]]:
    """Starts one process for each node's folder, and ends them all."""
    with ExitStack() as running:
        nodes = {name: ActingNode(name, folder, started(folder)) for name, folder in folders.items()}
        for node in nodes.values():
            running.callback(node.close)
        yield nodes


def started(folder: Path) -> subprocess.Popen[str]:
    """A process inside the node of that folder, waiting for steps."""
    return subprocess.Popen(
        tethered("homeward.node.demo.acting"),
        env=node_environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
