"""Reads one table of a terms file key by key: known keys only; values are text, whole numbers, dates or lists of words.

Called by `terms`, `clauses` and `objectives`. It never guesses: an unknown key is refused with the nearest allowed one.
"""

import difflib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from homeward.base.errors import TermsError
from homeward.base.scripts import clean

LARGEST_COUNT = 10_000_000


def nearest(word: str, allowed: Collection[str]) -> str:
    """A cure: the allowed word that looks most like the one written, and all of them."""
    close = difflib.get_close_matches(word, sorted(allowed), n=1, cutoff=0.0)
    return f"Did you mean {close[0]!r}? Allowed: {', '.join(sorted(allowed))}." if close else ""


def refuse_floats(value: object, where: str = "Terms") -> None:
    """Raises TermsError naming the first decimal number: parties on two machines must read the same amounts."""
    if isinstance(value, float):
        raise TermsError(
            f"{where} is the decimal number {value!r}; terms hold whole numbers only.",
            cure="Write it without a decimal point; shares are whole numbers of persons.",
        )
    if isinstance(value, Mapping):
        for key, item in value.items():
            refuse_floats(item, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, start=1):
            refuse_floats(item, f"{where}[{number}]")


class KeyedTable:
    """One table with its name for messages; asking for a key checks its type.

    Raises: TermsError from the constructor for an unknown key, from each method for a missing or unfit value.
    """

    def __init__(self, data: object, where: str, allowed: Collection[str]) -> None:
        if not isinstance(data, Mapping):
            raise TermsError(f"{where} must be a table of keys and values.")
        for key in data:
            if key not in allowed:
                raise TermsError(f"{where}: unknown key {key!r}.", cure=nearest(str(key), allowed))
        self.data: Mapping[str, Any] = data
        self.where = where

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def value(self, key: str) -> Any:
        if key not in self.data:
            raise TermsError(f"{self.where}: the key {key!r} is missing.", cure=f"Add {key} = …")
        return self.data[key]

    def text(self, key: str) -> str:
        value = self.value(key)
        if not isinstance(value, str) or not clean(value):
            raise TermsError(f"{self.where}: {key} must be a text in quotes, not {value!r}.")
        return clean(value)

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise TermsError(f"{self.where}: {key} = {value!r} is unknown.", cure=nearest(value, allowed))
        return value

    def count(self, key: str) -> int:
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_COUNT:
            raise TermsError(f"{self.where}: {key} must be a whole number from 0 to {LARGEST_COUNT}, not {value!r}.")
        return value

    def optional_count(self, key: str) -> int | None:
        return self.count(key) if key in self else None

    def words(self, key: str) -> tuple[str, ...]:
        value = self.value(key)
        if not isinstance(value, list | tuple) or not value:
            raise TermsError(f"{self.where}: {key} must be a list of words, not {value!r}.", cure=f'{key} = ["…", "…"]')
        for word in value:
            if not isinstance(word, str) or not clean(word):
                raise TermsError(f"{self.where}: {key} holds {word!r}, which is no word.")
        cleaned = tuple(clean(word) for word in value)
        if len(set(cleaned)) < len(cleaned):
            raise TermsError(f"{self.where}: {key} names a word twice.")
        return cleaned

    def day(self, key: str) -> date:
        value = self.value(key)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError as error:
                raise TermsError(f"{self.where}: {key} = {value!r} is no date.", cure=f"{key} = 2024-08-24") from error
        if not isinstance(value, date) or isinstance(value, datetime):
            raise TermsError(f"{self.where}: {key} must be a date, not {value!r}.", cure=f"{key} = 2024-08-24")
        return value

    def whole(self, key: str) -> int:
        """A whole number that may be negative."""
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_COUNT:
            raise TermsError(f"{self.where}: {key} must be a whole number, not {value!r}.")
        return value

    def per_mille(self, key: str) -> int | None:
        """A share in thousandths, or None."""
        if (share := self.optional_count(key)) is not None and share > 1000:
            raise TermsError(f"{self.where}: {key} must be a whole number from 0 to 1000, not {share}.")
        return share

    def pair(self, key: str) -> tuple[int, int]:
        """Two counts."""
        value = self.value(key)
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise TermsError(f"{self.where}: {key} must hold two whole numbers, not {value!r}.", cure=f"{key} = [3, 1]")
        one, other = (KeyedTable({key: each}, self.where, (key,)).count(key) for each in value)
        return one, other

    def counts(self, key: str) -> dict[str, int]:
        """A table of word -> count."""
        value = self.value(key)
        if not isinstance(value, Mapping) or not value:
            raise TermsError(f"{self.where}: {key} must be a table of whole numbers, not {value!r}.")
        inner = KeyedTable(value, f"{self.where}, {key}", tuple(value))
        return {clean(word): inner.count(word) for word in value}

    def some_of(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """A list of allowed words."""
        named = self.words(key)
        for word in named:
            if word not in allowed:
                raise TermsError(f"{self.where}: {key} holds {word!r}, which is unknown.", cure=nearest(word, allowed))
        return named

    def two_blocs(self, key: str, allowed: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Two lists of allowed words without a word in common."""
        value = self.value(key)
        if not isinstance(value, list | tuple) or len(value) != 2:
            cure = f'{key} = [["A", "B"], ["C"]]'
            raise TermsError(f"{self.where}: {key} must hold two lists of parties, not {value!r}.", cure=cure)
        one, other = (KeyedTable({key: each}, self.where, (key,)).some_of(key, allowed) for each in value)
        if both := sorted(set(one) & set(other)):
            raise TermsError(f"{self.where}: {both[0]!r} stands in both {key}.")
        return one, other

    def tables(self, key: str) -> list[Any]:
        value = self.value(key)
        if not isinstance(value, list):
            raise TermsError(f"{self.where}: {key} must be a list of tables, not {value!r}.")
        return value
