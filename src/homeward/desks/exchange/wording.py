"""What this desk says in words: clauses, objectives, reasons, states. Codes come from the engine, words in the page's
language from here; the English of a reason is that of the engine, word for word."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.exchange.documents import PROVISIONAL, TRIAL, UNPROVED
from homeward.desks.exchange.models import PlanRecord
from homeward.office.parties.naming import party_words

STATES = {
    PlanRecord.State.MADE: ("info", gettext_lazy("waits for a decision")),
    PlanRecord.State.APPROVED: ("good", gettext_lazy("approved")),
    PlanRecord.State.WITHDRAWN: ("quiet", gettext_lazy("withdrawn")),
}
OBSTACLES = {
    PROVISIONAL: gettext_lazy("The persons' own wish to return is asked later. Nobody travels before it is asked."),
    TRIAL: gettext_lazy("The draw key was made from the inputs. This plan is for practice and cannot be signed."),
    UNPROVED: gettext_lazy("It is not proved that this package is the only one. The plan cannot be signed."),
}
STAMPS = {
    PROVISIONAL: gettext_lazy("PROVISIONAL"),
    TRIAL: gettext_lazy("TRIAL"),
    UNPROVED: gettext_lazy("UNPROVED"),
}
# code -> (short title, sentence). Sentences are those of `engine.planning.reasons`; figures stand in braces.
REASONS: Mapping[str, tuple[Any, Any]] = {
    "mandatory (art. 109)": (
        gettext_lazy("article 109, beside the exchange"),
        gettext_lazy("Goes home under article 109 of the Third Geneva Convention, whatever is exchanged."),
    ),
    "class filled": (
        gettext_lazy("place for all of equal standing"),
        gettext_lazy("Goes: there is a place for everybody of equal standing under the terms ({of} in all)."),
    ),
    "class shared": (
        gettext_lazy("drawn by lot"),
        gettext_lazy("Goes: lot {lot} of {of} among persons of equal standing under the terms; places: {places}."),
    ),
    "lot": (
        gettext_lazy("not drawn by lot"),
        gettext_lazy(
            "Stays this time: lot {lot} of {of} among persons of equal standing under the terms; places: {places}."
        ),
    ),
    "class closed": (
        gettext_lazy("no place for this standing"),
        gettext_lazy("Stays this time: the terms leave no place for persons of this standing ({of} in all)."),
    ),
    "captured elsewhere": (
        gettext_lazy("captured elsewhere"),
        gettext_lazy("Stays this time: the terms name other places of capture."),
    ),
    "medical queue": (
        gettext_lazy("medical queue"),
        gettext_lazy("Goes home under article 109 with the next seats: place {place} in the doctors' order."),
    ),
    "no seat beside art. 109": (
        gettext_lazy("no seat beside art. 109"),
        gettext_lazy("Stays this time: all seats on this road are for persons under article 109."),
    ),
    "not on this transport": (
        gettext_lazy("not on this transport"),
        gettext_lazy("Not on this transport."),
    ),
    "veto by holder": (
        gettext_lazy("the holder refuses"),
        gettext_lazy("Stays this time: the holder refuses, reason class {veto}."),
    ),
    "not requested": (
        gettext_lazy("not requested"),
        gettext_lazy("Stays this time: not requested by the home side."),
    ),
    "not an exchange category": (
        gettext_lazy("no subject of exchange"),
        gettext_lazy(
            "No subject of exchange: this category is not bargained over and has its own way home."
        ),
    ),
}  # fmt: skip
CATEGORY_TITLES = {
    "SERIOUSLY_WOUNDED": gettext_lazy("seriously wounded"),
    "SERIOUSLY_SICK": gettext_lazy("seriously sick"),
    "WOMEN": gettext_lazy("women"),
    "PREGNANT": gettext_lazy("pregnant women and mothers of infants"),
    "UNDER_25": gettext_lazy("under 25 years of age"),
    "LONG_HELD": gettext_lazy("long held"),
    "DEFENDERS_OF": gettext_lazy("defenders of a place"),
    "CAPTURED_IN": gettext_lazy("captured in a region"),
    "CONSCRIPTS": gettext_lazy("conscripts"),
    "OFFICERS": gettext_lazy("officers"),
    "FOREIGN_FIGHTERS": gettext_lazy("nationals of other States"),
    "PARENTS_OF_MANY": gettext_lazy("parents of many children"),
    "CONVICTED": gettext_lazy("convicted or under proceedings"),
    "NAMED_PERSON": gettext_lazy("asked for by name"),
    "CREW": gettext_lazy("merchant marine or civil aircraft crew"),
    "SPECIAL_CATEGORY": gettext_lazy("special category, left undefined by the side that used the word"),
}
LEVELS = {
    "persons-home": gettext_lazy("persons home"),
    "months-in-captivity": gettext_lazy("months of captivity ended"),
    "lottery": gettext_lazy("draw between groups of equal standing"),
}


def reason_title(code: str) -> str:
    """A reason in three or four words, for facets and tables."""
    return str(REASONS[code][0]) if code in REASONS else code


def reason_words(code: str, detail: Mapping[str, Any]) -> str:
    """A reason as a sentence with its figures."""
    return str(REASONS[code][1]).format(**detail) if code in REASONS else code


def category_title(code: str) -> str:
    """'DEFENDERS_OF(Port)' -> 'defenders of a place (Port)'."""
    name, _sign, place = code.partition("(")
    title = str(CATEGORY_TITLES.get(name, name))
    return f"{title} ({place.rstrip(')')})" if place else title


def clause_words(clause: Mapping[str, Any]) -> str:
    """One clause of a terms document as a sentence."""
    kind = clause["kind"]
    if kind == "equal-heads":
        return _equal_heads(clause)
    if kind == "captured-in":
        regions = _(" or ").join(clause["regions"])
        return _("Persons held by %(side)s are exchanged only when captured in %(regions)s.") % {
            "side": party_words(clause["side"]),
            "regions": regions,
        }
    if kind == "seats":
        return _("There are %(seats)d seats from %(from)s to %(to)s; persons under article 109 take theirs first.") % {
            "seats": clause["seats"],
            "from": party_words(clause["from"]),
            "to": party_words(clause["to"]),
        }
    figures = {
        "count": clause["count"],
        "category": category_title(clause["category"]),
        "side": party_words(clause["side"]),
    }
    if kind == "at-least":
        return _("At least %(count)d among those held by %(side)s who go: %(category)s.") % figures
    return _("At most %(count)d among those held by %(side)s who go: %(category)s.") % figures


def _equal_heads(clause: Mapping[str, Any]) -> str:
    if "heads" in clause:
        return _("Equal numbers: exactly %(count)d persons each way.") % {"count": clause["heads"]}
    if "up_to" in clause:
        return _("Equal numbers: as many one way as the other, at most %(count)d.") % {"count": clause["up_to"]}
    return _("Equal numbers: as many persons one way as the other.")


def objective_words(objective: Mapping[str, Any]) -> str:
    """One level of a terms document or plan, as what is counted."""
    if objective["kind"] == "categories-home":
        named = ", ".join(category_title(code) for code in objective["categories"])
        return _("persons home of these categories: %(categories)s") % {"categories": named}
    return str(LEVELS[objective["kind"]])


def willingness_words(willingness: str) -> str:
    """How the terms treat the persons' own wish."""
    if willingness == "ask-later":
        return _("asked later, before anybody travels: plans are provisional")
    return _("as recorded: nobody is planned who has not said that they wish to return")


def terms_facts(document: Mapping[str, Any]) -> list[tuple[str, str | date]]:
    """Label and value of everything in a terms document that is neither clause nor objective."""
    return [
        (_("Title"), document["title"]),
        (_("Parties"), ", ".join(party_words(code) for code in document["parties"])),
        (_("Facts as of"), date.fromisoformat(document["reference_date"])),
        (_("The persons' own wish"), willingness_words(document["willingness"])),
    ]


def way_words(holder: str, destination: str) -> str:
    """A direction: who holds, and where home is."""
    return _("from %(holder)s home to %(destination)s") % {
        "holder": party_words(holder),
        "destination": party_words(destination),
    }


def ledger(rows: Sequence[Mapping[str, Any]], terms: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The clauses of a plan with what was reached: `what` is counted, between `lo` and `hi`, and came to `value`."""
    seen: dict[int, int] = {}
    found = []
    for row in rows:
        place = seen.get(row["clause"], 0)
        seen[row["clause"]] = place + 1
        clause = terms["clauses"][row["clause"] - 1]
        found.append({**row, "words": clause_words(clause), "what": _counted(clause, place, terms["parties"])})
    return found


def _counted(clause: Mapping[str, Any], place: int, parties: Sequence[str]) -> str:
    """What one row of a clause counts; equal heads have the difference first, then each way in the terms' order."""
    kind = clause["kind"]
    if kind == "equal-heads":
        first, second = parties
        ways = (_("difference between the two ways"), way_words(first, second), way_words(second, first))
        return ways[place]
    if kind == "seats":
        return _("seats taken beside article 109")
    return _("such persons who go")


def state_tag(record: PlanRecord) -> dict[str, Any]:
    """Tone and words of a plan's state."""
    tone, words = STATES[record.state]
    return {"tone": tone, "text": words}
