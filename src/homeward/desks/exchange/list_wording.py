"""Lists, interviews and the formula check in words of the page's language; codes come from documents and engines."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.dates import HalfKnownDate
from homeward.desks.exchange.clause_wording import clause_words
from homeward.desks.exchange.formula import CAN, CANNOT, OPEN, Verdict, said_from_lists
from homeward.desks.exchange.lists import OFFER
from homeward.desks.exchange.models import ListVersion
from homeward.desks.exchange.wording import category_title, way_words
from homeward.engine.law.willingness import (
    DOES_NOT_WISH,
    UNABLE,
    UNDECIDED,
    WISHES_THIRD_STATE,
    WISHES_TO_RETURN,
)
from homeward.office.parties.naming import party_words

ANSWERS = {
    WISHES_TO_RETURN: gettext_lazy("wishes to return"),
    DOES_NOT_WISH: gettext_lazy("does not wish to return"),
    UNDECIDED: gettext_lazy("undecided"),
    WISHES_THIRD_STATE: gettext_lazy("wishes to go to a third State"),
    UNABLE: gettext_lazy("cannot answer"),
}
KINDS = {
    ListVersion.Kind.OFFER: gettext_lazy("Offer"),
    ListVersion.Kind.REQUEST: gettext_lazy("Request"),
}
VERDICTS = {
    CAN: ("good", gettext_lazy("can be met")),
    CANNOT: ("problem", gettext_lazy("cannot be met")),
    OPEN: ("warning", gettext_lazy("not to be said yet")),
}
FIELDS = {
    "sex": gettext_lazy("sex"),
    "birth_date": gettext_lazy("date of birth"),
    "event_date": gettext_lazy("date of capture"),
    "region": gettext_lazy("region"),
    "categories": gettext_lazy("categories"),
    "medical_decision": gettext_lazy("medical decision"),
    "fit_to_travel": gettext_lazy("fitness to travel"),
    "veto": gettext_lazy("refusal of the holder"),
    "own_id": gettext_lazy("the home side's own id"),
}
# Codes of deviations, and what they rest on: the lists, or a status of the register as strong as its words.
DEVIATIONS = {
    "UNKNOWN_TO_HOLDER": gettext_lazy("unknown to the holder"),
    "NOT_REQUESTED": gettext_lazy("nobody asked for"),
    "DUPLICATE": gettext_lazy("the same person twice, as it seems"),
    "WRONG_CATEGORY": gettext_lazy("category read otherwise"),
    "CIVILIAN": gettext_lazy("civilian"),
    "ALREADY_HOME": gettext_lazy("already home"),
    "DECEASED_CLAIMED": gettext_lazy("said to have died"),
    "VETOED": gettext_lazy("withheld by the holder"),
}
GROUNDS = {
    "lists": gettext_lazy("the lists themselves"),
    "birth date or sex": gettext_lazy("birth date or sex on the list"),
    "clause": gettext_lazy("a clause of the terms"),
    "service number": gettext_lazy("one service number"),
    "HOME": gettext_lazy("home"),
    "RETURNED": gettext_lazy("returned"),
    "RELEASED": gettext_lazy("released"),
    "HANDED_OVER": gettext_lazy("handed over"),
    "IN_TRANSIT_STATE": gettext_lazy("in the transit state"),
    "LEGALLY_DECLARED": gettext_lazy("declared dead by law"),
    "IDENTIFIED_FORENSICALLY": gettext_lazy("identified forensically"),
    "REMAINS_RECEIVED": gettext_lazy("remains received"),
    "DEATH_NOTIFIED": gettext_lazy("death notified"),
    "DEATH_CLAIMED": gettext_lazy("said to have died, a claim"),
}
_SEXES = {"f": gettext_lazy("woman"), "m": gettext_lazy("man")}


def list_title(kind: str, party: str, other: str) -> str:
    """'Offer of Northland to Southland'."""
    words = _("Offer of %(party)s to %(other)s") if kind == OFFER else _("Request of %(party)s to %(other)s")
    return words % {"party": party_words(party), "other": party_words(other)}


def version_title(version: ListVersion) -> str:
    """The list with the number of the version."""
    title = list_title(version.kind, version.party, version.other)
    return _("%(list)s, version %(number)d") % {"list": title, "number": version.number}


def offered_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row of an offer as pages and exports show it. Fitness serves planning alone and is shown nowhere."""
    return {
        "sex": str(_SEXES.get(row["sex"], "")),
        "birth_date": HalfKnownDate.fromisoformat(row["birth_date"]),
        "event_date": HalfKnownDate.fromisoformat(row["event_date"]),
        "region": row["region"],
        "categories": ", ".join(category_title(code) for code in row["categories"]),
        "medical_decision": row["medical_decision"],
        "veto": row["veto"],
    }


def change_words(name: str, before: Any, after: Any) -> dict[str, str]:
    """One changed field of a row: what it is, what was told before, what is told now."""
    if name == "fit_to_travel":
        return {"field": str(FIELDS[name]), "before": "", "after": _("told otherwise")}
    return {"field": str(FIELDS[name]), "before": _value(name, before), "after": _value(name, after)}


def _value(name: str, value: Any) -> str:
    if name == "categories":
        return ", ".join(category_title(code) for code in value)
    return str(_SEXES.get(value, value)) if name == "sex" else str(value)


def verdict_words(verdict: Verdict, parties: list[str]) -> dict[str, Any]:
    """A clause, whether it can be met, and the figures that say so."""
    tone, word = VERDICTS[verdict.word]
    return {
        "clause": clause_words(verdict.clause),
        "tone": tone,
        "verdict": word,
        "why": _why(verdict, parties),
    }


def _why(verdict: Verdict, parties: list[str]) -> str:
    clause, told = verdict.clause, verdict.figures
    if not said_from_lists(clause, parties):
        return _("Counts alone do not tell it; a plan does.")
    if not told:
        return _("A list that this clause is about has not come to this node.")
    kind = clause["kind"]
    if kind == "equal-heads":
        return _equal_heads_why(clause, told, parties)
    if kind == "captured-in":
        return _("%(there)d of the %(of)d who could be bargained were captured there; the others stay.") % told
    if kind == "seats":
        return (
            _("Article 109 may take %(art109)d seats; %(left)d are left for the %(of)d who could be bargained.") % told
        )
    return _("%(such)d such persons could be bargained.") % told


def _equal_heads_why(clause: Mapping[str, Any], told: Mapping[str, int], parties: list[str]) -> str:
    first, second = parties
    words = _("Could go: %(there)d %(one_way)s, %(back)d %(other_way)s.") % {
        "there": told["there"],
        "one_way": way_words(first, second),
        "back": told["back"],
        "other_way": way_words(second, first),
    }
    if "heads" in clause:
        return words
    return f"{words} {_('At most %(most)d each way.') % told}"
