"""How far two values agree: a small whole number a field and pair, by the levels of fields.py. Called by the run.

Strings are compared once per distinct pair of values; dates by arithmetic on whole columns. Nothing is weighed here.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from homeward.engine.matching.fields import (
    BIRTH,
    EVENT_DATE,
    EVENT_PLACE,
    FIELDS,
    GIVEN,
    RANK,
    SERVICE_NUMBER,
    SEX,
    SURNAME,
    UNIT,
    Field,
)
from homeward.engine.matching.tables import Habits, Ints, Side, Tables
from homeward.engine.names import initials_of, related_names, skeleton
from homeward.engine.names.cells import compact

HABIT_NEAR, HABIT_CLOSE = 3_000, 7_000  # log-odds, in thousandths of a bit, that count as these levels
TABLE = 1 << 25  # pairs of codes that are told apart by a table of marks rather than by sorting
Levels = npt.NDArray[np.int8]
ValueLevels = Callable[[list[str], list[str]], Levels]


def compare(tables: Tables, first: Ints, second: Ints) -> dict[str, Levels]:
    """Levels by field for the reading pairs (first[k], second[k]); 0 where either side says nothing."""
    levels = {}
    for field in FIELDS:
        if field is BIRTH:
            levels[field.name] = _births(tables.left, tables.right, first, second)
        elif field is EVENT_DATE:
            levels[field.name] = _events(tables.left.dates["event"][first], tables.right.dates["event"][second])
        else:
            levels[field.name] = _coded(tables, field, first, second)
    _regions(tables, levels["event_place"], first, second)
    return levels


def _coded(tables: Tables, field: Field, first: Ints, second: Ints) -> Levels:
    one, other = tables.left.coded[field.name][first], tables.right.coded[field.name][second]
    both, equal = (one > 0) & (other > 0), one == other
    levels = np.where(both & equal, np.int8(field.best), np.int8(0))
    unequal = np.flatnonzero(both & ~equal)
    if len(unequal):
        levels[unequal] = _levels_of_unequal(tables, field, one[unequal], other[unequal])
    if field.name in {"given_name", "patronymic"}:
        initials = _are_initials(tables.codes[field.name])
        levels[equal & initials[one]] = field.number("initial")
    return levels


def _levels_of_unequal(tables: Tables, field: Field, one: Ints, other: Ints) -> Levels:
    """Every two values are compared once, in whatever order the sides have them."""
    codes = tables.codes[field.name]
    distinct, back = numbered(np.minimum(one, other), np.maximum(one, other), len(codes))
    low, high = np.divmod(distinct, len(codes))
    ones, others = [codes[code] for code in low.tolist()], [codes[code] for code in high.tolist()]
    levels = _COMPARERS[field.name](ones, others)
    if field is SURNAME and tables.habits:
        levels = with_habits(levels, ones, others, tables.habits)
    return levels[back]


def numbered(low: Ints, high: Ints, size: int) -> tuple[Ints, Ints]:
    """Distinct pairs of codes below `size`, as low * size + high, ascending, and the place of each pair among them."""
    pairs = low.astype(np.int64) * size + high
    if size * size <= min(TABLE, 16 * len(pairs)):
        distinct, places = compact(pairs, size * size)
        return np.array(distinct), places
    order = np.argsort(pairs)
    ordered = pairs[order]
    fresh = np.append(True, ordered[1:] != ordered[:-1])
    back = np.empty(len(pairs), np.int32)
    back[order] = np.cumsum(fresh, dtype=np.int32) - 1
    return ordered[fresh], back


def with_habits(levels: Levels, ones: list[str], others: list[str], habits: Habits) -> Levels:
    """Surnames that look different may be what a clerk of that pen writes for the other: then they are near."""
    doubtful = np.flatnonzero(levels <= SURNAME.number("near"))
    odds = habits.likeness([ones[k] for k in doubtful], [others[k] for k in doubtful])
    heard = np.where(odds >= HABIT_NEAR, SURNAME.number("near"), SURNAME.number("different"))
    heard[odds >= HABIT_CLOSE] = SURNAME.number("consonants")
    changed = levels.copy()
    changed[doubtful] = heard
    return changed


def _are_initials(codes: list[str]) -> npt.NDArray[np.bool_]:
    return np.fromiter((value.endswith(".") for value in codes), bool, count=len(codes))


def surname_levels(ones: list[str], others: list[str]) -> Levels:
    """Levels of unequal folded surnames."""
    distance = process.cpdist(ones, others, scorer=OSA.distance, score_cutoff=3, dtype=np.int32)
    alike = process.cpdist(ones, others, scorer=JaroWinkler.similarity, dtype=np.float64)
    shorter = np.fromiter((min(len(a), len(b)) for a, b in zip(ones, others, strict=True)), np.int32, len(ones))
    same_bones = np.fromiter(
        (len(skeleton(a)) > 2 and skeleton(a) == skeleton(b) for a, b in zip(ones, others, strict=True)),
        bool,
        len(ones),
    )
    parts = np.fromiter((_share_a_part(a, b) for a, b in zip(ones, others, strict=True)), bool, len(ones))
    levels = np.full(len(ones), SURNAME.number("different"), np.int8)
    levels[((distance <= 2) & (shorter >= 7)) | ((alike >= 0.92) & (shorter >= 5))] = SURNAME.number("near")
    levels[same_bones & (alike >= 0.75)] = SURNAME.number("consonants")
    levels[parts] = SURNAME.number("part")
    levels[(distance == 1) & (shorter >= 4)] = SURNAME.number("one_letter")
    return levels


def _share_a_part(one: str, other: str) -> bool:
    """'nequi-levicki' and 'levicki'."""
    if "-" not in one and "-" not in other:
        return False
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
    close = min(len(heard), len(other_heard)) >= 4 and OSA.distance(heard, other_heard, score_cutoff=1) <= 1
    return "near" if close else "different"


def _initials(value: str) -> frozenset[str]:
    return frozenset(value[0]) if value.endswith(".") else initials_of(value.partition("?")[0])


def number_levels(ones: list[str], others: list[str]) -> Levels:
    """Levels of unequal service numbers: one sign more, less, other, or two turned."""
    distance = process.cpdist(ones, others, scorer=OSA.distance, score_cutoff=2, dtype=np.int32)
    long = np.fromiter((min(len(a), len(b)) >= 5 for a, b in zip(ones, others, strict=True)), bool, len(ones))
    close, different = SERVICE_NUMBER.number("one_digit"), SERVICE_NUMBER.number("different")
    return np.where((distance == 1) & long, close, different).astype(np.int8)


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


_COMPARERS: dict[str, ValueLevels] = {
    "surname": surname_levels,
    "given_name": name_levels,
    "patronymic": name_levels,
    "service_number": number_levels,
    "rank": rank_levels,
    "unit": unit_levels,
    "event_place": place_levels,
    "sex": sex_levels,
}


def _regions(tables: Tables, levels: Levels, first: Ints, second: Ints) -> None:
    """Lifts places that differ but lie in one region, and places missing on one side."""
    one, other = tables.left.coded["region"][first], tables.right.coded["region"][second]
    lifted = (one == other) & (one > 0) & (levels <= EVENT_PLACE.number("different"))
    levels[lifted] = EVENT_PLACE.number("region")


def _births(left: Side, right: Side, first: Ints, second: Ints) -> Levels:
    y1, m1, d1 = (left.dates[part][first] for part in ("year", "month", "day"))
    y2, m2, d2 = (right.dates[part][second] for part in ("year", "month", "day"))
    return birth_levels(y1, m1, d1, y2, m2, d2)


def birth_levels(y1: Ints, m1: Ints, d1: Ints, y2: Ints, m2: Ints, d2: Ints) -> Levels:
    """Levels of birth dates given as year, month, day with 0 for unknown.

    A first of January against another day of that year is read as 'year only': registers write it for lack of better.
    """
    levels = np.zeros(len(y1), np.int8)
    both, whole = (y1 > 0) & (y2 > 0), (d1 > 0) & (d2 > 0)
    same_year, same_month, same_day = y1 == y2, m1 == m2, d1 == d2
    stand_in = whole & same_year & (((m1 == 1) & (d1 == 1)) | ((m2 == 1) & (d2 == 1)))

    def put(where: npt.NDArray[np.bool_], code: str) -> None:
        levels[where] = BIRTH.number(code)

    put(both, "different")
    put(whole & same_year, "same_year")
    put(whole & same_month & same_day, "day_month")
    put((both & ~whole & same_year & ((m1 == 0) | (m2 == 0))) | stand_in, "year")
    put(whole & (np.abs(_days(y1, m1, d1) - _days(y2, m2, d2)) <= 3), "near")
    put(whole & _one_digit(y1 * 10_000 + m1 * 100 + d1, y2 * 10_000 + m2 * 100 + d2), "one_digit")
    put(both & ~whole & same_year & same_month & (m1 > 0), "month")
    put(whole & same_year & (m1 == d2) & (d1 == m2), "turned")
    put(whole & same_year & same_month & same_day, "same")
    return levels


def _one_digit(one: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Whether two eight-digit dates differ in one digit, or by a year."""
    difference = np.zeros(len(one), np.int8)
    for place in range(8):
        difference += (one // 10**place) % 10 != (other // 10**place) % 10
    return np.asarray((difference == 1) | (np.abs(one - other) == 10_000))


def _days(year: Ints, month: Ints, day: Ints) -> Ints:
    """Days since 1 March of year 0, Gregorian; only differences are used."""
    shifted_year, shifted_month = year - (month <= 2), (month + 9) % 12
    return np.asarray(
        365 * shifted_year
        + shifted_year // 4
        - shifted_year // 100
        + shifted_year // 400
        + (153 * shifted_month + 2) // 5
        + day
    )


def _events(one: Ints, other: Ints) -> Levels:
    """Capture against last contact: days apart matter, not digits."""
    y1, m1, d1 = one // 10_000, one // 100 % 100, one % 100
    y2, m2, d2 = other // 10_000, other // 100 % 100, other % 100
    levels = np.zeros(len(one), np.int8)
    both, whole = (one > 0) & (other > 0), (d1 > 0) & (d2 > 0)
    apart = np.abs(_days(y1, m1, d1) - _days(y2, m2, d2))
    levels[both] = EVENT_DATE.number("different")
    half_known = both & ~whole & (y1 == y2) & ((m1 == m2) | (m1 == 0) | (m2 == 0))
    levels[half_known | (both & whole & (apart <= 31))] = EVENT_DATE.number("within_month")
    levels[both & whole & (apart <= 3)] = EVENT_DATE.number("near")
    levels[both & whole & (apart == 0)] = EVENT_DATE.number("same")
    return levels
