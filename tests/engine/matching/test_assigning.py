"""The assignment is the best there is, proved against trying everything."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.engine.matching.assigning import Edge, assign, components


def _best_by_trying(edges: list[Edge]) -> int:
    best = 0
    for count in range(1, min(5, len(edges)) + 1):
        for chosen in combinations(edges, count):
            if len({edge[0] for edge in chosen}) == len({edge[1] for edge in chosen}) == count:
                best = max(best, sum(edge[2] for edge in chosen))
    return best


_EDGES = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 30), max_size=13)


@settings(max_examples=250, deadline=None)
@given(_EDGES)
def test_no_other_choice_of_pairs_is_worth_more(profits: dict[tuple[int, int], int]) -> None:
    edges = [(left, right, profit) for (left, right), profit in sorted(profits.items())]
    chosen = [edges[position] for position in assign(edges)]
    assert len({edge[0] for edge in chosen}) == len({edge[1] for edge in chosen}) == len(chosen)
    assert sum(edge[2] for edge in chosen) == _best_by_trying(edges)


def test_a_greedy_choice_would_be_worse() -> None:
    edges = [(0, 0, 10), (0, 1, 9), (1, 0, 9)]
    assert assign(edges) == [1, 2]


def test_a_large_component_is_solved_too() -> None:
    edges = [(left, right, 1 + (left * 7 + right * 13) % 50) for left in range(60) for right in range(60)]
    chosen = [edges[position] for position in assign(edges)]
    assert len(chosen) == 60
    assert sum(edge[2] for edge in chosen) >= 60 * 45


def test_nothing_gives_nothing() -> None:
    assert assign([]) == []
    assert components([]) == []


def test_persons_who_share_no_candidate_are_settled_apart() -> None:
    assert components([(0, 0, 1), (1, 1, 1), (1, 2, 1), (2, 2, 1)]) == [[0], [1, 2, 3]]
