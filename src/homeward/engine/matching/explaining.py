"""Puts evidence into words: per field both values as written, the level reached, its weight. Called by the run.

Codes are refined here for reading ('translated' and 'transliterated' weigh the same); nothing is weighed or decided.
"""

from homeward.base.persons import ListedPerson
from homeward.engine.matching.fields import FIELDS
from homeward.engine.matching.results import Reason
from homeward.engine.matching.weighing import MILLIBITS
from homeward.engine.names import NameForm

WORDS: dict[str, dict[str, str]] = {
    "surname": {
        "same": "surnames are written the same",
        "transliterated": "surnames sound the same, spelt by other rules",
        "one_letter": "surnames differ by one letter",
        "part": "one part of a double surname is shared",
        "consonants": "surnames share their consonants",
        "near": "surnames are close in spelling",
        "different": "surnames differ",
    },
    "given_name": {
        "same": "given names are written the same",
        "transliterated": "given names are the same, spelt by other rules",
        "translated": "given names are translations of each other",
        "short_form": "one given name is a short form of the other",
        "near": "given names are close in spelling",
        "initial": "the initial fits the given name",
        "initial_differs": "the initial does not fit the given name",
        "different": "given names differ",
    },
    "patronymic": {
        "same": "patronymics are written the same",
        "transliterated": "patronymics are the same, spelt by other rules",
        "translated": "patronymics are translations of each other",
        "near": "patronymics are close in spelling",
        "initial": "the initial fits the patronymic",
        "initial_differs": "the initial does not fit the patronymic",
        "different": "patronymics differ",
    },
    "birth_date": {
        "same": "birth dates are the same",
        "turned": "day and month of birth are exchanged",
        "one_digit": "birth dates differ by one digit or one year",
        "near": "birth dates lie within three days",
        "month": "month and year of birth agree, the day is not known on one list",
        "year": "year of birth agrees, the day is not known on one list",
        "day_month": "day and month of birth agree, the year differs",
        "same_year": "only the year of birth agrees",
        "different": "birth dates differ",
    },
    "sex": {"same": "sex is the same", "different": "sex differs"},
    "service_number": {
        "same": "service numbers are the same",
        "one_digit": "service numbers differ by one sign",
        "different": "service numbers differ",
    },
    "rank": {"same": "ranks are equal", "near": "ranks are one step apart", "different": "ranks differ"},
    "unit": {
        "same": "units are the same",
        "part": "unit numbers agree, the kind is missing on one list",
        "different": "units differ",
    },
    "event_date": {
        "same": "the dates of the event are the same",
        "near": "the dates of the event lie within three days",
        "within_month": "the dates of the event lie within a month",
        "different": "the dates of the event differ",
    },
    "event_place": {
        "same": "places are the same",
        "near": "places are close in spelling",
        "region": "places lie in the same region",
        "different": "places differ",
    },
    "kinship": {"relatives": "surname agrees but the given name does not: they may be relatives"},
}
_NAMES = {"surname", "given_name", "patronymic"}


def reasons_for(
    left: ListedPerson,
    right: ListedPerson,
    forms: tuple[NameForm, NameForm],
    levels: dict[str, int],
    weights: dict[str, int],
) -> tuple[Reason, ...]:
    """One reason a field that says something, in the order of fields.py, kinship last."""
    reasons = []
    for field in FIELDS:
        level = levels[field.name]
        if not level:
            continue
        source = forms if field.name in _NAMES else (left, right)
        values = (_written(source[0], field.name), _written(source[1], field.name))
        code = _refined(field.name, field.levels[level - 1].code, values, forms)
        reasons.append(_reason(field.name, values, code, weights[field.name]))
    if weights["kinship"]:
        reasons.append(_reason("kinship", ("", ""), "relatives", weights["kinship"]))
    return tuple(reasons)


def _reason(name: str, values: tuple[str, str], code: str, weight: int) -> Reason:
    return Reason(name, values[0], values[1], code, round(weight / MILLIBITS, 2), WORDS[name][code])


def _written(source: NameForm | ListedPerson, name: str) -> str:
    value = getattr(source, name)
    if isinstance(value, str):
        return value or (source.region if name == "event_place" and isinstance(source, ListedPerson) else "")
    return str(value.isoformat())


def _refined(name: str, code: str, values: tuple[str, str], forms: tuple[NameForm, NameForm]) -> str:
    """Says how names are the same: as written, by sound, by translation, or as a short form."""
    if code != "same" or name not in _NAMES or values[0].casefold() == values[1].casefold():
        return code
    if name == "surname":
        return "transliterated"
    fold_name = "given_fold" if name == "given_name" else "patronymic_fold"
    if getattr(forms[0], fold_name) == getattr(forms[1], fold_name):
        return "transliterated"
    return "short_form" if name == "given_name" and (forms[0].given_short or forms[1].given_short) else "translated"
