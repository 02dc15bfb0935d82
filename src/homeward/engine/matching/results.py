"""What matching hands back: judged pairs, each with its reasons, and a summary. Read by node, desks and pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from homeward.engine.matching.model import Model
from homeward.engine.matching.state import RunState

COLUMNS = ("left_id", "right_id", "probability", "margin", "band")
_AT_A_TIME = 2048  # pairs that are explained together while somebody walks through all of them


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field says about a pair.

    Attributes:
        field: 'surname', 'given_name', 'patronymic', 'birth_date', 'sex', 'service_number', 'rank', 'unit',
            'event_date', 'event_place' or 'kinship'.
        left_value, right_value: as written on either list.
        level: a code that pages translate: 'same', 'transliterated', 'translated', 'short_form', 'one_letter',
            'consonants', 'part', 'near', 'initial', 'initial_differs', 'turned', 'one_digit', 'month', 'year',
            'day_month', 'same_year', 'within_month', 'region', 'different', 'relatives'.
        weight: bits of evidence for (+) or against (-), rounded to 2.
        words: the same as an English sentence without values.
    """

    field: str
    left_value: str
    right_value: str
    level: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair that was assigned one to one; never a decision: two people confirm before anything follows.

    `margin` is the probability minus that of the best alternative on either side; the runners-up are those
    alternatives' ids, '' when there is none: `runner_up_left` another left person for this right one, and the reverse.
    """

    left_id: str
    right_id: str
    probability: float
    margin: float
    band: str
    runner_up_left: str = ""
    runner_up_right: str = ""
    reasons: tuple[Reason, ...] = ()


class LazyPairs(Sequence[JudgedPair]):
    """Judged pairs that are worded when they are looked at; hundreds of thousands cost nothing until then.

    Args:
        columns: arrays by the names of `COLUMNS`, one entry a pair.
        make: writes out the pairs at the given places.
    """

    def __init__(self, columns: Mapping[str, npt.NDArray[Any]], make: Callable[[list[int]], list[JudgedPair]]) -> None:
        self.columns, self._make = columns, make

    def __len__(self) -> int:
        return len(self.columns["left_id"])

    @overload
    def __getitem__(self, place: int) -> JudgedPair: ...
    @overload
    def __getitem__(self, place: slice) -> list[JudgedPair]: ...
    def __getitem__(self, place: int | slice) -> JudgedPair | list[JudgedPair]:
        chosen = range(len(self))[place]
        return self._make([chosen])[0] if isinstance(chosen, int) else self._make(list(chosen))

    def __iter__(self) -> Iterator[JudgedPair]:
        for start in range(0, len(self), _AT_A_TIME):
            yield from self[start : start + _AT_A_TIME]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs sorted by band ('likely' first), falling probability, left id, right id.

    Attributes:
        pairs: the judged pairs; the engine's own are worded when they are looked at.
        summary: whole numbers and words only, so that it can be sealed.
        model: the weights in use. state: what a later run may build upon (`extend`), and what explains any two persons.
    """

    pairs: Sequence[JudgedPair]
    summary: Mapping[str, object] = field(default_factory=dict)
    model: Model | None = None
    state: RunState | None = field(default=None, repr=False, compare=False)

    def band(self, name: str) -> list[JudgedPair]:
        """The pairs of one band, in order."""
        if isinstance(self.pairs, LazyPairs):
            places = np.flatnonzero(self.pairs.columns["band"] == name)
            return self.pairs[int(places[0]) : int(places[-1]) + 1] if len(places) else []
        return [pair for pair in self.pairs if pair.band == name]

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """left_id, right_id, probability, margin, band as arrays, in the order of `pairs`; nothing is worded."""
        if isinstance(self.pairs, LazyPairs):
            return dict(self.pairs.columns)
        return {name: np.array([getattr(pair, name) for pair in self.pairs], dtype=_dtype(name)) for name in COLUMNS}


def _dtype(name: str) -> type:
    return np.float64 if name in {"probability", "margin"} else np.object_


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """Why two persons were, or were not, put together.

    Attributes:
        pair: the two with their reasons, whatever the band; band 'none' when they were not suggested.
        waterfall: ('prior', w), a step a reason, ('total', sum); thousandths of a bit that add up exactly.
        candidate: the keys by which they met, as 'surname+year'; 'all pairs' on small lists. Empty: never compared.
        assigned_instead: the right id that the left person was given instead, and the left id of the right one.
        why_not: '' when suggested, else 'no_common_key', 'contradiction', 'other_assigned' or 'below_review'.
    """

    pair: JudgedPair
    waterfall: tuple[tuple[str, int], ...]
    candidate: tuple[str, ...]
    assigned_instead: tuple[str, str]
    why_not: str


def explain(pair: JudgedPair) -> str:
    """The reasons as one line: 'surnames sound the same (Коваль / Koval) +9.1; …'."""
    return "; ".join(
        f"{reason.words} ({reason.left_value} / {reason.right_value}) {reason.weight:+.1f}"
        if reason.left_value or reason.right_value
        else f"{reason.words} {reason.weight:+.1f}"
        for reason in pair.reasons
    )
