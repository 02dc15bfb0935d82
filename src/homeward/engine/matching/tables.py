"""Two lists -> coded columns: every distinct value once, every reading of every person as whole numbers.

Called by the run. The lists are put into one canonical order first (by what is written, then by id), so that nothing
after this step can depend on the order of rows. Nothing is compared here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from homeward.base.persons import ListedPerson
from homeward.engine.matching.details import read_number, read_place, read_rank, read_unit
from homeward.engine.matching.person_columns import PersonColumns, UnknownIdError, as_columns
from homeward.engine.names import CanonicalColumns, NameForm, canonical_columns

Persons = Sequence[ListedPerson] | PersonColumns
Ints = npt.NDArray[np.int64]


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
    """One list as columns over readings; persons are numbered in canonical order, `owner` is the person of a reading.

    `coded` holds code columns by name (see `Tables.codes`), `dates` the whole numbers of both dates.
    """

    persons: list[ListedPerson]
    forms: list[NameForm]
    owner: Ints
    coded: dict[str, Ints]
    dates: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.owner)

    def person(self, number: int) -> ListedPerson:
        """A person as listed."""
        return self.persons[number]

    def id(self, number: int) -> str:
        """The list's own id of a person."""
        return self.persons[number].id

    def number(self, wanted: str, which: str) -> int:
        """The number of the person with that id; `which` names the list in the error. Raises: UnknownIdError."""
        places = np.flatnonzero(self.ids() == wanted)
        if not len(places):
            raise UnknownIdError(
                f"nobody on the {which} list has the id {wanted!r}.", cure="Write it as the list does."
            )
        return int(places[0])

    def ids(self) -> npt.NDArray[np.object_]:
        """All ids, in canonical order."""
        return np.array([person.id for person in self.persons], dtype=np.object_)

    def form(self, reading: int) -> NameForm:
        """A reading of a person's name."""
        return self.forms[reading]


class Habits(Protocol):
    """What clerks write for what they hear (`engine.names` learns it): log-odds that one folded surname was written
    for the other, in thousandths of a bit."""

    def likeness(self, ones: list[str], others: list[str]) -> npt.NDArray[Any]: ...


@dataclass(frozen=True, slots=True)
class Tables:
    """Both sides over shared codes; for duplicates inside `one_list` both sides are that list."""

    left: Side
    right: Side
    codes: dict[str, Codes]
    one_list: bool = False
    habits: Habits | None = None

    @property
    def possible_pairs(self) -> int:
        """How many pairs of persons there are, nobody with himself."""
        left, right = len(self.left.persons), len(self.right.persons)
        return left * (left - 1) // 2 if self.one_list else left * right


def canonical_order(persons: Sequence[ListedPerson]) -> list[ListedPerson]:
    """The same persons in an order that what they say decides, and their id only between equals."""
    return sorted(persons, key=_content)


def _content(person: ListedPerson) -> tuple[str | int, ...]:
    born, event = person.birth_date, person.event_date
    return (
        person.surname, person.given_name, person.patronymic, person.full_name, person.other_name,
        born.year or 0, born.month or 0, born.day or 0, person.service_number, person.unit, person.rank,
        event.year or 0, event.month or 0, event.day or 0, person.event_place, person.region, person.sex, person.id,
    )  # fmt: skip


def build_tables(left: Persons, right: Persons, tell: Callable[[float], None] = lambda share: None) -> Tables:
    """Reads the names and codes all columns. `tell` hears the share done."""
    total = max(1, len(left) + len(right))
    codes: dict[str, Codes] = {}
    left_side = _side(left, codes, lambda done: tell(done / total))
    right_side = _side(right, codes, lambda done: tell((len(left) + done) / total))
    return Tables(left_side, right_side, codes)


def build_table(persons: Persons, tell: Callable[[float], None] = lambda share: None) -> Tables:
    """One list set against itself."""
    codes: dict[str, Codes] = {}
    side = _side(persons, codes, lambda done: tell(done / max(1, len(persons))))
    return Tables(side, side, codes, one_list=True)


def _side(persons: Persons, codes: dict[str, Codes], tell: Callable[[int], None]) -> Side:
    ordered = canonical_order(list(as_columns(persons).persons()))
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
