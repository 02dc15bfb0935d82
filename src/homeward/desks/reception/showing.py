"""What the pages show of an arrival: banner, tags, waiting time."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.desks.reception.models import Arrival
from homeward.desks.reception.refeeding import NO_SIGN
from homeward.desks.reception.wording import BEDS, ESCORTS, FOOD, STATES, URGENCIES, URGENCY_TONES, tag

_STATE_TONES = {"expected": "info", "arrived": "good", "left": "good", "not_come": "warning"}


def banner(arrival: Arrival) -> dict[str, Any]:
    """For `parts/person.html`: flags as yes or no, and what the coordinator may know of an appointment."""
    return {
        "name": arrival.name,
        "number": arrival.case_number,
        "url": reverse("reception:person", args=[arrival.pk]),
        "statuses": [tag(_STATE_TONES[arrival.state], STATES[arrival.state])],
        "facts": [
            {"label": _("Bed"), "value": BEDS[arrival.bed]},
            {"label": _("Escort"), "value": ESCORTS[arrival.escort]},
        ],
        "alerts": flags(arrival),
    }


def flags(arrival: Arrival) -> list[dict[str, Any]]:
    """Tags of what everybody who meets the person must know."""
    found = [] if arrival.refeeding == NO_SIGN else [tag(*FOOD[arrival.refeeding][:2])]
    if arrival.isolation:
        found.append(tag("problem", _("Stays apart: infection")))
    if arrival.injury:
        found.append(tag("warning", _("Injury")))
    if arrival.appointment_by and not arrival.appointment_kept_at:
        found.append(tag("warning", _("Appointment within 24 h")))
    return found


def urgency(arrival: Arrival) -> dict[str, Any]:
    return tag(URGENCY_TONES[arrival.urgency], URGENCIES[arrival.urgency])


def waited(since: datetime, now: datetime) -> str:
    """How long somebody waits, in words: minutes up to an hour and a half, then hours, then days."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 90:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = minutes // (24 * 60)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def crumbs(*further: dict[str, str]) -> list[dict[str, str]]:
    return [{"title": _("Reception"), "url": reverse("reception:board")}, *further]


def person_crumbs(arrival: Arrival, title: str) -> list[dict[str, str]]:
    url = reverse("reception:person", args=[arrival.pk])
    return crumbs({"title": arrival.name, "url": url}, {"title": title})
