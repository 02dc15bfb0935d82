"""What an open list file looks like, and which files are refused before they are opened.

Called by `lists`. It decides by the first bytes, not by the name alone; it never runs or repairs anything.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from homeward.base.errors import SheetError

MAX_COLUMNS = 256
UNREADABLE = "\ufffd"
_BAD_BYTES = "the cell holds bytes that are no letters in the list's encoding"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Open it in a spreadsheet program and save it as .xlsx, or as CSV in UTF-8."


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a list may be. The defaults are for lists that a page takes in and shows."""

    file_bytes: int = 64 * 1024 * 1024
    rows: int = 200_000


PAGE_LIMITS = Limits()
# For the command, which keeps columns and no rows: memory is what limits it (see docs/reference/tracing.md).
STREAM_LIMITS = Limits(file_bytes=1 << 40, rows=100_000_000)


@dataclass(slots=True)
class Row:
    """One row: its number in the sheet (from 1), its cells as text, and cells that cannot be read (index -> why)."""

    number: int
    cells: list[str]
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.faults and not "".join(self.cells).strip()


def text_row(number: int, cells: list[str]) -> Row:
    """A row of text cells; those that were no text in the file are faults of their cell."""
    if UNREADABLE in "".join(cells):
        return Row(number, cells, {i: _BAD_BYTES for i, cell in enumerate(cells) if UNREADABLE in cell})
    return Row(number, cells)


class Table(Protocol):
    """An open list file. `notes` grows while rows are read, and so does `share`, the part of the file that was read (0
    throughout when its size is not known). `expected_rows` says about how many there are, 0 when that is not known."""

    share: float
    expected_rows: int
    sheet: str
    sheets: list[str]
    excel_1904: bool
    notes: list[str]

    def rows(self) -> Iterator[Row]:
        """The rows in order, one at a time; a second call starts again."""
        ...


class Opener(Protocol):
    """Opens one kind of file."""

    def __call__(self, path: Path, sheet: str | None, limits: Limits) -> AbstractContextManager[Table]: ...


def kind_of_file(path: Path, limits: Limits = PAGE_LIMITS) -> str:
    """'xlsx', 'parquet' or 'text'.

    Raises:
        SheetError: missing, empty, too large, or a kind that is refused, with what to do about it.
    """
    name = path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(8)
    except FileNotFoundError:
        raise SheetError(f"There is no file {name!r}.", cure=f"Check the path: {path}") from None
    except OSError as error:
        raise SheetError(
            f"{name} cannot be opened: {error.strerror}.", cure="Check that it is a file and that you may read it."
        ) from error
    if size == 0:
        raise SheetError(f"{name} is empty.", cure="Ask for the list again, or save it again.")
    if size > limits.file_bytes:
        raise SheetError(f"{name} is larger than {limits.file_bytes >> 20} MB.", cure="Split the list.")
    return _kind_by_bytes(start, path.suffix.lower(), name)


def _kind_by_bytes(start: bytes, suffix: str, name: str) -> str:
    if start.startswith(_OLE):
        raise SheetError(f"{name} is an old Excel workbook (.xls) or is locked with a password.", cure=_SAVE_AS)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"%PDF"):
        raise SheetError(f"{name} is a PDF, not a table.", cure="Ask for the list as .xlsx or CSV.")
    if start.startswith(b"PK"):
        if suffix in {".xlsm", ".xltm", ".xlsb"}:
            raise SheetError(f"{name} is a workbook that may carry macros; it is not opened.", cure=_SAVE_AS)
        return "xlsx"
    if suffix in {".xlsx", ".xlsm", ".xls", ".xlsb", ".parquet"}:
        called = "Parquet" if suffix == ".parquet" else "a workbook"
        raise SheetError(
            f"{name} is named like {called}, but is none.", cure="Ask for the list again; the file may be cut off."
        )
    return "text"
