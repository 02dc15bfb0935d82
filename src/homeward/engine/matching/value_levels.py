"""How far two unequal values agree, field by field: strings in, levels out. Called by comparing, once a pair of values.

Either way round the level is the same. Nothing is weighed here.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from homeward.engine.matching.fields import EVENT_PLACE, GIVEN, RANK, SERVICE_NUMBER, SEX, SURNAME, UNIT
from homeward.engine.names import initials_of, related_names

Levels = npt.NDArray[np.int8]
Truths = npt.NDArray[np.bool_]
Lengths = npt.NDArray[np.int32]
ValueLevels = Callable[[list[str], list[str]], Levels]


def surname_levels(ones: list[str], others: list[str]) -> Levels:
    """Levels of unequal folded surnames, but for 'consonants', which comparing knows by their codes."""
    distance = process.cpdist(ones, others, scorer=OSA.distance, score_cutoff=3, dtype=np.int8)
    shorter = _shorter(ones, others)
    levels = np.full(len(ones), SURNAME.number("different"), np.int8)
    levels[((distance <= 2) & (shorter >= 6)) | ((distance <= 3) & (shorter >= 9))] = SURNAME.number("near")
    for place in (k for k, (one, other) in enumerate(zip(ones, others, strict=True)) if "-" in one or "-" in other):
        if _share_a_part(ones[place], others[place]):
            levels[place] = SURNAME.number("part")
    levels[(distance == 1) & (shorter >= 4)] = SURNAME.number("one_letter")
    return levels


def _shorter(ones: list[str], others: list[str]) -> Lengths:
    """Lengths of the shorter of each two."""
    lengths = (np.fromiter(map(len, values), np.int32, len(values)) for values in (ones, others))
    return np.asarray(np.minimum(*lengths))


def _share_a_part(one: str, other: str) -> bool:
    """'nequi-levicki' and 'levicki'."""
    return any(len(part) > 3 for part in set(one.split("-")) & set(other.split("-")))


def name_levels(ones: list[str], others: list[str]) -> Levels:
    """Levels of unequal given names or patronymics, written as in `tables._name_value`."""
    return np.fromiter((GIVEN.number(_name_level(a, b)) for a, b in zip(ones, others, strict=True)), np.int8, len(ones))


def _name_level(one: str, other: str) -> str:
    if one.endswith(".") or other.endswith("."):
        return "initial" if _initials(one) & _initials(other) else "initial_differs"
    identity, _, spelling = one.partition("?")
    other_identity, _, other_spelling = other.partition("?")
    if identity == other_identity:
        return "near"
    if related_names(identity, other_identity):
        return "near"
    if identity[0] != "~" and other_identity[0] != "~":
        return "different"
    heard, other_heard = spelling or identity.lstrip("~"), other_spelling or other_identity.lstrip("~")
    allowed = min(2, (min(len(heard), len(other_heard)) - 1) // 2)
    return "near" if 0 < OSA.distance(heard, other_heard, score_cutoff=2) <= allowed else "different"


def _initials(value: str) -> frozenset[str]:
    return frozenset(value[0]) if value.endswith(".") else initials_of(value.partition("?")[0])


def number_levels(ones: list[str], others: list[str]) -> Levels:
    """Levels of unequal service numbers: one sign more, less, other, or two turned."""
    distance = process.cpdist(ones, others, scorer=OSA.distance, score_cutoff=2, dtype=np.int32)
    close, different = SERVICE_NUMBER.number("one_digit"), SERVICE_NUMBER.number("different")
    near = (distance == 1) & (_shorter(ones, others) >= 5)
    return np.where(near | _same_digits(ones, others), close, different).astype(np.int8)


def _same_digits(ones: list[str], others: list[str]) -> Truths:
    """'ab4217274' and '4217274': the series was left out on one list. A series that differs is another number."""

    def left_out(one: str, other: str) -> bool:
        short, long = (one, other) if len(one) < len(other) else (other, one)
        return len(short) >= 5 and short.isdecimal() and long.endswith(short) and long[: -len(short)].isalpha()

    return np.fromiter(map(left_out, ones, others), bool, len(ones))


def rank_levels(ones: list[str], others: list[str]) -> Levels:
    """Levels of unequal ranks: one step apart is near; a rank that is not listed (step 00) says nothing."""
    steps = np.array([[int(a[:2]), int(b[:2])] for a, b in zip(ones, others, strict=True)]).reshape(-1, 2)
    near = np.abs(steps[:, 0] - steps[:, 1]) == 1
    levels = np.where(near, RANK.number("near"), RANK.number("different"))
    return np.where(steps.min(axis=1) > 0, levels, 0).astype(np.int8)


def unit_levels(ones: list[str], others: list[str]) -> Levels:
    """Levels of unequal units: the same number, the kind missing on one side."""

    def level(one: str, other: str) -> int:
        number, _, kind = one.partition(" ")
        other_number, _, other_kind = other.partition(" ")
        return UNIT.number("part" if number == other_number and not (kind and other_kind) else "different")

    return np.fromiter((level(a, b) for a, b in zip(ones, others, strict=True)), np.int8, len(ones))


def place_levels(ones: list[str], others: list[str]) -> Levels:
    """Levels of unequal folded places: close spelling, or all words of one among those of the other."""
    alike = process.cpdist(ones, others, scorer=JaroWinkler.similarity, dtype=np.float64)
    among = np.fromiter(
        (bool(set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()))
         for a, b in zip(ones, others, strict=True)), bool, len(ones)
    )  # fmt: skip
    return np.where((alike >= 0.9) | among, EVENT_PLACE.number("near"), EVENT_PLACE.number("different")).astype(np.int8)


def sex_levels(ones: list[str], others: list[str]) -> Levels:
    """Unequal is different."""
    return np.full(len(ones), SEX.number("different"), np.int8)


COMPARERS: dict[str, ValueLevels] = {
    "surname": surname_levels,
    "given_name": name_levels,
    "patronymic": name_levels,
    "service_number": number_levels,
    "rank": rank_levels,
    "unit": unit_levels,
    "event_place": place_levels,
    "sex": sex_levels,
}
