"""Decides which column holds which field: by synonyms of its heading, or by a clerk's own mapping.

Called by `lists`. It says where it is unsure and never looks at the persons below the heading.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from homeward.base.errors import SheetError
from homeward.base.scripts import clean
from homeward.engine.sheets.fields import FIELDS, IDENTIFYING, KINDS
from homeward.engine.sheets.readings import Guess

_EXACT, _OTHER_KIND, _PART = 3, 2, 1
_APOSTROPHES = re.compile("['’ʼ`‘\"]")
_NOT_WORD = re.compile(r"[^\w№]+|_+")
# Words that say too little when they are only a part of a heading, and words that speak of somebody else.
_TOO_GENERAL = frozenset(
    {"місце", "место", "place", "location", "area", "частина", "часть", "decision", "person", "names"}
)  # fmt: skip
_ABOUT_OTHERS = frozenset(
    {"mother", "father", "wife", "husband", "relative", "contact", "phone", "applicant", "child", "next",
     "мати", "матері", "батька", "батько", "дружини", "дружина", "чоловіка", "родич", "родича", "родини", "контакт",
     "телефон", "телефону", "заявник", "заявника", "дитини",
     "матери", "отца", "жены", "мужа", "родственник", "родственника", "контактный", "телефона", "заявитель",
     "заявителя", "ребенка", "الأم", "الهاتف"}
)  # fmt: skip
_HINT = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Columns:
    """field -> column index, and what a human should look at."""

    of_field: dict[str, int]
    unsure: list[Guess]
    clashes: list[tuple[str, str, str]]  # field, first header, second header


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """Lower case, ё as е, no apostrophes, punctuation as blanks: 'Ім’я (власне)' -> 'імя власне'."""
    folded = _APOSTROPHES.sub("", clean(text).casefold().replace("ё", "е"))
    return _NOT_WORD.sub(" ", folded).strip()


def _synonyms(kind: str) -> dict[str, dict[str, int]]:
    """Plain heading -> field -> strength."""
    table: dict[str, dict[str, int]] = {}
    for field in FIELDS.values():
        own, other = (field.held, field.missing) if kind == "held" else (field.missing, field.held)
        titles = (*field.titles, field.name, " / ".join(field.titles))
        for words, strength in (((*titles, *field.words, *own), _EXACT), (other, _OTHER_KIND)):
            for word in words:
                table.setdefault(plain_heading(word), {}).setdefault(field.name, strength)
    return table


_SYNONYMS = {kind: _synonyms(kind) for kind in KINDS}


@lru_cache(maxsize=4096)
def fits(header: str, kind: str) -> tuple[int, tuple[str, ...]]:
    """The fields a heading fits best, and how well (3 exact, 2 of the other kind of list, 1 in part, 0 not)."""
    table = _SYNONYMS[kind]
    for text in (plain_heading(header), plain_heading(_HINT.sub(" ", header))):
        if text in table:
            best = max(table[text].values())
            return best, tuple(name for name, strength in table[text].items() if strength == best)
    return _fits_in_part(f" {plain_heading(_HINT.sub(' ', header))} ", table)


def _fits_in_part(padded: str, table: Mapping[str, Mapping[str, int]]) -> tuple[int, tuple[str, ...]]:
    if len(padded) > 80:  # a sentence, not a heading
        return 0, ()
    if _ABOUT_OTHERS & set(padded.split()):
        return 0, ()
    longest, names = 0, dict[str, None]()
    for word, fields in table.items():
        if (
            len(fields) > 1
            or "id" in fields
            or word in _TOO_GENERAL
            or len(word) < 3
            or len(word) < longest
            or f" {word} " not in padded
        ):
            continue
        if len(word) > longest:
            longest, names = len(word), {}
        names.update(dict.fromkeys(fields))
    return (_PART if names else 0), tuple(names)


def header_score(cells: Sequence[str], kind: str) -> int:
    """How much a row looks like a heading: two points for each exact heading, one for each partial one."""
    strengths = (fits(cell, kind)[0] for cell in cells if cell and not cell[:1].isdigit())
    return sum(2 if strength >= _OTHER_KIND else strength for strength in strengths)


def guess_columns(header: Sequence[str], kind: str) -> Columns:
    """Columns by their headings; exact headings choose first, then those of the other kind, then partial ones."""
    found = [(index, *fits(text, kind)) for index, text in enumerate(header)]
    columns = Columns({}, [], [])
    open_choices: list[tuple[int, tuple[str, ...]]] = []
    for index, strength, names in sorted(found, key=lambda item: (-item[1], item[0])):
        if strength == 0:
            continue
        if len(names) > 1:
            open_choices.append((index, names))
            continue
        if strength == _PART and names[0] not in columns.of_field:
            columns.unsure.append(Guess(header[index], names[0], names, "only a part of the heading is known"))
        _take(columns, header, index, names[0])
    for index, names in sorted(open_choices):
        _settle(columns, header, index, names)
    return columns


def _take(columns: Columns, header: Sequence[str], index: int, name: str) -> None:
    if name not in columns.of_field:
        columns.of_field[name] = index
        return
    first = header[columns.of_field[name]]
    if plain_heading(_unnumbered(first)) == plain_heading(_unnumbered(header[index])):
        columns.clashes.append((name, first, header[index]))
    why = f"'{first}' was taken for {name} already"
    columns.unsure.append(Guess(header[index], "", (name,), why))


def _settle(columns: Columns, header: Sequence[str], index: int, names: tuple[str, ...]) -> None:
    """A heading that fits several fields, judged by what the other columns hold."""
    if set(names) == {"given_name", "full_name"}:
        _settle_name(columns, header, index)
        return
    free = [name for name in names if name not in columns.of_field]
    if len(free) == 1:
        columns.of_field[free[0]] = index
        columns.unsure.append(Guess(header[index], free[0], names, "the other reading has a column of its own"))
        return
    why = "it fits several fields" if free else "each of its fields has a column already"
    columns.unsure.append(Guess(header[index], "", names, why))


def _settle_name(columns: Columns, header: Sequence[str], index: int) -> None:
    """'Name' beside a surname is a given name; alone it is the whole name."""
    name = "given_name" if "surname" in columns.of_field else "full_name"
    if name in columns.of_field:
        _take(columns, header, index, name)
        return
    columns.of_field[name] = index
    if name == "full_name":
        why = "no surname column stands beside it, so it is read as the whole name"
        columns.unsure.append(Guess(header[index], name, ("full_name", "given_name"), why))


def _unnumbered(label: str) -> str:
    return re.sub(r" \(\d+\)$", "", label)


def mapped_columns(header: Sequence[str], raw: Sequence[str], mapping: Mapping[str, str], kind: str) -> Columns:
    """Columns by a clerk's mapping (field -> header, '' for "do not read"); fields it leaves out are guessed.

    Raises:
        SheetError: unknown field, header not in the list, or a header that two columns bear.
    """
    guessed = guess_columns(header, kind)
    chosen = {name: _index_of(header, raw, name, text) for name, text in mapping.items()}
    taken = {index for index in chosen.values() if index >= 0}
    kept = {name: i for name, i in guessed.of_field.items() if name not in chosen and i not in taken}
    for name, index in chosen.items():
        if index >= 0:
            kept[name] = index
    decided = {header[index] for index in taken}
    unsure = [
        guess for guess in guessed.unsure if guess.header not in decided and not set(guess.candidates) <= set(chosen)
    ]
    return Columns(kept, unsure, [clash for clash in guessed.clashes if clash[0] not in chosen])


def _index_of(header: Sequence[str], raw: Sequence[str], name: str, text: str) -> int:
    if name not in FIELDS:
        raise SheetError(f"There is no field called {name!r}.", cure=f"Fields: {', '.join(FIELDS)}.")
    if not text:
        return -1
    wanted = plain_heading(text)
    same = [i for i, label in enumerate(header) if clean(label) == clean(text)]
    same = same if same and raw.count(raw[same[0]]) == 1 or "(" in text else []
    same = same or [i for i, cell in enumerate(raw) if plain_heading(cell) == wanted]
    if not same:
        raise SheetError(
            f"The list has no column {text!r} to read as {name}.", cure=f"Its columns are: {', '.join(header)}."
        )
    if len(same) > 1:
        labels = ", ".join(repr(header[i]) for i in same)
        raise SheetError(f"{len(same)} columns are headed {text!r}.", cure=f"Name one of them: {labels}.")
    return same[0]


def mapping_of_choices(choices: Mapping[str, str]) -> dict[str, str]:
    """Turns a page's choices (header -> field, '' for "do not read") into a mapping (field -> header).

    Raises:
        SheetError: two columns were given the same field.
    """
    mapping: dict[str, str] = {}
    for header, name in choices.items():
        if name and name in mapping:
            raise SheetError(
                f"Columns {mapping[name]!r} and {header!r} are both mapped to {name}.",
                cure="Keep one of them and leave the other unread.",
            )
        if name:
            mapping[name] = header
    for name in FIELDS:
        mapping.setdefault(name, "")
    return mapping


def refuse_unusable(columns: Columns, header: Sequence[str], where: str) -> None:
    """Refuses a list that nobody could be found by, and one whose columns contradict each other.

    Raises:
        SheetError: no identifying column, or two columns with the same heading for one field.
    """
    for name, first, second in columns.clashes:
        raise SheetError(
            f"{where}: columns {first!r} and {second!r} both read as {name}.",
            cure=f"Rename one of them, or map {name} to one of them by hand.",
        )
    if not any(name in columns.of_field for name in IDENTIFYING):
        taken = "; ".join(f"{name}: {' / '.join(FIELDS[name].titles)}" for name in IDENTIFYING)
        seen = ", ".join(label for label in header if label) or "none"
        raise SheetError(
            f"{where}: no column says who the persons are. Columns seen: {seen}.",
            cure=f"Head at least one column with a name, a number or a birth date ({taken}), or map one by hand.",
        )
