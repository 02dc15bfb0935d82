"""Decides whether clauses form a network, and draws it: a rule of the terms' structure, the same on every node.

Called by `planner`. Classes are arcs from holder to home party. A clause that counts some of those who leave one party,
or who go home to one, is an arc they share; it must contain, be contained in, or be apart from the others on its side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from homeward.engine.planning.model import Model

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
ROOT = 0


@dataclass(frozen=True, slots=True)
class Shared:
    """An arc whose flow is one row's sum, `sign` times; `tail` and `head` are nodes."""

    row: int
    sign: int
    tail: int
    head: int
    lo: int | None
    hi: int | None


@dataclass(frozen=True, slots=True)
class Network:
    """Classes are the first arcs, from `tails` to `heads`; `shared` hold rows; `parties` are nodes 1 to their number.

    `balances`: one for each party, from the root: what it lets go less what it gets.
    """

    nodes: int
    tails: Whole
    heads: Whole
    shared: tuple[Shared, ...]
    balances: tuple[Shared, ...]
    idle: tuple[int, ...]


@dataclass
class _Side:
    """Sets of classes with one end in common, each nested in or apart from the others."""

    sets: list[tuple[int, int, Mask]] = field(default_factory=list)

    def fits(self, mask: Mask) -> bool:
        return all(_laminar(mask, other) for _, _, other in self.sets)


def _laminar(one: Mask, other: Mask) -> bool:
    both = int((one & other).sum())
    return both in (0, int(one.sum()), int(other.sum()))


def network_of(model: Model) -> Network | None:
    """The network of a model without families and auxiliary columns, or None when its rows form none."""
    if not model.plain:
        return None
    ends = sorted({party for each in model.classes for party in each.direction})
    node = {party: number for number, party in enumerate(ends, start=1)}
    tails = np.array([node[each.direction[0]] for each in model.classes], dtype=np.int64)
    heads = np.array([node[each.direction[1]] for each in model.classes], dtype=np.int64)
    balances: list[Shared] = []
    sides: dict[tuple[str, int], _Side] = {}
    idle = []
    for number, row in enumerate(model.rows):
        values = model.table[:, number]
        if not values.any():
            idle.append(number)
        elif (of := _balance(values, tails, heads, len(ends))) is not None:
            party, sign = of
            lo, hi = (row.lo, row.hi) if sign > 0 else (_minus(row.hi), _minus(row.lo))
            balances.append(Shared(number, sign, ROOT, party, lo, hi))
        elif (sign := _one_sign(values)) == 0 or not _placed(sides, number, sign, values != 0, tails, heads):
            return None
    return _drawn(model, tails, heads, sides, balances, idle, len(ends))


def _minus(bound: int | None) -> int | None:
    return None if bound is None else -bound


def _one_sign(values: Whole) -> int:
    """1 or -1 when the row only counts, in one direction; else 0."""
    found = set(np.unique(values).tolist()) - {0}
    return found.pop() if found in ({1}, {-1}) else 0


def _balance(values: Whole, tails: Whole, heads: Whole, parties: int) -> tuple[int, int] | None:
    """(party, sign) when the row is what the party lets go less what it gets, or the reverse."""
    for party in range(1, parties + 1):
        own = (tails == party).astype(np.int64) - (heads == party)
        for sign in (1, -1):
            if own.any() and (values == sign * own).all():
                # A row that only counts who leaves, because nobody comes, is better told as a set.
                return (party, sign) if (own > 0).any() and (own < 0).any() else None
    return None


def _placed(
    sides: dict[tuple[str, int], _Side], number: int, sign: int, mask: Mask, tails: Whole, heads: Whole
) -> bool:
    """Puts the set on the side of its one holder, else of its one home party; False when it fits neither."""
    for what, ends in (("from", tails), ("to", heads)):
        parties = np.unique(ends[mask])
        if len(parties) == 1:
            side = sides.setdefault((what, int(parties[0])), _Side())
            if side.fits(mask):
                side.sets.append((number, sign, mask))
                return True
    return False


def _drawn(
    model: Model, tails: Whole, heads: Whole, sides: dict[tuple[str, int], _Side], balances: Sequence[Shared],
    idle: Sequence[int], parties: int,
) -> Network:  # fmt: skip
    tails, heads = tails.copy(), heads.copy()
    shared, nodes = [], parties + 1
    for (what, _), side in sorted(sides.items()):
        ends = tails if what == "from" else heads
        # Largest first: each set hangs on the smallest drawn before that holds it, where its classes then start.
        for number, sign, mask in sorted(side.sets, key=lambda each: (-int(each[2].sum()), each[0])):
            outer, inner = int(ends[mask][0]), nodes
            ends[mask] = inner
            nodes += 1
            row = model.rows[number]
            lo, hi = (row.lo, row.hi) if sign > 0 else (_minus(row.hi), _minus(row.lo))
            tail, head = (outer, inner) if what == "from" else (inner, outer)
            shared.append(Shared(number, sign, tail, head, lo, hi))
    return Network(nodes, tails, heads, tuple(shared), tuple(balances), tuple(idle))
