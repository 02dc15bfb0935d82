"""Identifiers that people read aloud and machines sort: UUIDv7, a check character for typed numbers, plain numbers."""

import secrets
from datetime import datetime
from uuid import UUID

# Crockford's base 32 (no I, L, O, U) and its five extra check symbols: https://www.crockford.com/base32.html
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = _ALPHABET + "*~$=U"


def uuid7(moment: datetime, random_bits: int | None = None) -> UUID:
    """A UUID of version 7 (RFC 9562 section 5.7): sorts by time.

    Args:
        moment: aware time; milliseconds are kept.
        random_bits: 74 bits of chance; drawn when absent (the demo hands them in to repeat itself).
    """
    milliseconds = int(moment.timestamp() * 1000)
    chance = secrets.randbits(74) if random_bits is None else random_bits & ((1 << 74) - 1)
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)


def case_number(number: int) -> str:
    """A number with a check character, as printed beside every QR code: 42 -> 'HW-00042-5'."""
    if number < 0:
        raise ValueError("a case number is never negative")
    return f"HW-{number:05d}-{_CHECK[number % 37]}"


def read_case_number(text: str) -> int | None:
    """The number behind a typed case number; None when the check character does not fit."""
    parts = text.strip().upper().removeprefix("HW-").split("-")
    if len(parts) != 2 or not parts[0].isascii() or not parts[0].isdigit() or len(parts[1]) != 1:
        return None
    number = int(parts[0])
    return number if _CHECK[number % 37] == parts[1] else None


def typed_number(text: str, *, digits: int = 9) -> int | None:
    """The whole number that a text of an address or a form says; None for anything else.

    Digits of other scripts, signs and blanks are none, nor is a number with more than `digits` digits: the default fits
    every counter of a table, 18 every row's id.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
