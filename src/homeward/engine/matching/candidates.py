"""Which pairs are worth comparing: pairs that share at least one of many sparse keys. Called by the run.

A key is a mix of coded columns; a block too wide on both sides together is left to the other keys. Delete-one-letter
keys reach surnames with a slip. Recall is decided here: a pair no key finds is never compared (small lists are
compared all against all, which the tests use to prove the keys).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Codes, Ints, Side, Tables

ALL_PAIRS = "all pairs"
NARROW = 0.05  # share of the cap for keys of one field alone


@dataclass(frozen=True, slots=True)
class Key:
    """Columns that must agree together; `right` when the other side uses other columns (turned dates)."""

    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    width: float = 1.0

    @property
    def name(self) -> str:
        """'surname+year', 'birth+start/turned+start'."""
        return "/".join("+".join(columns) for columns in (self.left, self.right) if columns)


KEYS = (
    Key(("skeleton", "given_key", "year")),
    Key(("skeleton", "given_key", "patronymic_key")),
    Key(("surname", "given_key")),
    Key(("surname", "patronymic_key")),
    Key(("surname", "year")),
    Key(("birth", "given_key")),
    Key(("birth", "start")),
    Key(("birth", "patronymic_key")),
    Key(("birth", "start"), ("turned", "start")),
    Key(("birth", "given_key"), ("turned", "given_key")),
    Key(("given_key", "patronymic_key", "year")),
    Key(("given_key", "patronymic_key", "unit")),
    Key(("given_key", "patronymic_key", "start")),
    Key(("surname", "unit")),
    Key(("skeleton", "event")),
    Key(("service_number",)),
    Key(("birth", "unit")),
    Key(("surname",), width=NARROW),
    Key(("skeleton",), width=NARROW),
    Key(("birth",), width=NARROW),
)
DELETION_COMPANIONS = (("given_key", "year"), ("given_key", "patronymic_key"), ("birth",), ("year", "patronymic_key"))
LONGEST_DELETED = 24  # letters of a surname that take part in delete-one-letter keys


def candidate_pairs(tables: Tables, settings: Settings) -> tuple[Ints, Ints]:
    """Indices of readings on either side, each pair once, in canonical order."""
    left, right = tables.left, tables.right
    if compares_all(tables, settings):
        pairs = np.arange(len(left) * len(right), dtype=np.int64)
    else:
        pairs = np.unique(np.concatenate(list(_found_by_keys(tables, settings))))
    first, second = np.divmod(pairs, max(1, len(right)))
    if tables.one_list:
        ahead = left.owner[first] < right.owner[second]
        return first[ahead], second[ahead]
    return first, second


def compares_all(tables: Tables, settings: Settings) -> bool:
    """Whether the lists are short enough to compare everybody with everybody."""
    return len(tables.left) * len(tables.right) <= settings.all_pairs_up_to


def keys_met(tables: Tables, settings: Settings, left: int, right: int) -> tuple[str, ...]:
    """Names of the keys by which two persons became candidates, as 'surname+year'; 'all pairs' on short lists."""
    if compares_all(tables, settings):
        return (ALL_PAIRS,)
    met = []
    for keyed in _keyed(tables, settings):
        ones = keyed.left[tables.left.owner[keyed.left_rows] == left]
        others = keyed.right[tables.right.owner[keyed.right_rows] == right]
        for value in np.intersect1d(ones, others).tolist():
            if value >= 0 and (keyed.left == value).sum() * (keyed.right == value).sum() <= keyed.cap:
                met.append(keyed.name)
    return tuple(dict.fromkeys(met))


@dataclass(frozen=True, slots=True)
class Keyed:
    """One key over both lists: readings and their values of it, -1 where something is missing."""

    name: str
    cap: int
    left_rows: Ints
    left: Ints
    right_rows: Ints
    right: Ints


def _found_by_keys(tables: Tables, settings: Settings) -> Iterator[Ints]:
    width = len(tables.right)
    yield np.empty(0, dtype=np.int64)
    for keyed in _keyed(tables, settings):
        first, second = join(keyed.left, keyed.right, keyed.cap)
        yield keyed.left_rows[first] * width + keyed.right_rows[second]


def _keyed(tables: Tables, settings: Settings) -> Iterator[Keyed]:
    left, right = _columns(tables.left), _columns(tables.right)
    rows, other_rows = (np.arange(len(side), dtype=np.int64) for side in (tables.left, tables.right))
    for key in KEYS:
        cap = max(1, int(settings.block_cap * key.width))
        one, other = _mix([left[name] for name in key.left], [right[name] for name in key.right or key.left])
        yield Keyed(key.name, cap, rows, one, other_rows, other)
    variants = _deletions(tables.codes["surname"])
    rows, left_variants = _spread(left["surname"], *variants)
    other_rows, right_variants = _spread(right["surname"], *variants)
    for companions in DELETION_COMPANIONS:
        one, other = _mix(
            [left_variants, *(left[name][rows] for name in companions)],
            [right_variants, *(right[name][other_rows] for name in companions)],
        )
        yield Keyed("+".join(("surname less a letter", *companions)), settings.block_cap, rows, one, other_rows, other)


def _columns(side: Side) -> dict[str, Ints]:
    """Key columns; 0 is missing everywhere. A whole date counts only when its day is known."""
    whole = side.dates["day"] > 0
    turned = side.dates["year"] * 10_000 + side.dates["day"] * 100 + side.dates["month"]
    return {
        **side.coded,
        "year": side.dates["year"],
        "event": side.dates["event"],
        "birth": np.where(whole, side.dates["birth"], 0),
        "turned": np.where(whole & (side.dates["day"] <= 12), turned, 0),
    }


def _mix(left: Sequence[Ints], right: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Several code columns as one number; -1 where any is missing."""
    mixed_left, mixed_right = np.zeros_like(left[0]), np.zeros_like(right[0])
    present_left, present_right = np.ones(len(left[0]), bool), np.ones(len(right[0]), bool)
    for one, other in zip(left, right, strict=True):
        size = int(max(one.max(initial=0), other.max(initial=0))) + 1
        mixed_left, mixed_right = mixed_left * size + one, mixed_right * size + other
        present_left &= one > 0
        present_right &= other > 0
    return np.where(present_left, mixed_left, -1), np.where(present_right, mixed_right, -1)


def join(left: Ints, right: Ints, cap: int) -> tuple[Ints, Ints]:
    """Index pairs with equal non-negative keys, but for blocks whose sizes multiply to more than `cap`."""
    left_order, right_order = np.argsort(left, kind="stable"), np.argsort(right, kind="stable")
    values, starts, sizes = _runs(left[left_order])
    other_values, other_starts, other_sizes = _runs(right[right_order])
    place = np.searchsorted(other_values, values)
    place[place == len(other_values)] = 0
    if not len(other_values) or not len(values):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    kept = (other_values[place] == values) & (values >= 0) & (sizes * other_sizes[place] <= cap)
    starts, sizes, place = starts[kept], sizes[kept], place[kept]
    other_starts, other_sizes = other_starts[place], other_sizes[place]
    amount = sizes * other_sizes
    block = np.repeat(np.arange(len(amount)), amount)
    within = np.arange(amount.sum()) - np.repeat(np.cumsum(amount) - amount, amount)
    first = left_order[starts[block] + within // other_sizes[block]]
    second = right_order[other_starts[block] + within % other_sizes[block]]
    return first.astype(np.int64), second.astype(np.int64)


def _runs(ordered: Ints) -> tuple[Ints, Ints, Ints]:
    """Distinct values of a sorted column, where each starts and how long it runs."""
    if not len(ordered):
        empty = np.empty(0, np.int64)
        return empty, empty, empty
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))).astype(np.int64)
    return ordered[starts], starts, np.diff(np.append(starts, len(ordered)))


def _deletions(surnames: Codes) -> tuple[Ints, Ints, Ints]:
    """For every surname code its variants (itself and one letter less), flat, with start and count by code."""
    variants = Codes()
    flat: list[int] = []
    starts: list[int] = []
    counts: list[int] = []
    for value in surnames.values:
        short = value[:LONGEST_DELETED]
        own = {short, *(short[:i] + short[i + 1 :] for i in range(len(short)))} if len(short) > 3 else {short}
        starts.append(len(flat))
        counts.append(len(own))
        flat.extend(variants.code(one) for one in own)
    return np.array(flat, np.int64), np.array(starts, np.int64), np.array(counts, np.int64)


def _spread(column: Ints, flat: Ints, starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Every row once a variant of its surname: row numbers and variant codes."""
    amount = counts[column]
    rows = np.repeat(np.arange(len(column), dtype=np.int64), amount)
    within = np.arange(amount.sum()) - np.repeat(np.cumsum(amount) - amount, amount)
    return rows, flat[starts[column][rows] + within]
