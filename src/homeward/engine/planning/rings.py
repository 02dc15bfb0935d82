"""Takes the rings apart that a solved model counts by position, so that the exact check can add them up itself.

Called by `planner`. Which rings are told among equal ones is left to the solver, so they stand in no plan file.
"""

from collections import Counter
from collections.abc import Sequence

from homeward.engine.planning.clauses.roads import BETWEEN, RING
from homeward.engine.planning.model import Model
from homeward.engine.planning.traits import Direction

Ring = tuple[str, ...]


def rings_of(model: Model, columns: Sequence[int]) -> dict[Ring, int]:
    """Ring -> how often: the parties in the order in which each lets somebody go to the next.

    A party may stand in a ring twice, but for the first, with which it ends.
    """
    left = _used(model, columns)
    found: Counter[Ring] = Counter()
    for first, place, way in sorted(left):
        while place == 1 and left[first, 1, way] > 0:
            ring, reached = [first], way
            left[first, 1, way] -= 1
            while reached[1] != first:
                ring.append(reached[1])
                reached = _onward(left, first, len(ring), reached[1])
            found[tuple(ring)] += 1
    return dict(found)


def _used(model: Model, columns: Sequence[int]) -> dict[tuple[str, int, Direction], int]:
    used = {}
    for name, count in zip(model.auxiliary, columns[len(model.classes) :], strict=True):
        if name.startswith(RING) and count:
            first, place, start, end = name.removeprefix(RING).split(BETWEEN)
            used[first, int(place), (start, end)] = int(count)
    return used


def _onward(left: dict[tuple[str, int, Direction], int], first: str, place: int, party: str) -> Direction:
    for (start, at, way), count in sorted(left.items()):
        if (start, at, way[0]) == (first, place, party) and count > 0:
            left[start, at, way] -= 1
            return way
    raise AssertionError(f"a ring from {first} ends at {party}")
