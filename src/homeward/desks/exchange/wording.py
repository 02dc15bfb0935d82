"""What this desk says in words: objectives, reasons, states. Codes come from the engine, words in the page's
language from here; the English of a reason is that of the engine, word for word."""

from collections.abc import Mapping
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
    "fair-shares": gettext_lazy("share of each party's persons home, the smallest share first"),
    "wishes-met": gettext_lazy("wishes met, the party with the fewest first"),
    "families-home": gettext_lazy("families and crews home"),
    "fewest-convoys": gettext_lazy("as few convoys as can be"),
    "fewest-rings": gettext_lazy("as few rings as can be"),
    "lottery": gettext_lazy("draw between groups of equal standing"),
}
WISHES = {
    "must": gettext_lazy("must"),
    "wanted": gettext_lazy("wanted"),
    "acceptable": gettext_lazy("acceptable"),
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


def objective_words(objective: Mapping[str, Any]) -> str:
    """One level of a terms document or plan, as what is counted."""
    kind = objective["kind"]
    if kind == "categories-home":
        named = ", ".join(category_title(code) for code in objective["categories"])
        return _("persons home of these categories: %(categories)s") % {"categories": named}
    if kind == "wishes-met":
        named = ", ".join(str(WISHES[wish]) for wish in objective["wishes"])
        return _("%(level)s (%(wishes)s)") % {"level": LEVELS[kind], "wishes": named}
    if kind == "months-in-captivity" and objective.get("bonus"):
        return _("months of captivity ended, and %(bonus)d more for each round passed over") % objective
    if kind == "fewest-convoys" and objective.get("seats"):
        return _("as few convoys as can be, of %(seats)d seats") % objective
    return str(LEVELS[kind])


def level_value(level: Mapping[str, Any]) -> str:
    """What a level of a plan came to; one figure for each step of a level that looks to the party with least first."""
    return ", ".join(str(value) for value in level.get("values", [level.get("value")]))


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


def state_tag(record: PlanRecord) -> dict[str, Any]:
    """Tone and words of a plan's state."""
    tone, words = STATES[record.state]
    return {"tone": tone, "text": words}
