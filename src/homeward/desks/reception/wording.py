"""Codes of this desk and their words; tones are those of the tags."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.desks.reception import refeeding

Words = Mapping[str, Any]

BEDS: Words = {"general": _("ordinary bed"), "infirmary": _("bed in the infirmary"), "single": _("single room")}
ESCORTS: Words = {
    "none": _("walks alone"),
    "helper": _("needs a helper"),
    "wheelchair": _("wheelchair"),
    "stretcher": _("stretcher"),
}
STATES: Words = {
    "expected": _("expected"),
    "arrived": _("arrived"),
    "left": _("travelled on"),
    "not_come": _("did not come"),
}
NOT_COME: Words = {
    "not_on_bus": _("was not on the bus"),
    "hospital": _("was taken to a hospital on the way"),
    "stayed": _("stayed at the place of handover"),
    "listed_twice": _("is on the list twice"),
}
# In the order of the board.
URGENCIES: Words = {
    "": _("Not seen yet"),
    "immediate": _("At once"),
    "urgent": _("Within the hour"),
    "soon": _("Today"),
    "routine": _("Can wait"),
}
URGENCY_TONES = {"": "quiet", "immediate": "problem", "urgent": "warning", "soon": "info", "routine": "good"}
# For the kitchen, one large word and a shape, so that it holds without colour and from afar.
SERVE: Mapping[str, tuple[str, Any]] = {
    refeeding.AT_RISK: ("◆", _("No food yet")),
    refeeding.NOT_EXCLUDED: ("▲", _("Ask first")),
    refeeding.UNCHECKED: ("▲", _("Ask first")),
    refeeding.NO_SIGN: ("✓", _("May eat")),
}
FOOD: Mapping[str, tuple[str, Any, Any]] = {
    refeeding.AT_RISK: (
        "problem",
        _("Refeeding risk: no food yet"),
        _("Water only. The medical officer decides what this person eats, and how much."),
    ),
    refeeding.NOT_EXCLUDED: (
        "warning",
        _("Refeeding risk not excluded"),
        _("Ask the medical officer before you serve anything."),
    ),
    refeeding.UNCHECKED: ("warning", _("Not checked yet"), _("Ask the medical officer before you serve anything.")),
    refeeding.NO_SIGN: ("good", _("No refeeding flag"), _("May eat as usual; serve small portions first.")),
}
WISHES: Words = {
    "call": _("Yes, a call"),
    "later": _("Not now, ask me later"),
    "other": _("Reach my family another way"),
    "none": _("No contact"),
}
OUTCOMES: Words = {
    "reached": _("spoke with the family"),
    "no_answer": _("nobody answered"),
    "wrong": _("the number was wrong"),
    "line": _("the line failed"),
    "message": _("left the message the person wished"),
}
# Psychological first aid, in its order (look, listen, link).
MIND_STEPS: Words = {
    "safety": _("A safe, quiet place is offered"),
    "sleep": _("Rest and sleep are possible"),
    "told": _("The person knows where they are and what comes next"),
    "listened": _("Somebody has listened, without pressing"),
    "danger": _("Danger to the person's own life was asked about"),
    "link": _("The wish about family contact was asked"),
    "further": _("The person knows whom to turn to"),
}
SEATS: Words = {"seat": _("seat"), "lying": _("lying place")}


def tag(tone: str, text: Any) -> dict[str, Any]:
    """A status word for `parts/tag.html`."""
    return {"tone": tone, "text": text}
