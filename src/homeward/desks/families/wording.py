"""Words of this desk's pages for what is told and what waits."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.desks.families.grading import GRADE, PERSON, RECEIVED, Verdict

WAITING: Mapping[str, Any] = {
    "unanswered": _("no answer yet"),
    "drafted": _("answer to give"),
    "unlinked": _("not tied to a record"),
    "kinship": _("kinship not decided"),
}
ANSWER_STATES: Mapping[str, tuple[str, Any]] = {
    "drafted": ("warning", _("draft")),
    "given": ("good", _("given")),
    "dropped": ("quiet", _("dropped")),
}
_GRADES: Mapping[int, Any] = {
    1: _("grade 1: nothing is known"),
    2: _("grade 2: registered as missing"),
    3: _("grade 3: reported, not confirmed"),
    4: _("grade 4: confirmed, with its source"),
    5: _("grade 5: released or returned"),
}
_KINDS: Mapping[str, Any] = {
    RECEIVED: _("the same words as for everyone, until kinship is shown"),
    PERSON: _("a person speaks with the relative; no grade is written"),
}


def verdict_words(verdict: Verdict) -> str:
    """What may be told now, for the officer."""
    return told_words(verdict.kind, verdict.grade)


def told_words(kind: str, grade: int | None) -> str:
    """What an answer tells, for the officer."""
    return str(_GRADES[grade] if kind == GRADE and grade else _KINDS[kind])
