"""Request and offer lists as documents: built from persons, read strictly, summed up, compared version with version.

Plain data, no database. An offer says of everybody a party holds what planning needs, a request which of them the home
side asks for. Neither carries a name, and never what a person said of their own will.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError, NewerFormatError
from homeward.base.persons import ListedPerson
from homeward.engine.law.categories import CATEGORIES
from homeward.engine.sealing import canonical_bytes, require_nfc

FORMAT = 1
OFFER, REQUEST = "offer", "request"
TYPES = {OFFER: "homeward.offer", REQUEST: "homeward.request"}
MOST_ROWS = 10_000
TEXTS = ("sex", "region", "medical_decision", "fit_to_travel", "veto")
DATES = ("birth_date", "event_date")
OFFER_FIELDS = frozenset({"id", *TEXTS, *DATES, "categories"})
REQUEST_FIELDS = frozenset({"held_id", "own_id"})
_HEAD = frozenset({"format", "type", "party", "to", "number", "rows"})
_LONGEST = 400
_PARTY = re.compile(r"[A-Z][A-Z0-9_-]{0,19}")
_CODE = re.compile(r"([A-Z0-9_]{1,40})(\([^()]{1,80}\))?")
_ALLOWED = {"sex": ("", "f", "m"), "medical_decision": ("", "A", "B", "NC"), "fit_to_travel": ("", "no", "yes")}


def offer_document(*, party: str, to: str, number: int, persons: Iterable[ListedPerson]) -> dict[str, Any]:
    """The offer of these persons; `ListedPerson.id` is the holder's own id of the list.

    Raises:
        InputError: two persons share an id, or a value has no place in an offer.
    """
    rows = [
        {
            "id": person.id,
            **{name: getattr(person, name) for name in TEXTS},
            **{name: getattr(person, name).isoformat() for name in DATES},
            "categories": sorted(set(person.categories)),
        }
        for person in persons
    ]
    return read_list_document(_headed(OFFER, party, to, number, sorted(rows, key=lambda row: str(row["id"]))))


def request_document(*, party: str, to: str, number: int, asked: Mapping[str, str]) -> dict[str, Any]:
    """The request for these persons: the holder's own id of a person -> the home side's own id of the missing one."""
    rows = [{"held_id": held, "own_id": asked[held]} for held in sorted(asked)]
    return read_list_document(_headed(REQUEST, party, to, number, rows))


def _headed(kind: str, party: str, to: str, number: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"format": FORMAT, "type": TYPES[kind], "party": party, "to": to, "number": number, "rows": rows}


def read_list_document(value: object) -> dict[str, Any]:
    """The document itself, when it is a whole list in exactly this form.

    Raises:
        NewerFormatError: written for a later version.
        InputError: another field, a row out of order or twice, a value outside its words; names the place.
    """
    if not isinstance(value, dict) or set(value) != _HEAD:
        raise _bad(_("it has other fields than a list has"))
    require_nfc(value)
    _check_head(value)
    rows, kind = value["rows"], kind_of(value)
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise _bad(_("it has no rows, or more than %(most)d") % {"most": MOST_ROWS})
    for number, row in enumerate(rows, start=1):
        _check_row(row, kind, _("row %(number)d") % {"number": number})
    _check_order([row["id" if kind == OFFER else "held_id"] for row in rows])
    if kind == REQUEST and len({row["own_id"] for row in rows}) != len(rows):
        raise _bad(_("one missing person is found in two persons held"))
    canonical_bytes(value)
    return value


def kind_of(document: Mapping[str, Any]) -> str:
    """OFFER or REQUEST."""
    return next(kind for kind, name in TYPES.items() if name == document["type"])


def _check_head(value: Mapping[str, Any]) -> None:
    told = value["format"]
    if type(told) is int and told > FORMAT:
        raise NewerFormatError(
            _("The list is written in format %(format)d; this version reads format 1.") % {"format": told},
            cure=_("Use a later version of Homeward."),
        )
    if type(told) is not int or told != FORMAT or value["type"] not in TYPES.values():
        raise _bad(_("it is neither a request nor an offer"))
    if not all(isinstance(value[side], str) and _PARTY.fullmatch(value[side]) for side in ("party", "to")):
        raise _bad(_("it names no party"))
    if value["party"] == value["to"]:
        raise _bad(_("a party does not write to itself"))
    if type(value["number"]) is not int or not 0 < value["number"] < 1_000_000:
        raise _bad(_("it has no number"))


def _check_row(row: Any, kind: str, where: str) -> None:
    if not isinstance(row, dict) or set(row) != (OFFER_FIELDS if kind == OFFER else REQUEST_FIELDS):
        raise _bad(_("%(where)s has other fields than a row has") % {"where": where})
    for name, text in row.items():
        if name != "categories" and not _is_line(text):
            raise _bad(_("%(where)s: %(field)s is no line of text") % {"where": where, "field": name})
    if not all(row[name].strip() for name in ("id", "held_id", "own_id") if name in row):
        raise _bad(_("%(where)s has no id") % {"where": where})
    if kind == OFFER:
        _check_offered(row, where)


def _check_offered(row: Mapping[str, Any], where: str) -> None:
    for name, words in _ALLOWED.items():
        if row[name] not in words:
            raise _bad(_("%(where)s: %(field)s holds no word of this list") % {"where": where, "field": name})
    for name in DATES:
        if not _is_date(row[name]):
            raise _bad(_("%(where)s: %(field)s is no date") % {"where": where, "field": name})
    codes = row["categories"]
    if not isinstance(codes, list) or not all(_is_category(code) for code in codes) or codes != sorted(set(codes)):
        raise _bad(_("%(where)s: the categories are no codes in their order") % {"where": where})


def _is_line(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= _LONGEST and text.replace("\u200c", "").isprintable()


def _is_date(text: str) -> bool:
    try:
        return HalfKnownDate.fromisoformat(text).isoformat() == text
    except (ValueError, TypeError, InputError):
        return False


def _is_category(code: Any) -> bool:
    found = _CODE.fullmatch(code) if isinstance(code, str) else None
    return found is not None and found[1] in CATEGORIES


def _check_order(ids: Sequence[str]) -> None:
    for before, after in zip(ids, ids[1:], strict=False):
        if before == after:
            raise _bad(_("two rows have the id %(id)s") % {"id": after})
        if before > after:
            raise _bad(_("the rows are not in the order of their ids"))


def _bad(what: str) -> InputError:
    return InputError(
        _("This is no list that can be taken: %(what)s.") % {"what": what}, cure=_("Ask its sender for it again.")
    )


def persons_in(document: Mapping[str, Any]) -> list[ListedPerson]:
    """The persons of an offer as planning takes them, under the holder's own ids; nobody's will is among it."""
    return [
        ListedPerson(
            id=row["id"],
            categories=tuple(row["categories"]),
            **{name: row[name] for name in TEXTS},
            **{name: HalfKnownDate.fromisoformat(row[name]) for name in DATES},
        )
        for row in document["rows"]
    ]


def asked_in(document: Mapping[str, Any]) -> dict[str, str]:
    """Held id -> the home side's own id, of a request."""
    return {row["held_id"]: row["own_id"] for row in document["rows"]}


def summary_of_list(document: Mapping[str, Any]) -> dict[str, Any]:
    """Counts for pages. Fitness is never counted: beside a plan such a count would single out the own will."""
    if kind_of(document) == REQUEST:
        return {"rows": len(document["rows"])}
    rows = document["rows"]
    return {
        "rows": len(rows),
        "withheld": sum(bool(row["veto"]) for row in rows),
        "art109": sum(row["medical_decision"] == "A" for row in rows),
        "categories": dict(sorted(Counter(code for row in rows for code in row["categories"]).items())),
    }


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One person whom both versions name and tell otherwise: field -> (before, after)."""

    id: str
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to another: ids that came in and went out, rows that changed."""

    came_in: tuple[str, ...]
    went_out: tuple[str, ...]
    changed: tuple[ChangedRow, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """What a later version of a list changed.

    Raises:
        InputError: the two are versions of different lists.
    """
    if any(before[name] != after[name] for name in ("type", "party", "to")):
        raise InputError(_("These are versions of two different lists."), cure=_("Choose two versions of one list."))
    one, other = ({row.get("id", row.get("held_id")): row for row in document["rows"]} for document in (before, after))
    return Difference(
        tuple(key for key in other if key not in one),
        tuple(key for key in one if key not in other),
        tuple(ChangedRow(key, _changed(one[key], row)) for key, row in other.items() if key in one and one[key] != row),
    )


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}
