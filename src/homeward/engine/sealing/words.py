"""Decides the eight words in which two people compare a hash by voice or on paper, without a screen.

Called by paper, pages and `verify`. 88 bits catch a mistaken or an altered document; the whole hash stands in the QR
code beside them. The words are never a key and never a secret.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from homeward.base.errors import InputError

# A list is never edited: another list is another file with the next number, and papers say which one they used.
LIST_VERSION = 1
WORDS, BITS_PER_WORD = 8, 11
_FILE = Path(__file__).parent / "wordlists" / f"words-{LIST_VERSION}-english.txt"


class UnknownWordError(InputError):
    """A spoken word is not on the list."""


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 words in their order; no two share their first four letters."""
    return tuple(_FILE.read_text(encoding="ascii").split())


def eight_words(digest: str | bytes) -> tuple[str, ...]:
    """The first 88 bits of a hash as eight words, eleven bits each, most significant first.

    Raises:
        InputError: fewer than 88 bits, or no hex digits.
    """
    number = int.from_bytes(_first_bytes(digest), "big")
    mask = (1 << BITS_PER_WORD) - 1
    return tuple(word_list()[number >> shift & mask] for shift in range(77, -1, -BITS_PER_WORD))


def bits_of_words(words: Sequence[str]) -> bytes:
    """The 11 bytes that eight words stand for, capital letters and blanks around a word forgiven.

    Raises:
        UnknownWordError: a word is not on the list; InputError: not eight words.
    """
    if len(words) != WORDS:
        raise InputError(f"a hash is spoken as {WORDS} words, not {len(words)}.")
    number = 0
    for word in words:
        number = number << BITS_PER_WORD | _index(word)
    return number.to_bytes(WORDS * BITS_PER_WORD // 8, "big")


def is_spoken_form_of(words: Sequence[str], digest: str | bytes) -> bool:
    """Whether the words as heard belong to that hash; unknown words are an error, not a no."""
    return bits_of_words(words) == _first_bytes(digest)


def _first_bytes(digest: str | bytes) -> bytes:
    try:
        data = bytes.fromhex(digest) if isinstance(digest, str) else digest
    except ValueError as error:
        raise InputError(f"{digest!r} is no hash in hex digits.") from error
    if len(data) < WORDS * BITS_PER_WORD // 8:
        raise InputError("a hash of fewer than 88 bits has no eight words.")
    return data[: WORDS * BITS_PER_WORD // 8]


def _index(word: str) -> int:
    try:
        return word_list().index(word.strip().lower())
    except ValueError as error:
        raise UnknownWordError(f"{word!r} is not on word list {LIST_VERSION}.", cure="Ask to hear it again.") from error
