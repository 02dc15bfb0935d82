"""The register's words for codes and fields, in the page's language; engines speak English."""

from collections.abc import Mapping
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from homeward.base.dates import HalfKnownDate

KIND_TITLES: Mapping[str, Any] = {"missing": _("missing persons"), "held": _("persons held")}
ONE_OF_KIND: Mapping[str, Any] = {"missing": _("missing person"), "held": _("person held")}

FIELD_TITLES: Mapping[str, Any] = {
    "id": _("id in the list"),
    "name": _("name"),
    "surname": _("surname"),
    "given_name": _("given name"),
    "patronymic": _("patronymic"),
    "full_name": _("full name in one cell"),
    "other_name": _("name in another script"),
    "sex": _("sex"),
    "birth_date": _("date of birth"),
    "rank": _("rank"),
    "service_number": _("service number"),
    "unit": _("unit"),
    "event_date": _("date of capture or of last contact"),
    "event_place": _("place of capture or of last contact"),
    "region": _("region"),
    "categories": _("categories"),
    "medical_decision": _("medical decision"),
    "fit_to_travel": _("fit to travel"),
    "willingness": _("own will"),
    "veto": _("reason of a veto"),
}

# What the event is, by the kind of list.
_EVENT_TITLES: Mapping[tuple[str, str], Any] = {
    ("event_date", "held"): _("date of capture"),
    ("event_place", "held"): _("place of capture"),
    ("event_date", "missing"): _("date of last contact"),
    ("event_place", "missing"): _("place of last contact"),
}

CATEGORY_TITLES: Mapping[str, Any] = {
    "SERIOUSLY_WOUNDED": _("seriously wounded"),
    "SERIOUSLY_SICK": _("seriously sick"),
    "WOMEN": _("women"),
    "PREGNANT": _("pregnant women and mothers of infants"),
    "UNDER_25": _("under 25 years of age"),
    "LONG_HELD": _("long held"),
    "DEFENDERS_OF": _("defenders of a place"),
    "CAPTURED_IN": _("captured in a region"),
    "CONSCRIPTS": _("conscripts"),
    "OFFICERS": _("officers"),
    "MEDICS_CHAPLAINS": _("medical and religious personnel"),
    "FOREIGN_FIGHTERS": _("nationals of other States"),
    "PARENTS_OF_MANY": _("parents of many children"),
    "CONVICTED": _("convicted or under proceedings"),
    "NAMED_PERSON": _("asked for by name"),
    "CIVILIAN": _("civilian"),
    "CREW": _("merchant marine or civil aircraft crew"),
    "CHILDREN": _("children"),
    "SPECIAL_CATEGORY": _("special category"),
}

_VALUES: Mapping[str, Mapping[str, Any]] = {
    "sex": {"f": _("female"), "m": _("male")},
    "fit_to_travel": {"yes": _("yes"), "no": _("no")},
    "medical_decision": {
        "A": _("direct repatriation"),
        "B": _("neutral country"),
        "NC": _("next medical commission"),
    },
}

STATE_TITLES: Mapping[str, Any] = {
    "proposed": _("not committed"),
    "committed": _("in the register"),
    "undone": _("undone"),
}
STATE_TONES: Mapping[str, str] = {"proposed": "warning", "committed": "good", "undone": "quiet"}

SIZE_TITLES: Mapping[str, Any] = {
    "ONE": _("one person"),
    "UP_TO_5": _("2 to 5 persons"),
    "UP_TO_20": _("6 to 20 persons"),
    "UP_TO_100": _("21 to 100 persons"),
    "MORE": _("more than 100 persons"),
}

DECISION_TITLES: Mapping[str, Any] = {
    "A": _("A – direct repatriation"),
    "B": _("B – neutral country"),
    "NC": _("NC – next commission"),
}

CUSTODY_REASONS: Mapping[str, Any] = {
    "WRONG_DAY": _("the day"),
    "WRONG_CODE": _("what happened"),
    "WRONG_PLACE": _("the place"),
}

VALUE_STATES: Mapping[str, tuple[str, Any]] = {
    "open": ("warning", _("waits to be settled")),
    "earlier": ("quiet", _("corrected")),
    "beside": ("quiet", _("not taken")),
}

CHANGE_REASONS: Mapping[str, Any] = {
    "MISHEARD": _("it was misheard"),
    "MISWRITTEN": _("it was written wrongly"),
    "DOCUMENT_SEEN": _("a document was seen"),
    "PERSON_SAYS": _("the person says so"),
    "LATER_LIST": _("taken from the later list"),
    "BATCH_UNDONE": _("the batch it came from was undone"),
}

PAGE_TITLES: Mapping[str, Any] = {
    "register.person": _("person page"),
    "register.identity": _("identity card"),
    "register.edit": _("correction"),
    "register.settle": _("settling a difference"),
    "families.request": _("request of a relative"),
    "tracing.pair": _("pair page"),
}

# What a rejected cell is told in languages other than English, by its code: (reason, cure).
_REJECTIONS: Mapping[str, tuple[Any, Any]] = {
    "unreadable": (_("the cell cannot be read"), _("Write the value itself into the cell and save again.")),
    "lost-digits": (
        _("the number was shortened by the spreadsheet"),
        _("Format the column as text and write the number again."),
    ),
    "impossible-date": (_("this is no date"), _("Write it as 07.03.1998, 1998-03-07, 03.1998 or 1998.")),
    "unknown-word": (_("the word is not known"), _("Use one of the words of the blank list.")),
    "total-line": (
        _("this looks like a total, not like a person"),
        _("Take the line out of the list, or give the person a column of their own."),
    ),
    "repeated": (_("the row repeats an earlier one"), _("Leave one of the two rows out.")),
    "same-id": (
        _("an earlier row has the same id and other content"),
        _("Ask the list's author which row is right, or give one a new id."),
    ),
    "long-id": (
        _("the id is longer than the register keeps"),
        _("Give the person a shorter id, or map another column."),
    ),
}


def is_english() -> bool:
    return (get_language() or "en").startswith("en")


def rejection_words(code: str, reason: str, cure: str) -> tuple[str, str]:
    """Reason and cure in the clerk's language; English keeps the reader's own, more exact sentence."""
    if is_english() or code not in _REJECTIONS:
        return reason, cure
    told, mended = _REJECTIONS[code]
    return str(told), str(mended)


def field_title(name: str, kind: str) -> str:
    """The title of a field in a list of that kind."""
    return str(_EVENT_TITLES.get((name, kind), FIELD_TITLES.get(name, name)))


def category_words(code: str) -> str:
    """The title of a category, with the place or region it names."""
    plain, _bracket, place = code.partition("(")
    title = str(CATEGORY_TITLES.get(plain, plain))
    return f"{title}: {place.rstrip(')')}" if place else title


def day_words(date: HalfKnownDate) -> str:
    """A date as far as it is known, in the page's language, for places that take text alone."""
    first = date.first_day()
    if first is None:
        return ""
    return format_date(first, {"day": "j E Y", "month": "F Y"}.get(date.precision, "Y"))


def value_words(field: str, value: Any) -> str:
    """A stored or listed value in words."""
    if isinstance(value, HalfKnownDate):
        return day_words(value)
    if field in ("birth_date", "event_date"):
        return day_words(HalfKnownDate.fromisoformat(value))
    if field == "categories":
        return ", ".join(category_words(code) for code in value)
    return str(_VALUES.get(field, {}).get(value, value)) or gettext("nothing")
