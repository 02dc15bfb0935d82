"""What the pages of this desk show of a case: banner, crumbs, states of dates."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.desks.recovery.models import Case, FollowUp
from homeward.desks.recovery.wording import CARE, FOLLOW_UP_STATES, WISHES, tag


def banner(case: Case) -> dict[str, Any]:
    """For `parts/person.html`."""
    if case.state == Case.State.PLACED:
        state = ("good", _("has a place"))
    elif case.reopened_why in ("moved", "wish", "needs"):
        state = ("warning", _("place to be looked at again"))
    else:
        state = ("warning", _("place to find"))
    wish = case.wish_region.name if case.wish_region else WISHES[case.wish]
    return {
        "name": case.name,
        "number": case.label,
        "url": reverse("recovery:case", args=[case.pk]),
        "statuses": [tag(state)],
        "facts": [
            {"label": _("Needs"), "value": needs_words(case) or _("none named")},
            {"label": _("Wish"), "value": wish},
            {"label": _("Family"), "value": case.family_region.name if case.family_region else ""},
            {"label": _("Languages"), "value": ", ".join(case.languages)},
        ],
    }


def needs_words(case: Case) -> str:
    return ", ".join(str(CARE[code]) for code in case.needs if code in CARE)


def follow_up_tag(found: FollowUp, today: date) -> dict[str, Any]:
    is_due = found.state == FollowUp.State.DUE and found.due <= today
    return tag(FOLLOW_UP_STATES["overdue" if is_due else found.state])


def crumbs(*further: dict[str, str]) -> list[dict[str, str]]:
    return [{"title": _("Recovery"), "url": reverse("recovery:cases")}, *further]
