"""Two lists -> coded columns: every distinct value once, every reading of every person as whole numbers.

Called by the run. Persons are numbered in one canonical order (by what is written, then by id), so that nothing after
this step can depend on the order of rows. Nothing is compared here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from homeward.base.persons import ListedPerson
from homeward.engine.matching.canonical_order import canonical_order
from homeward.engine.matching.details import read_number, read_place, read_rank, read_unit
from homeward.engine.matching.person_columns import PersonColumns, UnknownIdError, as_columns
from homeward.engine.names import Cells, NameColumns, NameForm, Numbering, name_columns, readings
from homeward.engine.names.cells import compact

Persons = Sequence[ListedPerson] | PersonColumns
Ints = npt.NDArray[np.signedinteger[Any]]  # codes and row numbers are kept in 32 bits, sums in 64
_LATEST = 2101 * 10_000  # above every date as a whole number
_MIXED_WITH_NAMES = 0.9  # share of this stage that goes into names


@dataclass(frozen=True, slots=True)
class Side:
    """One list as columns over readings.

    Attributes:
        listed: the list as it was written. order: its row for every person, persons being numbered in canonical order.
        owner: the person of each reading, ascending.
        coded: code columns by name (see `Tables.codes`), 0 for missing.
        dates: year, month, day of birth, and both dates as whole numbers ('birth', 'event').
    """

    listed: PersonColumns
    order: Ints
    owner: Ints
    coded: dict[str, Ints]
    dates: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.owner)

    @property
    def size(self) -> int:
        """How many persons there are; some have several readings."""
        return len(self.order)

    def person(self, number: int) -> ListedPerson:
        """A person as listed."""
        return self.listed.person(int(self.order[number]))

    def id(self, number: int) -> str:
        """The list's own id of a person."""
        return self.listed.ids[int(self.order[number])]

    def number(self, wanted: str, which: str) -> int:
        """The number of the person with that id; `which` names the list in the error. Raises: UnknownIdError."""
        try:
            row = self.listed.ids.index(wanted)
        except ValueError as error:
            cure = "Write it as the list does."
            raise UnknownIdError(f"nobody on the {which} list has the id {wanted!r}.", cure=cure) from error
        return int(np.flatnonzero(self.order == row)[0])

    def form(self, reading: int) -> NameForm:
        """A reading of a person's name, read again."""
        owner = self.owner[reading]
        return readings(self.person(owner))[reading - int(np.searchsorted(self.owner, owner))]


class Habits(Protocol):
    """What clerks write for what they hear (`engine.names` learns it): log-odds that one folded surname was written
    for the other, in thousandths of a bit, either way round."""

    def likeness(self, ones: list[str], others: list[str]) -> npt.NDArray[Any]: ...


@dataclass(frozen=True, slots=True)
class Tables:
    """Both sides over shared codes; for duplicates inside `one_list` both sides are that list.

    `codes` holds the distinct values of every coded column, '' at place 0.
    """

    left: Side
    right: Side
    codes: dict[str, list[str]]
    one_list: bool = False
    habits: Habits | None = None


def build_tables(left: Persons, right: Persons, tell: Callable[[float], None] = lambda share: None) -> Tables:
    """Reads the names and codes all columns. `tell` hears the share done.

    Raises: DoubleIdError when an id stands twice in one list.
    """
    numbers: dict[str, Numbering[str]] = {}
    sides = _side(left, numbers, lambda done: tell(done / 2)), _side(right, numbers, lambda done: tell(0.5 + done / 2))
    _number_births(sides)
    return Tables(*sides, {name: numbering.values() for name, numbering in numbers.items()})


def build_table(persons: Persons, tell: Callable[[float], None] = lambda share: None) -> Tables:
    """One list set against itself. Raises: DoubleIdError."""
    numbers: dict[str, Numbering[str]] = {}
    side = _side(persons, numbers, tell)
    _number_births((side,))
    return Tables(side, side, {name: numbering.values() for name, numbering in numbers.items()}, one_list=True)


def _side(persons: Persons, numbers: dict[str, Numbering[str]], tell: Callable[[float], None]) -> Side:
    listed = as_columns(persons)
    order = canonical_order(listed)
    number = np.empty(len(order), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    names = name_columns(listed.texts, lambda share: tell(_MIXED_WITH_NAMES * share))
    mixed = np.argsort(number[names.owner], kind="stable")
    rows = names.owner[mixed]
    coded = {}
    for name, cells in _name_cells(names):
        coded[name] = _coded(numbers, name, cells)[mixed]
    for name, cells in _detail_cells(listed):
        coded[name] = _coded(numbers, name, cells)[rows]
    return Side(listed, order, number[rows], coded, _date_columns(listed, rows))


def _name_cells(names: NameColumns) -> Iterator[tuple[str, Cells]]:
    bones = names.surname_skeleton
    yield "surname", names.surname_fold
    yield "skeleton", bones
    yield "start", Cells([value[:2] for value in bones.values], bones.codes)
    yield "given_name", names.given
    yield "given_initial", _initials(names.given)
    yield "given_key", names.given_id
    yield "patronymic", names.patronymic
    yield "patronymic_initial", _initials(names.patronymic)
    yield "patronymic_key", names.patronymic_id


def _initials(names: Cells) -> Cells:
    """The first letter of a name's identity, or of what was written for want of one ('~')."""
    return Cells([value.lstrip("~")[:1] for value in names.values], names.codes)


def _detail_cells(listed: PersonColumns) -> Iterator[tuple[str, Cells]]:
    readers: dict[str, Callable[[str], str]] = {
        "rank": _rank,
        "unit": read_unit,
        "service_number": read_number,
        "event_place": read_place,
        "region": read_place,
        "sex": str,
    }
    for name, read in readers.items():
        cells = listed.texts[name]
        yield name, Cells(list(map(read, cells.values)), cells.codes)


def _rank(text: str) -> str:
    step, code = read_rank(text)
    return f"{step:02d} {code}" if code else ""


def _coded(numbers: dict[str, Numbering[str]], name: str, cells: Cells) -> Ints:
    """The column over the codes that both lists share; '' has code 0."""
    numbering = numbers.setdefault(name, Numbering([""]))
    return numbering.column(cells.values)[cells.codes]


def _date_columns(listed: PersonColumns, rows: Ints) -> dict[str, Ints]:
    birth = listed.dates["birth_date"][rows]
    return {
        "birth": birth,
        "year": birth // 10_000,
        "month": birth // 100 % 100,
        "day": birth % 100,
        "event": listed.dates["event_date"][rows],
    }


def _number_births(sides: Sequence[Side]) -> None:
    """Birth dates as codes, 0 for none: agreeing on one weighs by how frequent it is."""
    births = np.concatenate([np.zeros(1, np.int32), *(side.dates["birth"] for side in sides)])
    codes = compact(births, _LATEST)[1][1:]
    for side, column in zip(sides, np.split(codes, np.cumsum([len(side) for side in sides])[:-1]), strict=True):
        side.coded["birth_date"] = column
