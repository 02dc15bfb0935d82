"""What the command `trace` was asked for and what came of it: read by the run, the report and the closing lines."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.engine.matching import Matches, Model
from homeward.node.trace_run.lists import ListToRead, TracedList


@dataclass(frozen=True, slots=True)
class Order:
    """What the command was asked to do. `shown` is how many pairs the report shows in full."""

    missing: ListToRead
    held: ListToRead
    out: Path
    replace: bool = False
    answers: Path | None = None
    model: Path | None = None
    save_model: Path | None = None
    shown: int = 200


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it."""

    order: Order
    lists: tuple[TracedList, TracedList]
    matches: Matches

    @property
    def model(self) -> Model:
        """The weights of the run."""
        if self.matches.model is None:
            raise AssertionError("a run of the engine has its weights")
        return self.matches.model

    def count(self, name: str) -> int:
        """A figure of the engine's summary."""
        return int(str(self.matches.summary[name]))

    def weights_from(self) -> dict[str, Any]:
        """Where the weights come from: 'lists', 'answers' or 'file', with its name and what they were learnt from."""
        source = self.order.answers or self.order.model
        kind = "answers" if self.order.answers else "file" if self.order.model else "lists"
        return {"kind": kind, "file": source.name if source else "", "learnt_from": dict(self.model.learnt_from)}
