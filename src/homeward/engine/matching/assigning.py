"""Which pairs, one to one, explain both lists best: exact maximum-weight matching inside each connected component.

Called by the run. Sparse successive shortest paths with potentials (Kuhn 1955; Edmonds and Karp 1972) over whole
numbers, so the result is exact; equal sums are settled by the canonical order. It knows nothing of persons.
"""

import heapq
from collections.abc import Sequence

Edge = tuple[int, int, int]  # left, right, profit > 0


def assign(edges: Sequence[Edge]) -> list[int]:
    """Positions of the chosen edges, ascending. No left and no right occurs twice; profits sum to the most.

    Args:
        edges: distinct (left, right) with whole positive profits, sorted by left, then right.
    """
    chosen: list[int] = []
    for component in components(edges):
        if len(component) == 1:
            chosen.append(component[0])
        else:
            chosen.extend(_assign_component(edges, component))
    return sorted(chosen)


def components(edges: Sequence[Edge]) -> list[list[int]]:
    """Edge positions grouped by connected component, in order of their first edge."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right, _ in edges:  # left nodes as 2k, right nodes as 2k + 1
        parent[root(2 * left)] = root(2 * right + 1)
    groups: dict[int, list[int]] = {}
    for position, (left, _, _) in enumerate(edges):
        groups.setdefault(root(2 * left), []).append(position)
    return list(groups.values())


def _assign_component(edges: Sequence[Edge], component: list[int]) -> list[int]:
    """Each left row is placed in turn along the shortest augmenting path; staying alone costs nothing.

    Costs are -profit; every left has a dummy right of its own at cost 0, so a perfect matching of lefts exists.
    """
    adjacent: dict[int, list[tuple[int, int]]] = {}
    for position in component:
        left, right, profit = edges[position]
        adjacent.setdefault(left, []).append((right, -profit))
    matched: dict[int, int] = {}  # right -> left
    place: dict[int, int] = {}  # left -> right
    price: dict[int, int] = {}  # potentials of rights
    lowest = {left: min(0, *(cost for _, cost in row)) for left, row in adjacent.items()}
    for left in adjacent:
        path = _shortest_path(left, adjacent, matched, price, lowest)
        for owner, right in path:
            matched[right], place[owner] = owner, right
    return [position for position in component if place[edges[position][0]] == edges[position][1]]


def _shortest_path(
    start: int,
    adjacent: dict[int, list[tuple[int, int]]],
    matched: dict[int, int],
    price: dict[int, int],
    potential: dict[int, int],
) -> list[tuple[int, int]]:
    """New (left, right) pairs along the path from `start` to a free right; keeps all reduced costs at 0 or above.

    Dijkstra over cost - potential[left] - price[right]; the dummy right of a left is written -1 - left.
    """
    distance: dict[int, int] = {}
    came_from: dict[int, int] = {}
    done: dict[int, int] = {}
    heap: list[tuple[int, int]] = []
    left, base = start, 0
    while True:
        for right, cost in (*adjacent[left], (-1 - left, 0)):
            reach = base + cost - potential[left] - price.get(right, 0)
            if right not in done and (right not in distance or reach < distance[right]):
                distance[right], came_from[right] = reach, left
                heapq.heappush(heap, (reach, right))
        base, right = _nearest(heap, done)
        done[right] = base
        if right not in matched:
            break
        left = matched[right]
    _reprice(done, base, matched, price, potential)
    potential[start] += base
    return _steps_back(right, start, came_from, {matched[taken]: taken for taken in done if taken in matched})


def _nearest(heap: list[tuple[int, int]], done: dict[int, int]) -> tuple[int, int]:
    reach, right = heapq.heappop(heap)
    while right in done:
        reach, right = heapq.heappop(heap)
    return reach, right


def _reprice(
    done: dict[int, int], base: int, matched: dict[int, int], price: dict[int, int], potential: dict[int, int]
) -> None:
    for right, reach in done.items():
        price[right] = price.get(right, 0) + reach - base
        if right in matched:
            potential[matched[right]] += base - reach


def _steps_back(right: int, start: int, came_from: dict[int, int], place: dict[int, int]) -> list[tuple[int, int]]:
    steps = []
    while True:
        left = came_from[right]
        steps.append((left, right))
        if left == start:
            return steps
        right = place[left]
