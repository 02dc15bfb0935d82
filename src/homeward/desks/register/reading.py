"""A proposed batch read from its file and compared with the register: what a commit would do. Writes nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from homeward.base.errors import HomewardError, SheetError
from homeward.base.persons import ListedPerson
from homeward.desks.register.comparing import Comparison, compare
from homeward.desks.register.models import Batch, Person
from homeward.desks.register.uploads import present_path
from homeward.desks.register.vocabulary import VOCABULARY
from homeward.engine.sheets import ListReading, RejectedCell, SheetLook, look_at, mapping_of_choices, read_list

MAX_ROWS = 10_000
LONGEST_ID = 200


class CountsDisagreeError(AssertionError):
    """New, same, conflict and rejected do not add up to the rows read: a row would be lost in silence."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a commit would do with every row read."""

    reading: ListReading
    comparison: Comparison

    def __post_init__(self) -> None:
        if sum(self.counts.values()) != self.reading.rows_read:
            raise CountsDisagreeError(f"{self.counts} for {self.reading.rows_read} rows")

    @property
    def counts(self) -> dict[str, int]:
        """new, same, conflict, rejected: together all rows read."""
        return {
            "new": len(self.comparison.new),
            "same": len(self.comparison.same),
            "conflict": len(self.comparison.conflicts),
            "rejected": len(self.reading.rejected_rows),
        }

    @property
    def seal(self) -> str:
        """The counts as one word: the page hands it back, so that nobody commits what nobody saw."""
        return "-".join(str(number) for number in self.counts.values())


def look_at_upload(batch: Batch) -> SheetLook:
    """The table of a batch's file, for the columns page."""
    with _told_by_name(batch) as path:
        return look_at(path, kind=batch.kind, sheet=batch.sheet or None)


def dry_run_of(batch: Batch) -> DryRun:
    """Reads and compares. Raises SheetError when the list as a whole cannot be used."""
    reading = read_upload(batch, batch.choices, batch.sheet)
    registered = Person.objects.filter(party=batch.party, kind=batch.kind, withdrawn_at=None)
    registered = registered.defer("written", "search_key", "sort_key").order_by("number")
    return DryRun(reading, compare(reading.persons, reading.mapping, registered))


def read_upload(batch: Batch, choices: Mapping[str, str], sheet: str) -> ListReading:
    """The list as read with the clerk's choices (header -> field), or with the guesses when there are none."""
    mapping = mapping_of_choices(choices) if choices else None
    with _told_by_name(batch) as path:
        reading = read_list(path, kind=batch.kind, vocabulary=VOCABULARY, mapping=mapping, sheet=sheet or None)
    if reading.rows_read > MAX_ROWS:
        raise SheetError(
            _("The list has %(rows)s rows; %(most)s are taken at once.")
            % {"rows": reading.rows_read, "most": MAX_ROWS},
            cure=_("Split the list and import the parts."),
        )
    if not reading.rows_read:
        raise SheetError(_("The list has a heading, but no rows."), cure=_("Ask for the list again."))
    return _storable(reading)


def _storable(reading: ListReading) -> ListReading:
    """Moves rows whose id is too long to the rejected ones, and takes out the one character databases cannot keep."""
    kept = [_without_nul(person) for person in reading.persons if len(person.id) <= LONGEST_ID]
    bad = [person for person in reading.persons if len(person.id) > LONGEST_ID]
    column = reading.mapping.get("id", "")
    rejected = [_too_long(person, column) for person in bad]
    cells = sorted([*reading.rejected, *rejected], key=lambda cell: cell.row)
    return replace(reading, persons=kept, rejected=[_cell_without_nul(cell) for cell in cells])


def _too_long(person: ListedPerson, column: str) -> RejectedCell:
    return RejectedCell(
        row=person.row,
        column=column,
        value=person.id,
        reason=f"the id is longer than {LONGEST_ID} characters",
        cure="Give the person a shorter id, or map another column.",
        written=person.written,
        code="long-id",
    )


def _without_nul(person: ListedPerson) -> ListedPerson:
    if not any("\x00" in cell for cell in person.written.values()):
        return person
    return replace(person, written=_plain(person.written))


def _cell_without_nul(cell: RejectedCell) -> RejectedCell:
    return replace(cell, value=cell.value.replace("\x00", ""), written=_plain(cell.written))


def _plain(written: Mapping[str, str]) -> dict[str, str]:
    return {header.replace("\x00", ""): text.replace("\x00", "") for header, text in written.items()}


@contextmanager
def _told_by_name(batch: Batch) -> Iterator[Path]:
    """The file's path; what the reader says about it names the file as the clerk knows it, not as it is stored."""
    path = present_path(batch.file_digest, batch.file_name)
    try:
        yield path
    except HomewardError as error:
        error.message = error.message.replace(path.name, batch.file_name)
        raise
