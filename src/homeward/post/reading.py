"""Small strict readers for the kinds of items: each returns the value it was given, or refuses the item by name."""

import re
from collections.abc import Callable
from typing import Any

from homeward.post.items import ItemRefusal, ItemRefusedError

HASH = re.compile(r"[0-9a-f]{64}")
PARTY = re.compile(r"[A-Z][A-Z0-9_-]{0,19}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)")
_LONGEST_TEXT = 400


def bad(message: str) -> ItemRefusedError:
    """Another form than agreed, told in words."""
    return ItemRefusedError(ItemRefusal.BAD_BODY, message)


def line_of_text(value: Any, where: str, longest: int = _LONGEST_TEXT) -> str:
    """One printable line, '' too. The zero width non-joiner belongs to Persian and Arabic spelling."""
    if not isinstance(value, str) or len(value) > longest or not value.replace("\u200c", "").isprintable():
        raise bad(f"{where} is no line of text.")
    return value


def matching(pattern: re.Pattern[str], value: Any, where: str) -> str:
    """A text of exactly that form."""
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise bad(f"{where} has another form than agreed.")
    return value


def whole_number(value: Any, where: str, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """An integer within bounds; true and false are none."""
    if type(value) is not int or not least <= value <= most:
        raise bad(f"{where} is no number from {least} to {most}.")
    return value


def list_of(value: Any, where: str, check: Callable[[Any, str], Any], *, least: int = 0, most: int) -> list[Any]:
    """A list within bounds of which every member passes `check(member, where)`."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise bad(f"{where} has fewer than {least} or more than {most} entries.")
    for number, member in enumerate(value, start=1):
        check(member, f"{where}, {number}")
    return value
