"""The questions of triage, one a page, and the answers that a form carries along. Nothing is kept on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.desks.reception.actions.triage import GIVEN, Findings
from homeward.desks.reception.refeeding import Signs
from homeward.desks.reception.wording import URGENCIES

UNKNOWN = "unknown"
_NOBODY_KNOWS = _("Not known")
_YES_NO = {"no": _("No"), "yes": _("Yes")}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its name in the form, its words, and its answers in the order of the page."""

    name: str
    title: Any
    help: Any
    answers: Mapping[str, Any]


_CG32 = _("For the refeeding flag, by NICE guideline CG32. Verify the cut-offs before use.")

QUESTIONS = (
    Question(
        "urgency",
        _("How soon must somebody treat this person?"),
        "",
        {code: URGENCIES[code] for code in GIVEN},
    ),
    Question("injury", _("Is there an injury to treat?"), "", _YES_NO),
    Question(
        "isolation",
        _("Must the person stay apart because of an infection?"),
        _("Cough for weeks, fever with rash, or a known infection. Tests are made with consent alone."),
        _YES_NO,
    ),
    Question(
        "intake",
        _("For how long has the person eaten little or nothing?"),
        _CG32,
        {
            "over_10": _("More than 10 days"),
            "over_5": _("More than 5 days"),
            "5_or_less": _("Up to 5 days, or has eaten"),
            UNKNOWN: _NOBODY_KNOWS,
        },
    ),
    Question(
        "loss",
        _("How much weight was lost in the last 3 to 6 months?"),
        _CG32,
        {
            "over_15": _("More than 15 per cent (12 kg of 80)"),
            "over_10": _("More than 10 per cent (8 kg of 80)"),
            "10_or_less": _("10 per cent or less"),
            UNKNOWN: _NOBODY_KNOWS,
        },
    ),
    Question(
        "bmi",
        _("What is the body mass index?"),
        _CG32,
        {
            "under_16": _("Below 16"),
            "under_18_5": _("16 to 18.4"),
            "18_5_or_more": _("18.5 or more"),
            UNKNOWN: _("Not measured"),
        },
    ),
    Question(
        "electrolytes",
        _("Is potassium, phosphate or magnesium low?"),
        _CG32,
        {"low": _("Yes, one of them is low"), "normal": _("No"), UNKNOWN: _("Not tested")},
    ),
    Question(
        "substances",
        _("Alcohol, insulin, chemotherapy, antacids or diuretics?"),
        _CG32,
        {"yes": _("Yes"), "no": _("No"), UNKNOWN: _NOBODY_KNOWS},
    ),
)
_SIGNS = ("bmi", "loss", "intake", "electrolytes", "substances")


def answers_from(sent: Mapping[str, Any]) -> dict[str, str]:
    """The answers that a form carries, up to the first question without one; whatever is no answer is none."""
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        answer = str(sent.get(question.name, ""))
        if answer not in question.answers:
            break
        answers[question.name] = answer
    return answers


def findings_from(answers: Mapping[str, str], *, raised: bool) -> Findings:
    """The findings of a triage whose questions are all answered."""
    signs = {name: "" if answers[name] == UNKNOWN else answers[name] for name in _SIGNS}
    return Findings(
        urgency=answers["urgency"],
        signs=Signs(**signs),
        isolation=answers["isolation"] == "yes",
        injury=answers["injury"] == "yes",
        raised=raised,
    )


def in_words(answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Questions and answers for the page on which they are checked."""
    return [{"label": q.title, "value": q.answers[answers[q.name]]} for q in QUESTIONS if q.name in answers]
