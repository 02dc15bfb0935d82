"""Reads what is planned from: lists as they were sealed (JSON), or sheets with a row a person (CSV, XLSX).

A sheet tells its holder in a column or by the name of its file. A row that cannot be read refuses the whole: whoever
stood in it would be left out in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.base.scripts import clean
from homeward.desks.register.vocabulary import VOCABULARY
from homeward.engine.planning import Terms, Unit, UnknownPartyError, gate, move_together, read_units
from homeward.engine.planning.objectives import WISHES
from homeward.engine.sealing import read_strict
from homeward.engine.sheets import read_list

SHEETS, SEALED = (".csv", ".xlsx"), ".json"
HEADINGS = {
    "holder": ("holder", "held by party"),
    "destination": ("destination", "home side"),
    "requested": ("requested", "asked for"),
    "group": ("moves with", "group"),
    "wish": ("asked as",),
    "passed over": ("rounds passed over", "passed over"),
    "medical order": ("medical order",),
}
_YES, _NO = ("yes", "y", "так", "да", ""), ("no", "n", "ні", "нет")


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a sheet with the cells that only a plan needs."""

    file: Path
    person: ListedPerson
    cells: Mapping[str, str]

    def where(self) -> str:
        return f"{self.file.name}, row {self.person.row}"


def read_planned_units(place: Path, terms: Terms) -> list[Unit]:
    """The units of all lists in a file or folder.

    Raises:
        InputError, SheetError, UnknownPartyError: names file, row or entry, and the cure; nothing was taken.
    """
    found: list[Unit] = []
    groups: dict[str, list[str]] = {}
    for file in list_files(place):
        found += _sealed(file) if file.suffix == SEALED else _from_sheet(file, terms, groups)
    _refuse_twice(found)
    found = move_together(found, groups)
    if not found:
        raise InputError(f"{place} names nobody.", cure="Give the lists of persons held, by each party.")
    return found


def list_files(place: Path) -> list[Path]:
    """The files that hold lists; of a folder that this command wrote, the lists it was made from."""
    if place.is_file():
        return [_known(place)]
    if not place.is_dir():
        raise InputError(f"There is no file or folder {place}.", cure="Name the folder with the sealed lists.")
    if (place / "inputs" / "units.json").is_file():
        return [place / "inputs" / "units.json"]
    files = sorted(path for path in place.iterdir() if path.is_file() and not path.name.startswith("."))
    if not files:
        raise InputError(f"{place} holds no lists.", cure="Put one list for each party into it.")
    return [_known(path) for path in files]


def _known(file: Path) -> Path:
    if file.suffix.lower() not in (*SHEETS, SEALED):
        cure = "Lists are sealed lists (.json) or sheets (.csv, .xlsx); move other files out of the folder."
        raise InputError(f"{file.name} is no list.", cure=cure)
    return file


def _sealed(file: Path) -> list[Unit]:
    try:
        return read_units(read_strict(file.read_bytes().strip()))
    except InputError as error:
        raise InputError(f"{file.name}: {error.message}", cure=error.cure) from error


def _refuse_twice(units: list[Unit]) -> None:
    seen: set[str] = set()
    for unit in units:
        if unit.id in seen:
            raise InputError(f"{unit.id} stands twice in the lists.", cure="Give each person held an id of their own.")
        seen.add(unit.id)


def _from_sheet(file: Path, terms: Terms, groups: dict[str, list[str]]) -> list[Unit]:
    reading = read_list(file, kind="held", vocabulary=VOCABULARY)
    if reading.rejected:
        cell = reading.rejected[0]
        message = f"{file.name}, row {cell.row}, {cell.column or 'the row'}: {cell.reason}."
        more = len(reading.rejected_rows) - 1
        raise InputError(message + (f" {more} more rows cannot be read." if more else ""), cure=cell.cure)
    found = []
    for row in _rows(file, reading.persons):
        unit = _unit(row, terms)
        found.append(unit)
        if name := row.cells.get("group"):
            # Two holders may each have a family 3; a name with a slash is meant across lists, and is refused there.
            groups.setdefault(name if "/" in name else f"{unit.traits.holder}/{name}", []).append(unit.id)
    return found


def _rows(file: Path, persons: list[ListedPerson]) -> Iterator[Row]:
    for person in persons:
        headed = {clean(header).casefold(): clean(cell) for header, cell in person.written.items()}
        cells = {
            name: headed[heading] for name, headings in HEADINGS.items() for heading in headings if heading in headed
        }
        yield Row(file, person, cells)


def _unit(row: Row, terms: Terms) -> Unit:
    holder = _party(row, "holder", row.file.stem, terms)
    others = [party for party in terms.parties if party != holder]
    destination = _party(row, "destination", others[0] if len(others) == 1 else "", terms)
    return gate(
        row.person,
        holder=holder,
        destination=destination,
        requested=_requested(row),
        terms=terms,
        wish=_wish(row),
        passed_over=_count(row, "passed over"),
        medical_order=_count(row, "medical order"),
    )


def _party(row: Row, column: str, otherwise: str, terms: Terms) -> str:
    told = row.cells.get(column) or otherwise
    if told in terms.parties:
        return told
    error = UnknownPartyError(told, terms.parties)
    cure = f"{error.cure} Write it in a column '{column}'" + (
        ", or name the file after the party that holds its persons." if column == "holder" else "."
    )
    raise InputError(f"{row.where()}, {column}: {error.message}", cure=cure) from error


def _requested(row: Row) -> bool:
    """An agreed list holds those whom both sides confirmed; a sheet may say otherwise line by line."""
    told = row.cells.get("requested", "").casefold()
    if told not in (*_YES, *_NO):
        raise InputError(f"{row.where()}, requested: {told!r} is neither yes nor no.", cure="Write yes or no.")
    return told in _YES


def _wish(row: Row) -> str:
    told = row.cells.get("wish", "").casefold()
    if told not in ("", *WISHES):
        raise InputError(
            f"{row.where()}, asked as: {told!r} is no wish.", cure=f"Write {', '.join(WISHES)}, or nothing."
        )
    return told


def _count(row: Row, column: str) -> int:
    told = row.cells.get(column, "") or "0"
    if not (told.isascii() and told.isdigit() and len(told) <= 6):
        raise InputError(f"{row.where()}, {column}: {told!r} is no whole number.", cure="Write 0, 1, 2, …")
    return int(told)
