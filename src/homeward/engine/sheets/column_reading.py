"""Reads the cells of one column, each distinct text once: lists repeat their ranks, units, dates and given names.

Called by `rows` for every mapped column. What a text reads as depends on it alone, so remembering changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError
from homeward.engine.sheets.cells import (
    UnreadableCellError,
    mixed_words,
    read_date,
    read_fitness,
    read_number,
    read_sex,
    read_veto,
    tidy,
)
from homeward.engine.sheets.fields import NAME_FIELDS
from homeward.engine.sheets.readings import Vocabulary

_REMEMBERED = 1 << 16  # texts a column; a column of more distinct texts starts afresh, so that memory stays bounded

Read = Callable[[str], tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class Odd:
    """A reading with something to say about it.

    Attributes:
        value: falsy when the cell says nothing or cannot be read.
        remark: kind of reading otherwise than written, or words left aside. mixed: words of two scripts.
        fault: (reason, cure, code) when the cell cannot be read.
    """

    value: Any
    remark: str = ""
    mixed: tuple[str, ...] = ()
    fault: tuple[str, str, str] | None = None


class ColumnReader:
    """One mapped column of one list."""

    def __init__(self, name: str, index: int, read: Read | None) -> None:
        self.name, self.index = name, index
        self.is_name = name in NAME_FIELDS
        self.known: dict[str, Any] = {}
        self._read = read
        self._room = 0 if name == "id" else _REMEMBERED  # no id stands twice

    def take(self, cell: str) -> Any:
        """The value of a text that is not in `known`, falsy when it says nothing; `Odd` where there is more to say."""
        taken = self._look(cell)
        if len(self.known) >= self._room:
            self.known.clear()
        if self._room:
            self.known[cell] = taken
        return taken

    def _look(self, cell: str) -> Any:
        try:
            text = tidy(cell)
            if not text:
                return ""
            value, remark = (text, "") if self._read is None else self._read(text)
        except InputError as error:
            code = error.code if isinstance(error, UnreadableCellError) else "unknown-word"
            return Odd("", fault=(error.message, error.cure, code))
        mixed = mixed_words(text) if self.is_name else ()
        return Odd(value, remark, mixed) if remark or mixed else value


def field_readers(vocabulary: Vocabulary, excel_1904: bool) -> dict[str, Read]:
    """field -> reader giving (value, remark); fields without one are text."""

    def number(text: str) -> tuple[str, str]:
        cell = read_number(text)
        return cell.value, cell.remark

    def birth(text: str) -> tuple[HalfKnownDate, str]:
        return read_date(text, birth=True, excel_1904=excel_1904)

    def event(text: str) -> tuple[HalfKnownDate, str]:
        return read_date(text, birth=False, excel_1904=excel_1904)

    def categories(text: str) -> tuple[tuple[str, ...], str]:
        codes, unread = vocabulary.categories(text)
        return codes, "; ".join(unread)

    def plain(read: Callable[[str], str]) -> Read:
        return lambda text: (read(text), "")

    return {
        "id": number,
        "service_number": number,
        "birth_date": birth,
        "event_date": event,
        "categories": categories,
        "sex": plain(read_sex),
        "fit_to_travel": plain(read_fitness),
        "veto": plain(read_veto),
        "willingness": plain(vocabulary.willingness),
        "medical_decision": plain(vocabulary.decision),
    }
