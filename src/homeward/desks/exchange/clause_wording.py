"""Clauses of terms in words of the page's language: their sentence, their title, what their rows count."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.exchange.wording import category_title, way_words
from homeward.office.parties.naming import party_words

Clause = Mapping[str, Any]
# Kind -> its title. A title names no unit, so it stands where nobody else may be named.
TITLES: Mapping[str, Any] = {
    "equal-heads": gettext_lazy("equal numbers"),
    "heads": gettext_lazy("agreed numbers"),
    "bloc": gettext_lazy("numbers between two groups of parties"),
    "balance": gettext_lazy("each party gets as many as it lets go"),
    "points": gettext_lazy("equal points by rank"),
    "category-parity": gettext_lazy("equal numbers of a category"),
    "all-for-all": gettext_lazy("all for all"),
    "unilateral": gettext_lazy("on top, for nothing"),
    "carry": gettext_lazy("balance carried over"),
    "quota": gettext_lazy("share of a category or region"),
    "seats": gettext_lazy("seats"),
    "at-least": gettext_lazy("at least so many of a category"),
    "at-most": gettext_lazy("at most so many of a category"),
    "captured-in": gettext_lazy("place of capture"),
    "must": gettext_lazy("condition for taking part"),
    "link": gettext_lazy("together or not at all"),
    "exclude": gettext_lazy("not both"),
    "stage": gettext_lazy("batches towards a round number"),
    "named-for-many": gettext_lazy("named persons for many"),
    "conditional-ratio": gettext_lazy("ratio that depends on the number"),
    "rings": gettext_lazy("length of rings"),
}


def clause_title(kind: str) -> str:
    """A kind of clause in a few words; names nobody."""
    return str(TITLES.get(kind, kind))


def clause_words(clause: Clause) -> str:
    """One clause of a terms document as a sentence."""
    return _SENTENCES[clause["kind"]](clause)


def _equal_heads(clause: Clause) -> str:
    if "heads" in clause:
        words = _("Equal numbers: exactly %(count)d persons each way.") % {"count": clause["heads"]}
    elif "up_to" in clause:
        words = _("Equal numbers: as many one way as the other, at most %(count)d.") % {"count": clause["up_to"]}
    else:
        words = _("Equal numbers: as many persons one way as the other.")
    return f"{_between(clause)} {words}" if "between" in clause else words


def _between(clause: Clause) -> str:
    return _("Between %(one)s and %(other)s.") % dict(
        zip(("one", "other"), map(party_words, clause["between"]), strict=True)
    )


def _heads(clause: Clause) -> str:
    sides = clause.get("blocs") or [[party] for party in clause["between"]]
    one, other = (", ".join(map(party_words, side)) for side in sides)
    first, second = clause.get("counts") or clause["ratio"]
    figures = {"first": first, "second": second, "one": one, "other": other}
    if "counts" in clause:
        return _("Exactly %(first)d persons held by %(one)s go, and %(second)d held by %(other)s.") % figures
    words = _("For each %(second)d persons held by %(other)s who go, %(first)d held by %(one)s go.") % figures
    return words + _within(clause)


def _within(clause: Clause) -> str:
    return " " + _("Tolerance: %(count)d.") % {"count": clause["tolerance"]} if clause.get("tolerance") else ""


def _balance(clause: Clause) -> str:
    parties = ", ".join(map(party_words, clause["parties"]))
    return _("Each of these parties gets as many persons as it lets go: %(parties)s.") % {"parties": parties} + _within(
        clause
    )


def _points(clause: Clause) -> str:
    words = _("Equal points by rank, as the table of the terms counts them.")
    return f"{_between(clause)} {words}{_within(clause)}"


def _category_parity(clause: Clause) -> str:
    words = _("As many one way as the other of this category: %(category)s.")
    return f"{_between(clause)} {words % {'category': category_title(clause['category'])}}{_within(clause)}"


def _all_for_all(clause: Clause) -> str:
    if "category" not in clause:
        return f"{_between(clause)} {_('All for all: everybody who may be exchanged goes.')}"
    words = _("All for all of this category: %(category)s.") % {"category": category_title(clause["category"])}
    return f"{_between(clause)} {words}"


def _unilateral(clause: Clause) -> str:
    way = way_words(clause["from"], clause["to"])
    if "units" in clause:
        return _("On top and for nothing, %(way)s: %(units)s.") % {"way": way, "units": ", ".join(clause["units"])}
    return _("On top and for nothing, %(way)s: %(count)d persons.") % {"way": way, "count": clause["heads"]}


def _carry(clause: Clause) -> str:
    words = _("Brought forward: %(brought)d. After this round neither side is ahead by more than %(limit)d.") % clause
    return f"{_between(clause)} {words}"


def _quota(clause: Clause) -> str:
    what = category_title(clause["category"]) if "category" in clause else clause["region"]
    words = []
    if "at_least_per_mille" in clause:
        words.append(_("at least %(count)d in a thousand") % {"count": clause["at_least_per_mille"]})
    if "at_most_per_mille" in clause:
        words.append(_("at most %(count)d in a thousand") % {"count": clause["at_most_per_mille"]})
    figures = {"side": party_words(clause["side"]), "what": what, "limits": ", ".join(words)}
    return _("Among those held by %(side)s who go, %(what)s: %(limits)s.") % figures


def _seats(clause: Clause) -> str:
    if "from" in clause and "to" in clause:
        return _("There are %(seats)d seats from %(from)s to %(to)s; persons under article 109 take theirs first.") % {
            "seats": clause["seats"],
            "from": party_words(clause["from"]),
            "to": party_words(clause["to"]),
        }
    figures = {"seats": clause["seats"], "party": party_words(clause.get("from") or clause["to"])}
    if "from" in clause:
        return _("There are %(seats)d seats from %(party)s; persons under article 109 take theirs first.") % figures
    return _("There are %(seats)d seats to %(party)s; persons under article 109 take theirs first.") % figures


def _at_least(clause: Clause) -> str:
    return _("At least %(count)d among those held by %(side)s who go: %(category)s.") % _of_category(clause)


def _at_most(clause: Clause) -> str:
    return _("At most %(count)d among those held by %(side)s who go: %(category)s.") % _of_category(clause)


def _of_category(clause: Clause) -> dict[str, Any]:
    side, category = party_words(clause["side"]), category_title(clause["category"])
    return {"count": clause["count"], "category": category, "side": side}


def _captured_in(clause: Clause) -> str:
    regions = _(" or ").join(clause["regions"])
    return _("Persons held by %(side)s are exchanged only when captured in %(regions)s.") % {
        "side": party_words(clause["side"]),
        "regions": regions,
    }


def _must(clause: Clause) -> str:
    figures = {"party": party_words(clause["party"]), "units": ", ".join(clause["units"])}
    return _("%(party)s takes part only if these go: %(units)s.") % figures


def _link(clause: Clause) -> str:
    return _("These go together or not at all: %(units)s.") % {"units": ", ".join(clause["units"])}


def _exclude(clause: Clause) -> str:
    return _("At most one of these goes: %(units)s.") % {"units": ", ".join(clause["units"])}


def _stage(clause: Clause) -> str:
    words = _("Batch %(batch)d of %(batches)d towards %(target)d persons each way.") % clause
    one, other = clause["done"]
    done = _("Before it went %(one)d and %(other)d.") % {"one": one, "other": other}
    return f"{_between(clause)} {words} {done}{_within(clause)}"


def _named_for_many(clause: Clause) -> str:
    one, other = map(party_words, clause["between"])
    figures = {"units": ", ".join(clause["units"]), "one": one, "other": other, "count": clause["heads"]}
    return _("Named persons held by %(one)s (%(units)s) count for %(count)d held by %(other)s.") % figures


def _conditional_ratio(clause: Clause) -> str:
    nobody = _("persons")
    what, answer = (category_title(clause[key]) if key in clause else nobody for key in ("category", "answer"))
    steps = "; ".join(_("%(per)d for each from %(from)d on") % step for step in clause["steps"])
    figures = {"way": way_words(clause["from"], clause["to"]), "what": what, "answer": answer, "steps": steps}
    return _("For those who go %(way)s (%(what)s) others go back (%(answer)s): %(steps)s.") % figures


def _rings(clause: Clause) -> str:
    return _("Every ring of handovers has at most %(at_most)d of them.") % clause


_SENTENCES: Mapping[str, Callable[[Clause], str]] = {
    "equal-heads": _equal_heads,
    "heads": _heads,
    "bloc": _heads,
    "balance": _balance,
    "points": _points,
    "category-parity": _category_parity,
    "all-for-all": _all_for_all,
    "unilateral": _unilateral,
    "carry": _carry,
    "quota": _quota,
    "seats": _seats,
    "at-least": _at_least,
    "at-most": _at_most,
    "captured-in": _captured_in,
    "must": _must,
    "link": _link,
    "exclude": _exclude,
    "stage": _stage,
    "named-for-many": _named_for_many,
    "conditional-ratio": _conditional_ratio,
    "rings": _rings,
}


def ledger(rows: Sequence[Mapping[str, Any]], terms: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The clauses of a plan with what was reached: `what` is counted, between `lo` and `hi`, and came to `value`."""
    seen: dict[int, int] = {}
    found = []
    for row in rows:
        place = seen.get(row["clause"], 0)
        seen[row["clause"]] = place + 1
        clause = terms["clauses"][row["clause"] - 1]
        found.append({**row, "words": clause_words(clause), "what": counted(clause, place, terms["parties"])})
    return found


def counted(clause: Clause, place: int, parties: Sequence[str]) -> str:
    """What one row of a clause counts; equal heads have the difference first, then each way in the terms' order."""
    kind = clause["kind"]
    if kind == "equal-heads":
        first, second = clause.get("between", parties)
        ways = (_("difference between the two ways"), way_words(first, second), way_words(second, first))
        return ways[place]
    if kind == "seats":
        return _("seats taken beside article 109")
    if kind in ("at-least", "at-most"):
        return _("such persons who go")
    return f"{clause_title(kind)} ({place + 1})" if place else clause_title(kind)
