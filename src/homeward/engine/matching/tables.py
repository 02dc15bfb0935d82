"""Two lists -> coded columns: every distinct value once, every reading of every person as whole numbers.

Called by the run. The lists are put into one canonical order first (by what is written, then by id), so that nothing
after this step can depend on the order of rows. Nothing is compared here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.engine.matching.details import read_number, read_place, read_rank, read_unit
from homeward.engine.names import CanonicalColumns, NameForm, canonical_columns

Ints = npt.NDArray[np.int64]


class DoubleIdError(InputError):
    """Two rows of one list carry the same id."""


class Codes:
    """Distinct values of one field on both lists; code 0 is 'missing'."""

    def __init__(self) -> None:
        self.values: list[str] = [""]
        self._codes: dict[str, int] = {"": 0}

    def code(self, value: str) -> int:
        """The number of a value, a new one for a new value."""
        code = self._codes.setdefault(value, len(self.values))
        if code == len(self.values):
            self.values.append(value)
        return code

    def column(self, values: Sequence[str]) -> Ints:
        """The numbers of a whole column."""
        return np.fromiter(map(self.code, values), dtype=np.int64, count=len(values))


@dataclass(frozen=True, slots=True)
class Side:
    """One list as columns over readings; `persons` in canonical order, `owner` their index for each reading.

    `coded` holds code columns by name (see `Tables.codes`), `dates` the whole numbers of both dates.
    """

    persons: list[ListedPerson]
    forms: list[NameForm]
    owner: Ints
    coded: dict[str, Ints]
    dates: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True)
class Tables:
    """Both sides over shared codes."""

    left: Side
    right: Side
    codes: dict[str, Codes]


def canonical_order(persons: Sequence[ListedPerson]) -> list[ListedPerson]:
    """The same persons in an order that what they say decides, and their id only between equals."""
    ids = {person.id for person in persons}
    if len(ids) != len(persons):
        seen: set[str] = set()
        double = next(person.id for person in persons if person.id in seen or seen.add(person.id))  # type: ignore[func-returns-value]
        raise DoubleIdError(f"the id {double!r} stands twice in one list.", cure="Give every row an id of its own.")
    return sorted(persons, key=_content)


def _content(person: ListedPerson) -> tuple[str | int, ...]:
    born, event = person.birth_date, person.event_date
    return (
        person.surname, person.given_name, person.patronymic, person.full_name, person.other_name,
        born.year or 0, born.month or 0, born.day or 0, person.service_number, person.unit, person.rank,
        event.year or 0, event.month or 0, event.day or 0, person.event_place, person.region, person.sex, person.id,
    )  # fmt: skip


def build_tables(
    left: Sequence[ListedPerson], right: Sequence[ListedPerson], tell: Callable[[float], None] = lambda share: None
) -> Tables:
    """Reads the names and codes all columns. `tell` hears the share done.

    Raises: DoubleIdError when an id stands twice in one list.
    """
    total = max(1, len(left) + len(right))
    codes: dict[str, Codes] = {}
    left_side = _side(left, codes, lambda done: tell(done / total))
    right_side = _side(right, codes, lambda done: tell((len(left) + done) / total))
    return Tables(left_side, right_side, codes)


def _side(persons: Sequence[ListedPerson], codes: dict[str, Codes], tell: Callable[[int], None]) -> Side:
    ordered = canonical_order(persons)
    names = canonical_columns(ordered, tell)
    owner = np.array(names.owner, dtype=np.int64)
    columns = {**_name_values(names), **_detail_values(ordered, names.owner)}
    coded = {name: codes.setdefault(name, Codes()).column(values) for name, values in columns.items()}
    return Side(ordered, names.forms, owner, coded, _date_columns(ordered, owner))


def _name_values(names: CanonicalColumns) -> dict[str, list[str]]:
    forms = names.forms
    return {
        "surname": [form.surname_fold for form in forms],
        "skeleton": [form.surname_skeleton for form in forms],
        "start": [form.surname_skeleton[:2] for form in forms],
        "given_name": [_name_value(f.given_id, f.given_near, f.given_fold, f.given_initial) for f in forms],
        "given_key": [form.given_id for form in forms],
        "patronymic": [
            _name_value(f.patronymic_id, f.patronymic_near, f.patronymic_fold, f.patronymic_initial) for f in forms
        ],
        "patronymic_key": [form.patronymic_id for form in forms],
    }


def _name_value(identity: str, near: bool, folded: str, initial: str) -> str:
    """'mykola', 'mykola?mikoal' when near spelling led there, 'm.' for an initial; compared in comparing.py."""
    if initial:
        return initial + "."
    return f"{identity}?{folded}" if near else identity


def _detail_values(persons: list[ListedPerson], owner: list[int]) -> dict[str, list[str]]:
    def spread(values: list[str]) -> list[str]:
        return values if len(owner) == len(values) else [values[index] for index in owner]

    ranks = [read_rank(person.rank) for person in persons]
    return {
        "rank": spread([f"{step:02d} {code}" if code else "" for step, code in ranks]),
        "unit": spread([read_unit(person.unit) for person in persons]),
        "service_number": spread([read_number(person.service_number) for person in persons]),
        "event_place": spread([read_place(person.event_place) for person in persons]),
        "region": spread([read_place(person.region) for person in persons]),
        "sex": spread([person.sex for person in persons]),
    }


def _date_columns(persons: list[ListedPerson], owner: Ints) -> dict[str, Ints]:
    born = [(p.birth_date.year or 0, p.birth_date.month or 0, p.birth_date.day or 0) for p in persons]
    event = [(p.event_date.year or 0, p.event_date.month or 0, p.event_date.day or 0) for p in persons]
    birth_columns = np.array(born, dtype=np.int64).reshape(-1, 3)[owner]
    event_columns = np.array(event, dtype=np.int64).reshape(-1, 3)[owner]
    dates = {name: birth_columns[:, place] for place, name in enumerate(("year", "month", "day"))}
    dates["birth"] = birth_columns @ np.array([10_000, 100, 1])
    dates["event"] = event_columns @ np.array([10_000, 100, 1])
    return dates
