"""One node's process of the story: takes steps as JSON lines on standard input, answers each with one line.

Started by `homeward.node.demo.process` with the node in `HOMEWARD_NODE_DIR`, once a node. A step that fails undoes what
its actions undo, and answers with its error; the story then ends.
"""

import json
import sys
from importlib import import_module
from typing import Any

import django

django.setup()

from homeward.base.errors import HomewardError  # noqa: E402 - tables can be imported only after set-up
from homeward.node.database import guard_connections  # noqa: E402
from homeward.node.demo.steps.registry import STEPS  # noqa: E402

ROOMS = (
    "opening", "post", "surrender", "register", "tracing", "exchange", "handover", "reception", "recovery", "claims",
)  # fmt: skip


def act(told: dict[str, Any]) -> dict[str, Any]:
    """Does one step and says what came of it."""
    try:
        return {"result": STEPS[told["step"]](**told["arguments"])}
    except HomewardError as error:
        return {"error": type(error).__name__, "message": error.message, "cure": error.cure}


def main() -> None:
    """Acts until its input ends."""
    for room in ROOMS:
        import_module(f"homeward.node.demo.steps.{room}")
    guarded = False
    for line in sys.stdin:
        told = json.loads(line)
        answer = act(told)
        print(json.dumps(answer), flush=True)
        if told["step"] == "opening.open_node" and not guarded:
            guard_connections()
            guarded = True


if __name__ == "__main__":
    main()
