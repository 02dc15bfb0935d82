"""One term changed: which numbers of a terms document can be typed anew, the document with the change, and its text.

Plain data, no database. The engine's own reader judges the changed document; nothing is saved here.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.engine.law.categories import CATEGORIES
from homeward.engine.planning import Terms, read_terms

CLAUSES, OBJECTIVES = "clauses", "objectives"
_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the terms: `part` and `place` (from 1) say of which clause or level, `path` where in it."""

    part: str
    place: int
    path: tuple[str, ...]
    value: int

    @property
    def key(self) -> str:
        """As the page's address names it: 'clauses/2/up_to'."""
        return "/".join((self.part, str(self.place), *self.path))


@dataclass(frozen=True, slots=True)
class Change:
    """Either one number typed anew, or level `order` (from 1) put behind the one that follows it."""

    number: str = ""
    value: int = 0
    order: int = 0


def numbers_of(document: Mapping[str, Any]) -> list[Number]:
    """Every number of the clauses and levels, in the order of the terms."""
    return [
        Number(part, place, path, value)
        for part in (CLAUSES, OBJECTIVES)
        for place, entry in enumerate(document[part], start=1)
        for path, value in _leaves(entry, ())
    ]


def _leaves(entry: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    if isinstance(entry, int) and not isinstance(entry, bool):
        yield path, entry
    elif isinstance(entry, Mapping):
        for key in sorted(entry):
            yield from _leaves(entry[key], (*path, key))
    elif isinstance(entry, list):
        for place, each in enumerate(entry):
            yield from _leaves(each, (*path, str(place)))


def changed_terms(terms: Terms, change: Change) -> Terms:
    """The terms with that one change and the same draw key.

    Raises:
        InputError: there is no such number or level. TermsError: the reader of terms refuses the change.
    """
    document: dict[str, Any] = deepcopy(terms.document())
    if change.order:
        levels = document[OBJECTIVES]
        if not 1 <= change.order < len(levels):
            raise InputError(_("There is no such wish in these terms."), cure=_("Choose one on the page."))
        levels[change.order - 1 : change.order + 1] = reversed(levels[change.order - 1 : change.order + 1])
    else:
        _put(document, change)
    key = {} if terms.draw_key is None else {"draw_key": terms.draw_key.hex()}
    return read_terms(document | key, categories=CATEGORIES)


def _put(document: dict[str, Any], change: Change) -> None:
    found = next((number for number in numbers_of(document) if number.key == change.number), None)
    if found is None or abs(change.value) > _LARGEST:
        raise InputError(_("There is no such number in these terms."), cure=_("Choose one on the page."))
    entry: Any = document[found.part][found.place - 1]
    for step in found.path[:-1]:
        entry = entry[int(step)] if isinstance(entry, list) else entry[step]
    last = found.path[-1]
    entry[int(last) if isinstance(entry, list) else last] = change.value


def asked_change(asked: Mapping[str, str]) -> Change | None:
    """The change that the address names; None for none. Text that is no number is a change that does not exist."""
    if "order" in asked:
        return Change(order=typed_number(asked["order"]) or -1)
    if "term" not in asked:
        return None
    text = asked.get("value", "").strip()
    value = typed_number(text.removeprefix("-"))
    if value is None:
        return Change()
    return Change(asked["term"], -value if text.startswith("-") else value)


def terms_text(terms: Terms) -> str:
    """The terms as somebody would write them; the reader gives the same terms back."""
    document = terms.document()
    draw = {} if terms.draw_key is None else {"draw_key": terms.draw_key.hex()}
    head = {key: value for key, value in document.items() if key not in (CLAUSES, OBJECTIVES, "reference_date")} | draw
    lines = [f"{key} = {_value(value)}" for key, value in head.items()]
    lines.append(f"reference_date = {document['reference_date']}")
    for part in (CLAUSES, OBJECTIVES):
        entries: Any = document[part]
        if not entries:
            lines.append(f"{part} = []")
        for entry in entries:
            lines += ["", f"[[{part}]]", *(f"{key} = {_value(value)}" for key, value in entry.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_quoted(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
