"""What this desk says in words: codes of the day in the page's language. The codes themselves stand in `day.codes`."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.handover.actions.checking import (
    ACCEPTED,
    ALREADY,
    NOT_ON_LIST,
    NOT_ON_TRANSPORT,
    TO_THE_DESK,
)
from homeward.desks.handover.day import codes as c
from homeward.office.parties.naming import party_words

SITES = {
    c.DEPARTURE: gettext_lazy("Departure"),
    c.LINE: gettext_lazy("Crossing"),
    c.ARRIVAL: gettext_lazy("Arrival"),
}
KINDS = {
    c.PRESENT: gettext_lazy("present"),
    c.BOARDED: gettext_lazy("boarded"),
    c.HANDED_OVER: gettext_lazy("handed over"),
    c.RECEIVED: gettext_lazy("received"),
    c.REFUSED: gettext_lazy("not taken over"),
    c.WITHDRAWN: gettext_lazy("not on this transport"),
    c.WITNESSED: gettext_lazy("witnessed"),
    c.DISCREPANCY: gettext_lazy("difference"),
    c.RESOLVE: gettext_lazy("settled by two"),
    c.ABORT: gettext_lazy("broken off"),
    c.NOTE: gettext_lazy("note"),
    c.RETRACT: gettext_lazy("taken back"),
}
DISCREPANCIES = {
    c.NOT_PRESENT: gettext_lazy("not present"),
    c.WITHDRAWN_PROTECTED: gettext_lazy("not on this transport"),
    c.UNFIT: gettext_lazy("not fit to travel"),
    c.DIED: gettext_lazy("died"),
    c.IDENTITY_MISMATCH: gettext_lazy("identity in doubt"),
    c.EXTRA_PERSON: gettext_lazy("on no list"),
    c.DUPLICATE: gettext_lazy("on the list twice"),
    c.WRONG_CATEGORY: gettext_lazy("wrong category"),
    c.WITHDRAWN_BY_HOLDER: gettext_lazy("withdrawn by the holder"),
    c.VETO_BY_RECEIVER: gettext_lazy("not accepted by the receiving party"),
    c.TRANSPORT_LOST: gettext_lazy("transport lost"),
}
OUTCOMES = {
    c.REPLACED: gettext_lazy("replaced from the reserve"),
    c.CARRIED_OVER: gettext_lazy("carried over to the next exchange"),
    c.ACCEPTED_UNEVEN: gettext_lazy("accepted, the numbers stay uneven"),
    c.ABORTED: gettext_lazy("the day is broken off"),
    c.CROSSED: gettext_lazy("did cross"),
}
RETRACT_REASONS = {
    "WRONG_PERSON": gettext_lazy("another person was meant"),
    "PRESSED_TWICE": gettext_lazy("pressed by mistake"),
    "WRONG_PLACE": gettext_lazy("wrong place or wrong list"),
    "FOUND_LATER": gettext_lazy("the person was found after all"),
    "WRONG_CODE": gettext_lazy("another difference was meant"),
}
ABORT_REASONS = {
    "FIRE_NEARBY": gettext_lazy("fire nearby"),
    "ROAD_CLOSED": gettext_lazy("the road is closed"),
    "NO_AGREEMENT": gettext_lazy("the parties do not agree"),
    "TRANSPORT_LOST": gettext_lazy("a transport is lost"),
    "LISTS_DIFFER": gettext_lazy("the lists differ"),
    "NEUTRAL_ABSENT": gettext_lazy("the neutral is absent"),
}
STANDINGS = {
    c.CONFLICT: ("problem", gettext_lazy("contradiction")),
    c.OPEN: ("warning", gettext_lazy("to be settled")),
    c.EXPECTED: ("quiet", gettext_lazy("expected")),
    c.UNDER_WAY: ("info", gettext_lazy("under way")),
    c.EXCHANGED: ("good", gettext_lazy("crossed")),
    c.NOT_TODAY: ("quiet", gettext_lazy("stays this time")),
    c.STANDS_BY: ("quiet", gettext_lazy("in reserve")),
    c.EMPTY: ("quiet", gettext_lazy("empty line")),
    c.RETURNED: ("warning", gettext_lazy("back in custody")),
}
CONFLICTS = {
    "received_and_refused": gettext_lazy("received and not taken over"),
    "two_places": gettext_lazy("counted at two places"),
    "denied": gettext_lazy("counted although a difference denies it"),
    "reserve_twice": gettext_lazy("one person in reserve called for two"),
    "reserve_not_called": gettext_lazy("in reserve, counted without being called"),
    "two_outcomes": gettext_lazy("two outcomes that differ"),
    "after_the_outcome": gettext_lazy("counted after two people had settled otherwise"),
    "after_the_abort": gettext_lazy("half over when the day was broken off"),
}
WAITS = {
    c.HANDED_OVER: gettext_lazy("the releasing side"),
    c.RECEIVED: gettext_lazy("the receiving side"),
    c.WITNESSED: gettext_lazy("the neutral witness"),
    "another_officer": gettext_lazy("another officer at one end"),
}
PROBLEMS = {
    "unknown_line": gettext_lazy("names a line that is not on this list"),
    "other_manifest": gettext_lazy("belongs to another list"),
    "wrong_side": gettext_lazy("was stated by a side that cannot state it"),
    "not_joint": gettext_lazy("needs two different people"),
}
FINDINGS = {
    "gap": gettext_lazy("events {first} to {last} are not here yet"),
    "fork": gettext_lazy("event {first} exists in two versions"),
    "broken": gettext_lazy("event {first} does not follow from the one before"),
}
# answer -> (tone, title, what to do)
ANSWERS: dict[str, tuple[str, Any, Any]] = {
    ACCEPTED: ("good", gettext_lazy("Accepted"), gettext_lazy("The person may go on.")),
    ALREADY: ("info", gettext_lazy("Already checked"), gettext_lazy("Nothing was added. Look at the number again.")),
    NOT_ON_LIST: (
        "problem",
        gettext_lazy("Not on the list"),
        gettext_lazy("Nobody goes on from here. Send the person to the discrepancy desk; the group continues."),
    ),
    NOT_ON_TRANSPORT: (
        "warning",
        gettext_lazy("Not on this transport"),
        gettext_lazy("The person stays. Ask nothing here; the neutral knows."),
    ),
    TO_THE_DESK: (
        "warning",
        gettext_lazy("At the discrepancy desk"),
        gettext_lazy("Two people settle this first; the group continues."),
    ),
}


def way_words(way: tuple[str, str]) -> str:
    """A direction: who holds, and where home is."""
    return _("from %(holder)s home to %(destination)s") % {
        "holder": party_words(way[0]),
        "destination": party_words(way[1]),
    }


def standing_tag(standing: str) -> dict[str, Any]:
    tone, text = STANDINGS[standing]
    return {"tone": tone, "text": text}


def finding_words(what: str, first: int, last: int) -> str:
    return str(FINDINGS[what]).format(first=first, last=last)
