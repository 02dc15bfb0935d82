"""What reading a list gives back: persons, rejected cells, columns as understood, and notes for the clerk.

Built by `lists`, shown by the command and the import wizard. Plain records; nothing here reads a file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from homeward.base.persons import ListedPerson


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Readers of closed words, handed in by whoever composes the engines (in practice from `engine.law`).

    Attributes:
        categories: text -> (codes, words not understood).
        willingness, decision: text -> code, '' for empty; raise InputError on an unknown word.
    """

    categories: Callable[[str], tuple[tuple[str, ...], tuple[str, ...]]]
    willingness: Callable[[str], str]
    decision: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Guess:
    """A column that more than one reading fits: for a human to decide.

    Attributes:
        header: the column. taken: the field it was read as, '' when it was left aside.
        candidates: the fields that fit. why: in words.
    """

    header: str
    taken: str
    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A cell kept as it is that a human should look at, for example a word mixing two scripts."""

    row: int
    column: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class RejectedCell:
    """One reason why one row was not taken.

    Attributes:
        row: sheet row, from 1. column: its header, '' for the row as a whole. value: the cell as written.
        reason, cure: in words. code: stable, for translation.
        written: the whole row, header -> cell as written.
    """

    row: int
    column: str
    value: str
    reason: str
    cure: str
    written: Mapping[str, str]
    code: str


@dataclass(frozen=True, slots=True)
class ListReading:
    """A list as read. Every row read is a person or is rejected; the constructor refuses anything else."""

    persons: list[ListedPerson]
    rejected: list[RejectedCell]
    mapping: dict[str, str]
    unsure: list[Guess]
    unmapped: list[str]
    notes: list[str]
    rows_read: int
    flags: list[Flag] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.rows_read != len(self.persons) + len(self.rejected_rows):
            raise AssertionError(f"{self.rows_read} rows read, but not all of them are persons or rejected")

    @property
    def rejected_rows(self) -> list[int]:
        """Sheet rows that were not taken, each once, in order."""
        return sorted({cell.row for cell in self.rejected})


@dataclass(frozen=True, slots=True)
class SheetLook:
    """The table before it is read as persons, for the page where columns are mapped.

    Attributes:
        header_row: sheet row of the header. header: column labels, unique. first_rows: cells below it.
        mapping: field -> header as guessed. unsure: what a human should decide. sheets: visible sheets of a workbook.
        sheet: the one looked at, '' for a text file. notes: encoding, delimiter, hidden parts.
    """

    header_row: int
    header: list[str]
    first_rows: list[list[str]]
    mapping: dict[str, str]
    unsure: list[Guess]
    sheets: list[str]
    sheet: str
    notes: list[str]
