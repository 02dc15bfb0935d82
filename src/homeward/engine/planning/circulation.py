"""Finds the best whole-number circulation by the network simplex method, in integers from beginning to end.

Called by `flow`. It knows arcs with bounds and gains, nothing of persons; the tree of basic arcs is small, the arcs
outside it are priced all at once. Ties are broken anyhow: which of equal optima is met never matters to a plan.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
# Candidates taken from one pricing of all arcs.
BATCH = 64
# Pivots without gain before the rule of the smallest index takes over, which cannot go in circles.
PATIENCE = 64


class Circulation:
    """Arcs `tail -> head` with `lo <= flow <= hi`; a tree of basic arcs spans all nodes and may hold any flow between.

    Args:
        tree: numbers of the basic arcs, one fewer than nodes; every other arc starts at its `lo`, and the flow given
            must balance at every node.
    """

    def __init__(self, nodes: int, tail: Whole, head: Whole, lo: Whole, hi: Whole, flow: Whole, tree: Sequence[int]):
        self.nodes, self.tail, self.head = nodes, tail, head
        self.lo, self.hi, self.flow = lo.copy(), hi.copy(), flow.copy()
        self.basic = np.zeros(len(tail), dtype=bool)
        self.basic[list(tree)] = True
        self.gain = np.zeros(len(tail), dtype=np.int64)
        self.potential = np.zeros(nodes, dtype=np.int64)
        self._hang()

    def copy(self) -> "Circulation":
        tree = np.flatnonzero(self.basic).tolist()
        return Circulation(self.nodes, self.tail, self.head, self.lo, self.hi, self.flow, tree)

    def _hang(self) -> None:
        """Parent, arc to it and depth of every node, and potentials that leave basic arcs without reduced gain."""
        near: list[list[tuple[int, int]]] = [[] for _ in range(self.nodes)]
        for arc in np.flatnonzero(self.basic).tolist():
            one, other = int(self.tail[arc]), int(self.head[arc])
            near[one].append((arc, other))
            near[other].append((arc, one))
        self._parent, self._arc, self._depth = [-1] * self.nodes, [-1] * self.nodes, [0] * self.nodes
        potential, order = [0] * self.nodes, [0]
        for node in order:
            for arc, other in near[node]:
                if arc != self._arc[node]:
                    self._parent[other], self._arc[other], self._depth[other] = node, arc, self._depth[node] + 1
                    gain = int(self.gain[arc])
                    potential[other] = potential[node] + (gain if self.tail[arc] == node else -gain)
                    order.append(other)
        self.potential = np.array(potential, dtype=np.int64)

    def reduced(self) -> Whole:
        """What one more unit on each arc would gain."""
        return self.gain + self.potential[self.tail] - self.potential[self.head]

    def _eligible(self) -> tuple[Whole, Whole]:
        reduced = self.reduced()
        up, down = (reduced > 0) & (self.flow < self.hi), (reduced < 0) & (self.flow > self.lo)
        return np.flatnonzero((up | down) & ~self.basic), reduced

    def maximise(self, gain: Whole) -> None:
        """Brings the sum of gain x flow to its largest value."""
        self.gain = gain
        self._hang()
        idle = 0
        while True:
            arcs, reduced = self._eligible()
            if not len(arcs):
                return
            if idle > PATIENCE:
                moved = self._pivot(int(arcs[0]), smallest=True)
                idle = 0 if moved else idle + 1
                continue
            if len(arcs) > BATCH:
                arcs = arcs[np.argpartition(-np.abs(reduced[arcs]), BATCH)[:BATCH]]
            moved = 0
            for arc in arcs.tolist():
                moved += self._pivot(arc, smallest=False)
            idle = 0 if moved else idle + len(arcs)

    def _pivot(self, arc: int, *, smallest: bool) -> int:
        """Pushes all that fits round the cycle that the arc closes; returns the amount."""
        start, end = int(self.tail[arc]), int(self.head[arc])
        reduced = int(self.gain[arc]) + int(self.potential[start]) - int(self.potential[end])
        if self.basic[arc] or not (
            (reduced > 0 and self.flow[arc] < self.hi[arc]) or (reduced < 0 and self.flow[arc] > self.lo[arc])
        ):
            return 0
        sign = 1 if reduced > 0 else -1
        cycle = [(arc, sign)]
        cycle += self._way(end, start) if sign > 0 else self._way(start, end)
        room, leaving = -1, -1
        for each, forward in cycle:
            left = int(self.hi[each] - self.flow[each]) if forward > 0 else int(self.flow[each] - self.lo[each])
            # The entering arc stands first, so that a mere change of its bound needs no new tree.
            if room < 0 or left < room or (smallest and left == room and each < leaving):
                room, leaving = left, each
        if room:
            for each, forward in cycle:
                self.flow[each] += forward * room
        if leaving != arc:
            self.basic[arc], self.basic[leaving] = True, False
            self._hang()
        return room

    def _way(self, start: int, end: int) -> list[tuple[int, int]]:
        """Tree arcs from start to end, each with 1 along its direction or -1 against it."""
        rising, falling = [], []
        while start != end:
            if self._depth[start] >= self._depth[end]:
                arc = self._arc[start]
                rising.append((arc, 1 if int(self.tail[arc]) == start else -1))
                start = self._parent[start]
            else:
                arc = self._arc[end]
                falling.append((arc, 1 if int(self.head[arc]) == end else -1))
                end = self._parent[end]
        return rising + falling[::-1]

    def fix(self) -> Whole:
        """Holds every arc that the optimum needs where it is: what is left is exactly the set of optima.

        Returns the reduced gains.
        """
        reduced = self.reduced()
        held = (reduced != 0) & ~self.basic
        self.lo[held] = self.hi[held] = self.flow[held]
        return reduced

    def unique(self) -> bool:
        """Whether no other flow keeps all bounds, once `fix` has held what the optimum needs."""
        rising, falling = self.flow < self.hi, self.flow > self.lo
        group = list(range(self.nodes))

        def found(node: int) -> int:
            while group[node] != node:
                group[node] = group[group[node]]
                node = group[node]
            return node

        for arc in np.flatnonzero(rising & falling).tolist():
            one, other = found(int(self.tail[arc])), found(int(self.head[arc]))
            if one == other:
                return False
            group[one] = other
        ways = {(found(int(self.tail[arc])), found(int(self.head[arc]))) for arc in np.flatnonzero(rising & ~falling)}
        ways |= {(found(int(self.head[arc])), found(int(self.tail[arc]))) for arc in np.flatnonzero(falling & ~rising)}
        return _without_circles(ways)


def _without_circles(ways: set[tuple[int, int]]) -> bool:
    left = set(ways)
    while left:
        ends = {end for _, end in left}
        free = {way for way in left if way[0] not in ends}
        if not free:
            return False
        left -= free
    return True
