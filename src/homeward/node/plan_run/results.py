"""What one run of planning leaves, for the papers, the summary page and the closing lines."""

from dataclasses import dataclass, field
from pathlib import Path

from homeward.engine.planning import Explanation, Plan
from homeward.engine.planning.binding import Binding
from homeward.engine.planning.draw import Drawn, DrawRecord
from homeward.engine.planning.horizon import Horizon


@dataclass(frozen=True)
class Planned:
    """What came of it. `binding` is None when the clauses that decide were not found in the time given."""

    plan: Plan
    audit: dict[str, object]
    out: Path
    record: DrawRecord | None = None
    drawn: Drawn | None = None
    binding: tuple[Binding, ...] | None = None
    explained: Explanation | None = None
    other: Plan | None = None
    horizons: tuple[Horizon, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
