"""The words of this desk's pages: fields, reasons, stages. The English reasons are those of `engine.matching`."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FIELDS: Mapping[str, Any] = {
    "name": _("Name as written"),
    "other_name": _("Name in a second script"),
    "surname": _("Surname"),
    "given_name": _("Given name"),
    "patronymic": _("Patronymic"),
    "full_name": _("Full name"),
    "sex": _("Sex"),
    "birth_date": _("Born"),
    "service_number": _("Service number"),
    "rank": _("Rank"),
    "unit": _("Unit"),
    "event_date": _("Last contact, capture"),
    "event_place": _("Place of that event"),
    "region": _("Region"),
    "kinship": _("Kinship"),
}
REASONS: Mapping[tuple[str, str], Any] = {
    ("surname", "same"): _("surnames are written the same"),
    ("surname", "transliterated"): _("surnames sound the same, spelt by other rules"),
    ("surname", "one_letter"): _("surnames differ by one letter"),
    ("surname", "part"): _("one part of a double surname is shared"),
    ("surname", "consonants"): _("surnames share their consonants"),
    ("surname", "near"): _("surnames are close in spelling"),
    ("surname", "different"): _("surnames differ"),
    ("given_name", "same"): _("given names are written the same"),
    ("given_name", "transliterated"): _("given names are the same, spelt by other rules"),
    ("given_name", "translated"): _("given names are translations of each other"),
    ("given_name", "short_form"): _("one given name is a short form of the other"),
    ("given_name", "near"): _("given names are close in spelling"),
    ("given_name", "initial"): _("the initial fits the given name"),
    ("given_name", "initial_differs"): _("the initial does not fit the given name"),
    ("given_name", "different"): _("given names differ"),
    ("patronymic", "same"): _("patronymics are written the same"),
    ("patronymic", "transliterated"): _("patronymics are the same, spelt by other rules"),
    ("patronymic", "translated"): _("patronymics are translations of each other"),
    ("patronymic", "near"): _("patronymics are close in spelling"),
    ("patronymic", "initial"): _("the initial fits the patronymic"),
    ("patronymic", "initial_differs"): _("the initial does not fit the patronymic"),
    ("patronymic", "different"): _("patronymics differ"),
    ("birth_date", "same"): _("birth dates are the same"),
    ("birth_date", "turned"): _("day and month of birth are exchanged"),
    ("birth_date", "one_digit"): _("birth dates differ by one digit or one year"),
    ("birth_date", "near"): _("birth dates lie within three days"),
    ("birth_date", "month"): _("month and year of birth agree, the day is not known on one list"),
    ("birth_date", "year"): _("year of birth agrees, the day is not known on one list"),
    ("birth_date", "day_month"): _("day and month of birth agree, the year differs"),
    ("birth_date", "same_year"): _("only the year of birth agrees"),
    ("birth_date", "different"): _("birth dates differ"),
    ("sex", "same"): _("sex is the same"),
    ("sex", "different"): _("sex differs"),
    ("service_number", "same"): _("service numbers are the same"),
    ("service_number", "one_digit"): _("service numbers differ by one sign"),
    ("service_number", "different"): _("service numbers differ"),
    ("rank", "same"): _("ranks are equal"),
    ("rank", "near"): _("ranks are one step apart"),
    ("rank", "different"): _("ranks differ"),
    ("unit", "same"): _("units are the same"),
    ("unit", "part"): _("unit numbers agree, the kind is missing on one list"),
    ("unit", "different"): _("units differ"),
    ("event_date", "same"): _("the dates of the event are the same"),
    ("event_date", "near"): _("the dates of the event lie within three days"),
    ("event_date", "within_month"): _("the dates of the event lie within a month"),
    ("event_date", "different"): _("the dates of the event differ"),
    ("event_place", "same"): _("places are the same"),
    ("event_place", "near"): _("places are close in spelling"),
    ("event_place", "region"): _("places lie in the same region"),
    ("event_place", "different"): _("places differ"),
    ("kinship", "relatives"): _("surname agrees but the given name does not: they may be relatives"),
}
SIDES: Mapping[str, Any] = {"missing": _("Missing person"), "held": _("Person held")}
BANDS: Mapping[str, tuple[str, Any]] = {"likely": ("good", _("likely")), "review": ("quiet", _("to review"))}
# Who waits for an answer -> (tone, words of the tag); a pair for whom nobody waits in particular has no such tag.
USES: Mapping[str, tuple[str, Any]] = {
    "relative": ("warning", _("a relative waits")),
    "raised": ("info", _("asked for by the exchange desk")),
}
# Stage -> (tone, words of the tag); as the person who looks may know it.
STAGES: Mapping[str, tuple[str, Any]] = {
    "new": ("info", _("open")),
    "second": ("warning", _("second answer")),
    "withdrawn": ("warning", _("withdrawn")),
    "answered": ("quiet", _("answered by you")),
    "disagreement": ("problem", _("disagreement")),
    "confirmed": ("good", _("confirmed by two")),
    "rejected": ("quiet", _("rejected by two")),
}
ANSWERS: Mapping[str, tuple[str, Any]] = {
    "confirmed": ("good", _("same person")),
    "rejected": ("problem", _("not the same person")),
    "unsure": ("quiet", _("not sure")),
}


def reason_words(reason: Mapping[str, Any]) -> str:
    """A stored reason in the page's language; the engine's own English for a level that is newer than this table."""
    return str(REASONS.get((reason["field"], reason["level"]), reason["words"]))
