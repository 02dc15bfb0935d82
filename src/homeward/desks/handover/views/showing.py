"""What several pages of the day show alike: crumbs, tabs, lines, events, counts."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.handover.day import Event, PersonState, Tally
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.models import Handover, Line
from homeward.desks.handover.protocols import line_words
from homeward.desks.handover.queries import Day
from homeward.desks.handover.queries.days import may_see_names
from homeward.desks.handover.queries.typed import shown_number
from homeward.desks.handover.wording import (
    CONFLICTS,
    DISCREPANCIES,
    KINDS,
    OUTCOMES,
    SITES,
    WAITS,
    standing_tag,
    way_words,
)
from homeward.office.journal.rights import Actor

Way = tuple[str, str]
# The kind that counts at each site, and the tally's figure of the same name.
MAIN_KIND = {c.DEPARTURE: c.BOARDED, c.LINE: c.HANDED_OVER, c.ARRIVAL: c.RECEIVED}


def crumbs(handover: Handover | None, *further: Mapping[str, str]) -> list[Mapping[str, str]]:
    """Where a page of one handover lies."""
    found: list[Mapping[str, str]] = [{"title": _("Handover"), "url": reverse("handover:start")}]
    if handover is not None:
        title = _("Handover %(number)d") % {"number": handover.number}
        found.append({"title": title, "url": reverse("handover:day", args=[handover.pk]) if further else ""})
    return [*found, *further]


def page_of(day: Day, tab: str, *further: Mapping[str, str]) -> dict[str, Any]:
    """What all pages of one handover share."""
    key, waiting = day.handover.pk, len(day.state.needing_outcome)
    tabs = [
        ("day", _("The day"), reverse("handover:day", args=[key]), None),
        ("persons", _("Persons"), reverse("handover:persons", args=[key]), None),
        ("differences", _("Differences"), reverse("handover:differences", args=[key]), waiting),
        ("closing", _("Closing"), reverse("handover:closing", args=[key]), None),
    ]
    return {
        "handover": day.handover,
        "day": day,
        "tabs": [
            {"title": title, "url": url, "active": name == tab, "count": count} for name, title, url, count in tabs
        ],
        "crumbs": crumbs(day.handover, *further),
    }


def way_of(day: Day, number: int) -> Way:
    """The direction with that number in addresses, from 1; InputError for none."""
    ways = day.roster.ways
    if not 1 <= number <= len(ways):
        raise InputError(_("This handover has no such direction."))
    return ways[number - 1]


def shown_line(viewer: Actor, day: Day, code: str) -> dict[str, Any]:
    """One line for tables and answers; names for who may see them."""
    line, state = day.lines[code], day.state.persons[code]
    named = may_see_names(viewer)
    return {
        "code": code,
        "line": line_words(day.roster, code),
        "number": shown_number(line),
        "name": line.details.get("name", "") if named else "",
        "other_name": line.details.get("other_name", "") if named else "",
        "birth_date": line.details.get("birth_date", "") if named else "",
        "way": way_words((line.holder, line.destination)),
        "what": line.what,
        "standing": standing_tag(state.standing),
        "outside_parity": line.outside_parity,
        **_in_words(day, line, state),
    }


def _in_words(day: Day, line: Line, state: PersonState) -> dict[str, Any]:
    instead = state.replaced_by or state.replaces
    return {
        "state": state,
        # Protected causes look alike and tell nothing beside themselves.
        "differences": [
            DISCREPANCIES[code]
            for code in ([c.WITHDRAWN_PROTECTED] if state.withdrawn else state.discrepancies)
        ],
        "conflicts": [CONFLICTS[code] for code in state.conflicts],
        "outcome": OUTCOMES.get(state.outcome, ""),
        "waits": [WAITS[code] for code in state.waits_for],
        "replaced_by": line_words(day.roster, state.replaced_by) if state.replaced_by else "",
        "replaces": line_words(day.roster, state.replaces) if state.replaces else "",
        "instead": instead,
        "facts": [KINDS[kind] for kind in (c.PRESENT, c.BOARDED, c.HANDED_OVER, c.RECEIVED, c.REFUSED, c.WITNESSED)
                  if kind in state.facts],
    }  # fmt: skip


def shown_event(viewer: Actor, day: Day, event: Event) -> dict[str, Any]:
    """One event for 'last five'."""
    taken_back = any(each.kind == c.RETRACT and event.hash in each.names for each in day.events)
    line = shown_line(viewer, day, event.person_code) if event.person_code in day.lines else None
    words = KINDS[event.kind]
    if event.kind == c.DISCREPANCY:
        words = DISCREPANCIES[event.code]
    return {
        "event": event,
        "words": words,
        "line": line,
        "at": event.observed_at[11:16],
        "device": event.device,
        "taken_back": taken_back,
        "may_take_back": not taken_back and event.kind not in (c.RETRACT, c.RESOLVE, c.ABORT)
        and event.side != c.NEUTRAL,
    }  # fmt: skip


def counts_of(day: Day, tally: Tally) -> dict[str, Any]:
    """One direction with its three sites, each with its count out of those who should travel."""
    number = day.roster.ways.index(tally.way) + 1
    sites = [
        {
            "site": site,
            "title": SITES[site],
            "count": getattr(tally, MAIN_KIND[site]),
            "words": KINDS[MAIN_KIND[site]],
            "url": reverse("handover:site", args=[day.handover.pk, number, site]),
        }
        for site in c.SITES
    ]
    return {"tally": tally, "title": way_words(tally.way), "number": number, "sites": sites, "due": tally.due}
