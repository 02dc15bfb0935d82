"""Canonical name columns of a whole list, several readings a person where a second name was written.

Called by matching and blind. Accuracy of every match lies here; nothing is compared and nobody is judged. Plain rows,
one word a cell, are read column by column, every distinct word once; only odd rows are parsed one by one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from homeward.base.persons import ListedPerson
from homeward.engine.names.cells import Cells, Codes32, Numbering, compact
from homeward.engine.names.forms import (
    NameForm,
    Signs,
    father_of,
    given_of,
    given_signs,
    is_plain,
    is_plain_given,
    language_told,
    name_parts,
    read_name,
    sex_told,
    surname_of,
    surname_signs,
)
from homeward.engine.names.lexicon import Identity

PROGRESS_STEP = 5_000
CELLS = ("surname", "given_name", "patronymic", "full_name", "other_name")
Read = TypeVar("Read")
Words = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class CanonicalColumns:
    """Column lists of equal length, one entry a reading; `owner[k]` is the index of the person the reading belongs to.

    A person has one reading, and a second one for the name in a second script or in brackets.
    """

    owner: list[int]
    forms: list[NameForm]

    def __len__(self) -> int:
        return len(self.owner)

    def column(self, name: str) -> list[str]:
        """One attribute of `NameForm` for every reading, in order."""
        return [getattr(form, name) for form in self.forms]


@dataclass(frozen=True, slots=True)
class NameColumns:
    """The same as coded columns, for lists of any size.

    Attributes:
        owner: the row of each reading, ascending.
        surname_fold, surname_skeleton, given_id, patronymic_id: as in `NameForm`.
        given, patronymic: what is compared: 'mykola', 'mykola?mikoal' reached by near spelling, 'm.' an initial.
    """

    owner: Codes32
    surname_fold: Cells
    surname_skeleton: Cells
    given: Cells
    given_id: Cells
    patronymic: Cells
    patronymic_id: Cells


def canonical_columns(persons: Sequence[ListedPerson], tell: Callable[[int], None] | None = None) -> CanonicalColumns:
    """Reads every person's name. `tell` hears, now and then, how many persons were read."""
    owner: list[int] = []
    forms: list[NameForm] = []
    for index, person in enumerate(persons):
        for form in readings(person):
            owner.append(index)
            forms.append(form)
        if tell and index % PROGRESS_STEP == 0:
            tell(index)
    return CanonicalColumns(owner, forms)


def name_columns(cells: Mapping[str, Cells], tell: Callable[[float], None] = lambda share: None) -> NameColumns:
    """Reads the names of a list given by columns (`CELLS`). `tell` hears the share done.

    Says the same as `canonical_columns`, row by row.
    """
    rows = len(cells["surname"])
    odd = np.flatnonzero(~_plain_rows(cells))
    words = [Numbering(cells[name].values) for name in CELLS[:3]]
    owner, columns = _odd_readings(cells, odd, words, lambda done: tell(done / len(odd) / 2))
    plain = np.setdiff1d(np.arange(rows, dtype=np.int32), odd, assume_unique=True).astype(np.int32)
    order = np.argsort(np.concatenate((plain, owner)), kind="stable")
    read = [
        np.concatenate((cells[name].codes[plain], column))[order]
        for name, column in zip(CELLS[:3], columns, strict=True)
    ]
    surname, given, father = (_used(numbering.values(), column) for numbering, column in zip(words, read, strict=True))
    tell(0.5)
    return _derived(np.concatenate((plain, owner))[order], surname, given, father)


def _plain_rows(cells: Mapping[str, Cells]) -> npt.NDArray[np.bool_]:
    """Rows whose cells hold one word each where it belongs: nothing to parse. (Most rows of most lists.)"""
    surname, given, patronymic, full, other = (cells[name] for name in CELLS)
    whole = _each(full, lambda text: not text) | (_each(surname, bool) & _each(given, bool))
    return np.asarray(
        whole
        & _each(surname, is_plain)
        & _each(patronymic, is_plain)
        & _each(given, is_plain_given)
        & _each(other, lambda text: not text)
    )


def _each(cells: Cells, holds: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """What holds of each row's cell, asked once a value."""
    return np.fromiter(map(holds, cells.values), dtype=bool, count=len(cells.values))[cells.codes]


def _odd_readings(
    cells: Mapping[str, Cells], odd: npt.NDArray[np.int64], words: list[Numbering[str]], tell: Callable[[int], None]
) -> tuple[Codes32, list[Codes32]]:
    """The readings of rows that must be parsed: their rows, and the words by the numbers of `words`."""
    owner: list[int] = []
    columns: tuple[list[int], list[int], list[int]] = ([], [], [])
    surnames, givens, fathers = (numbering.number for numbering in words)
    written = zip(
        *(map(cells[name].values.__getitem__, cells[name].codes[odd].tolist()) for name in CELLS), strict=True
    )
    for count, (row, texts) in enumerate(zip(odd.tolist(), written, strict=True)):
        for surname, given, father in _words_of_readings(*texts):
            owner.append(row)
            columns[0].append(surnames(surname))
            columns[1].append(givens(given))
            columns[2].append(fathers(father))
        if count % PROGRESS_STEP == 0:
            tell(count)
    return np.array(owner, np.int32), [np.array(column, np.int32) for column in columns]


def _words_of_readings(surname: str, given: str, patronymic: str, full: str, other: str) -> list[Words]:
    parts = name_parts(surname, given, patronymic, full)
    if not other and not parts.alias:
        return [(parts.surname, parts.given_name, parts.patronymic)]
    person = ListedPerson("", surname, given, patronymic, full, other)
    return [(form.surname, form.given_name, form.patronymic) for form in readings(person)]


def _used(words: list[str], codes: Codes32) -> Cells:
    """Without the cells that were parsed into several words: they are no words themselves."""
    kept, places = compact(codes, len(words))
    return Cells([words[code] for code in kept], places)


def _derived(owner: Codes32, surname: Cells, given: Cells, father: Cells) -> NameColumns:
    language = _languages(surname, given)
    folds, surnames = _each_once(surname_of, surname, language)
    fathers, patronymics = _each_once(father_of, father, language)
    sexes = Cells.of(sex_told(identity) for _, identity, _ in fathers)
    givens, names = _each_once(given_of, given, Cells(sexes.values, sexes.codes[patronymics]), language)
    return NameColumns(
        owner,
        _recoded((fold for fold, _ in folds), surnames),
        _recoded((bones for _, bones in folds), surnames),
        _recoded((_compared(*one) for one in givens), names),
        _recoded((identity.code for _, identity, _ in givens), names),
        _recoded((_compared(*one) for one in fathers), patronymics),
        _recoded((identity.code for _, identity, _ in fathers), patronymics),
    )


def _languages(surname: Cells, given: Cells) -> Cells:
    """By whose letters each reading is read. Few words say anything of that, and most of those say the same."""
    by_surname: Numbering[Signs] = Numbering([()])
    by_given: Numbering[Signs] = Numbering([()])
    surname_codes = by_surname.column([surname_signs(word) for word in surname.values])[surname.codes]
    given_codes = by_given.column([given_signs(word) for word in given.values])[given.codes]
    signs, others = by_surname.values(), by_given.values()
    met, codes = compact(surname_codes * len(others) + given_codes, len(signs) * len(others))
    told = Cells.of(language_told(signs[two // len(others)], others[two % len(others)]) for two in met)
    return Cells(told.values, told.codes[codes])


def _each_once(read: Callable[..., Read], *columns: Cells) -> tuple[list[Read], Codes32]:
    """`read` of the values of each row, done once for what several rows share, and which result is whose."""
    mixed, sizes = columns[0].codes.astype(np.int64), [len(column.values) for column in columns]
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        mixed = mixed * size + column.codes
    met, codes = compact(mixed, prod(sizes))
    results = []
    for one in met:
        values = []
        for column, size in zip(columns[::-1], sizes[::-1], strict=True):
            one, place = divmod(one, size)
            values.append(column.values[place])
        results.append(read(*values[::-1]))
    return results, codes


def _compared(folded: str, identity: Identity, initial: str) -> str:
    if initial:
        return initial + "."
    return f"{identity.code}?{folded}" if identity.how == "near" else identity.code


def _recoded(values: Iterable[str], codes: Codes32) -> Cells:
    derived = Cells.of(values)
    return Cells(derived.values, derived.codes[codes])


def readings(person: ListedPerson) -> list[NameForm]:
    """The person's name as written, then further names written for the same person, without repeats."""
    main = read_name(person.surname, person.given_name, person.patronymic, person.full_name)
    if not person.other_name and not main.alias:
        return [main]
    found = [main]
    if person.other_name:
        found.append(read_name(full_name=person.other_name))
    if main.alias and main.alias.isalpha():
        found.append(read_name(main.alias, main.given_name or "-", main.patronymic))
    seen: set[tuple[str, str, str]] = set()
    fresh = []
    for form in found:
        mark = (form.surname_fold, form.given_id or form.given_initial, form.patronymic_id or form.patronymic_initial)
        if mark not in seen and any(mark):
            seen.add(mark)
            fresh.append(form)
    return _without_bare(fresh) or [main]


def _without_bare(found: list[NameForm]) -> list[NameForm]:
    """A single word says less than a fuller name of the same person, and may not agree where that one disagrees."""
    fuller = [form for form in found if form.given_id or form.given_initial or form.given_fold]
    return fuller or found
