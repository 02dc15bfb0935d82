"""Which pairs are worth comparing: pairs that share at least one of many sparse keys. Called by the run.

A key is a mix of coded columns; a block too wide on both sides together is left to the other keys, and counted.
Delete-one-letter keys reach surnames with a slip. Recall is decided here: a pair no key finds is never compared (small
lists are compared all against all, which the tests use to prove the keys).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from homeward.engine.matching.deletions import Marks, deletions
from homeward.engine.matching.joining import SPREAD, join
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Ints, Side, Tables

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
    Key(("surname", "given_initial", "patronymic_initial")),
    Key(("surname", "given_initial", "year")),
    Key(("skeleton", "given_key")),
    Key(("surname", "day_month")),
    Key(("given_key", "day_month", "start")),
    Key(("surname", "unit")),
    Key(("surname", "event_place")),
    Key(("skeleton", "event")),
    Key(("service_number",)),
    Key(("birth", "unit")),
    Key(("birth", "event")),
    Key(("given_key", "patronymic_key", "event")),
    Key(("given_key", "unit", "event")),
    Key(("given_key", "event", "event_place")),
    Key(("surname",), width=NARROW),
    Key(("skeleton",), width=NARROW),
    Key(("birth",), width=NARROW),
)
DELETION_COMPANIONS = (("given_key", "year"), ("given_key", "patronymic_key"), ("birth",), ("year", "patronymic_key"))
BUDGET, BUDGET_A_ROW = 150_000, 0.75  # pairs one key may yield: so many, and so many more for every row
MANY_WAYS = 4  # delete-one-letter keys find the same pair in several ways


@dataclass(frozen=True, slots=True)
class Candidates:
    """Readings of either side, each pair once, in canonical order; and by key what was left to other keys because
    its blocks were too wide: (blocks, pairs); `caps`: the widest block taken by each key."""

    first: Ints
    second: Ints
    left_out: dict[str, tuple[int, int]] = field(default_factory=dict)
    caps: dict[str, int] = field(default_factory=dict)


def find_candidates(tables: Tables, settings: Settings) -> Candidates:
    """The pairs worth comparing."""
    left, right = tables.left, tables.right
    left_out: dict[str, tuple[int, int]] = {}
    caps: dict[str, int] = {}
    if compares_all(tables, settings):
        pairs = np.arange(len(left) * len(right), dtype=np.int64)
    else:
        found = [np.empty(0, np.int64)]
        for keyed in _keyed(tables, settings):
            joined = join(keyed.left, keyed.right, keyed.cap, keyed.budget)
            caps[keyed.name] = joined.cap
            found.append(keyed.left_rows[joined.left].astype(np.int64) * len(right) + keyed.right_rows[joined.right])
            if joined.blocks_left_out:
                left_out[keyed.name] = joined.blocks_left_out, joined.pairs_left_out
        pairs = _distinct(found)
    first, second = (part.astype(np.int32) for part in np.divmod(pairs, max(1, len(right))))
    if tables.one_list:
        ahead = left.owner[first] < right.owner[second]
        first, second = first[ahead], second[ahead]
    return Candidates(first, second, left_out, caps)


def _distinct(found: list[Ints]) -> Ints:
    pairs = np.concatenate(found)
    found.clear()
    pairs.sort()
    fresh = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
    return np.asarray(pairs[fresh])


def compares_all(tables: Tables, settings: Settings) -> bool:
    """Whether the lists are short enough to compare everybody with everybody."""
    return len(tables.left) * len(tables.right) <= settings.all_pairs_up_to


def keys_met(tables: Tables, settings: Settings, caps: Mapping[str, int], left: int, right: int) -> tuple[str, ...]:
    """Names of the keys by which two persons became candidates, as 'surname+year'; 'all pairs' on short lists."""
    if compares_all(tables, settings):
        return (ALL_PAIRS,)
    met = []
    for keyed in _keyed(tables, settings):
        ones = keyed.left[tables.left.owner[keyed.left_rows] == left]
        others = keyed.right[tables.right.owner[keyed.right_rows] == right]
        for value in np.intersect1d(ones, others).tolist():
            if value >= 0 and (keyed.left == value).sum() * (keyed.right == value).sum() <= caps[keyed.name]:
                met.append(keyed.name)
    return tuple(dict.fromkeys(met))


@dataclass(frozen=True, slots=True)
class Keyed:
    """One key over both lists: readings and their values of it, -1 where something is missing; `budget` is how many
    pairs it may yield."""

    name: str
    cap: int
    budget: int
    left_rows: Ints
    left: Ints
    right_rows: Ints
    right: Ints


def _keyed(tables: Tables, settings: Settings) -> Iterator[Keyed]:
    left, right = _columns(tables.left), _columns(tables.right)
    rows, other_rows = (np.arange(len(side), dtype=np.int32) for side in (tables.left, tables.right))
    budget = BUDGET + int(BUDGET_A_ROW * max(len(rows), len(other_rows)))
    for key in KEYS:
        cap = max(1, int(settings.block_cap * key.width))
        one, other = _mix([left[name] for name in key.left], [right[name] for name in key.right or key.left])
        yield Keyed(key.name, cap, budget, rows, one, other_rows, other)
    marks, starts, counts = deletions(tables.codes["surname"])
    rows, places = _spread(left["surname"], starts, counts)
    other_rows, other_places = _spread(right["surname"], starts, counts)
    for companions in DELETION_COMPANIONS:
        one, other = _mix([left[name] for name in companions], [right[name] for name in companions])
        yield Keyed(
            "+".join(("surname less a letter", *companions)),
            settings.block_cap,
            MANY_WAYS * budget,
            rows,
            _with_mark(one[rows], marks[places]),
            other_rows,
            _with_mark(other[other_rows], marks[other_places]),
        )


def _with_mark(values: Ints, marks: Marks) -> Ints:
    mixed = ((values.astype(np.uint64) * SPREAD + marks) >> np.uint64(1)).astype(np.int64)
    mixed[values < 0] = -1
    return mixed


def _columns(side: Side) -> dict[str, Ints]:
    """Key columns; 0 is missing everywhere. A whole date counts only when its day is known."""
    day, whole = side.dates["day"], side.dates["day"] > 0
    turned = side.dates["year"] * 10_000 + day * 100 + side.dates["month"]
    return {
        **side.coded,
        "year": side.dates["year"],
        "event": side.dates["event"],
        "birth": np.where(whole, side.dates["birth"], 0),
        "day_month": np.where(whole, side.dates["birth"] % 10_000, 0),
        "turned": np.where(whole & (day <= 12), turned, 0),
    }


def _mix(left: Sequence[Ints], right: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Several code columns as one number; -1 where any is missing."""
    sizes = [int(max(one.max(initial=0), other.max(initial=0))) + 1 for one, other in zip(left, right, strict=True)]
    return _mixed(left, sizes), _mixed(right, sizes)


def _mixed(columns: Sequence[Ints], sizes: Sequence[int]) -> Ints:
    mixed = columns[0].astype(np.int64)
    present = columns[0] > 0
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        mixed *= size
        mixed += column
        present &= column > 0
    mixed[~present] = -1
    return mixed


def _spread(column: Ints, starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Every row once a variant of its surname: row numbers and places of the variants; none for no surname."""
    amount = np.where(column > 0, counts[column], 0)
    rows = np.repeat(np.arange(len(column), dtype=np.int32), amount)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(amount) - amount, amount)
    return rows, starts[column[rows]] + within
