"""The words of an answer, in the relative's language. No name stands in it: who finds the letter learns nothing."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.families.grading import GRADE, PERSON, RECEIVED, Verdict
from homeward.office.journal import clock

_STATUS: Mapping[str, Any] = {
    "NO_DATA": gettext_lazy("Nothing is known yet of the person you are looking for. The search goes on."),
    "REPORTED_MISSING": gettext_lazy(
        "The person you are looking for is registered as missing. Nobody has told this office where they are. "
        "The search goes on."
    ),
    "REPORTED_CAPTIVE": gettext_lazy(
        "There is a report that the person you are looking for is held. It has not been confirmed, and it may be wrong."
    ),
    "PROBABLY_CAPTIVE": gettext_lazy(
        "Several reports say that the person you are looking for is held. They have not been confirmed."
    ),
    "CONFIRMED_BY_DETAINING_POWER": gettext_lazy(
        "The party that holds the person you are looking for has confirmed it. Two officers of this office compared "
        "the records, each by themselves."
    ),
    "CONFIRMED_BY_NEUTRAL": gettext_lazy(
        "A neutral intermediary has confirmed that the person you are looking for is held. Two officers of this office "
        "compared the records, each by themselves."
    ),
    "RELEASED": gettext_lazy("The person you are looking for has been released and is on the way."),
    "RETURNED": gettext_lazy("The person you are looking for has returned."),
}
_RECEIVED = gettext_lazy(
    "We have your request and work on it. As soon as kinship is shown, we tell you what is known and who says so. "
    "Until then everyone who asks reads these same words, whatever is known."
)
_PERSON = gettext_lazy(
    "An officer of this office would like to speak with you. Please come, or tell us how to reach you, and bring "
    "somebody who is close to you if you wish."
)
_MONEY = gettext_lazy(
    "This service is free. Nobody of this office asks for money, for bank details or for a favour, before or after an "
    "answer. Whoever does is not from this office: do not pay, and tell us."
)


def letter(*, case: str, verdict: Verdict, code: str, language: str) -> str:
    """The whole text of an answer, in that language, for the present day."""
    with translation.override(language):
        paragraphs = (
            str(settings.NODE.title),
            _("Answer to request %(case)s, %(day)s") % {"case": case, "day": format_date(clock.now(), "j E Y")},
            _body(verdict),
            str(_MONEY),
            _("Code of this letter: %(code)s. On the verification page of this office it reads: genuine.")
            % {"code": code},
        )
        return "\n\n".join(paragraphs)


def _body(verdict: Verdict) -> str:
    if verdict.kind == GRADE:
        return str(_STATUS[verdict.status])
    return str({RECEIVED: _RECEIVED, PERSON: _PERSON}[verdict.kind])


def money_warning() -> str:
    """The warning that stands in every letter and on the verification page."""
    return str(_MONEY)
