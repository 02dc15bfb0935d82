"""The words of this desk's pages. English sentences of checks are those of `engine.reading`; a test compares them."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from homeward.engine.reading import Check, Claim

VERDICTS: Mapping[str, tuple[str, Any]] = {
    "agree": ("good", lazy("agree")),
    "compatible": ("info", lazy("can both hold")),
    "conflict": ("warning", lazy("conflict, both kept")),
    "sum_ok": ("good", lazy("adds up")),
    "sum_off": ("warning", lazy("does not add up")),
    "series_ok": ("good", lazy("series runs on")),
    "series_off": ("warning", lazy("series falls")),
    "not_comparable": ("quiet", lazy("not comparable")),
}
STANDINGS: Mapping[str, tuple[str, Any]] = {
    "differs": ("warning", lazy("figures differ")),
    "no_difference": ("good", lazy("no difference found")),
    "alone": ("quiet", lazy("nothing to compare")),
}
SENTENCES: Mapping[str, Any] = {
    "equal": lazy("%(left)s and %(right)s are equal."),
    "overlap": lazy("%(left)s and %(right)s overlap: both can hold."),
    "apart": lazy("%(left)s and %(right)s do not meet: they differ by %(difference)s."),
    "named_same": lazy("Both name %(left)s."),
    "named_overlap": lazy("One names %(left)s, the other %(right)s: both can hold."),
    "named_differ": lazy("One names %(left)s, the other %(right)s."),
    "sum": lazy("%(terms)s = %(sum)s, and the whole is given as %(whole)s."),
    "sum_off": lazy("%(terms)s = %(sum)s, and the whole is given as %(whole)s: off by %(difference)s."),
    "within": lazy("%(part)s can be a part of %(whole)s."),
    "beyond": lazy("%(part)s cannot be a part of %(whole)s: it is %(difference)s more."),
    "rises": lazy("The running total goes from %(before)s to %(after)s: %(difference)s more."),
    "may_rise": lazy("The running total goes from %(before)s to %(after)s and need not fall."),
    "falls": lazy("The running total goes from %(before)s to %(after)s: %(difference)s fewer."),
    "side": lazy("They count people of different sides, so different directions."),
    "kind": lazy("They speak of different things."),
    "modality": lazy("One speaks of what was done, the other of what was planned, agreed or denied."),
    "scope": lazy("One speaks of a whole, the other of a part of it or of people beside it."),
    "period": lazy("They speak of different days."),
    "date_unknown": lazy("The day of one of them is unknown."),
    "counted": lazy("They count different classes of people."),
    "no_figure": lazy("One of them gives no figure."),
    "no_name": lazy("One of them names nobody."),
    "numbering": lazy("A numbering of exchanges belongs to its publisher."),
    "start_unknown": lazy("It is not said from which day each total runs."),
    "start": lazy("The totals start on different days."),
}
REMARKS: Mapping[str, Any] = {
    "two_ends": lazy("One receives and the other hands over: the same people seen from the two ends."),
    "wider": lazy("One counts persons, the other soldiers alone."),
    "one_side": lazy("Both speak for one side."),
    "mediator_counts": lazy("One figure is the mediator's count of those released."),
    "transmission_difference": lazy("One statement reached print with two figures."),
}
SIDES: Mapping[str, Any] = {
    "ukraine": lazy("Ukraine"),
    "russia": lazy("Russia"),
    "mediator": lazy("mediator"),
    "third": lazy("third party"),
    "media": lazy("media"),
    "both": lazy("both sides"),
    "unknown": lazy("side not said"),
}
KINDS: Mapping[str, Any] = {
    "returned": lazy("returned"),
    "handed_over": lazy("handed over"),
    "mediation": lazy("mediation"),
    "running_total": lazy("running total"),
    "captured": lazy("captured"),
    "surrendered": lazy("surrendered"),
    "held": lazy("held"),
    "remains_received": lazy("remains received"),
    "remains_handed_over": lazy("remains handed over"),
    "losses": lazy("losses"),
    "killed": lazy("killed"),
    "wounded": lazy("wounded"),
    "missing": lazy("missing"),
}
COUNTED: Mapping[str, Any] = {
    "person": lazy("persons"),
    "soldier": lazy("soldiers"),
    "civilian": lazy("civilians"),
    "body": lazy("bodies"),
    "exchange": lazy("exchanges"),
}
COMPARATORS: Mapping[str, Any] = {
    "eq": lazy("exactly this figure"),
    "gt": lazy("more than"),
    "ge": lazy("at least"),
    "lt": lazy("fewer than"),
    "le": lazy("at most"),
    "about": lazy("about"),
    "range": lazy("from one figure to another"),
    "vague": lazy("a word, no figure"),
}
VAGUE: Mapping[str, Any] = {
    "dozens": lazy("dozens"),
    "hundreds": lazy("hundreds"),
    "thousands": lazy("thousands"),
    "several": lazy("several"),
    "a number of": lazy("a number of"),
}
MODALITIES: Mapping[str, Any] = {
    "done": lazy("said to be done"),
    "planned": lazy("planned"),
    "agreed": lazy("agreed"),
    "denied": lazy("denied"),
    "conditional": lazy("conditional"),
}
SCOPES: Mapping[str, Any] = {
    "whole": lazy("the whole"),
    "part": lazy("a part, others not listed"),
    "listed": lazy("one of the listed parts of a whole"),
    "beside": lazy("beside the whole"),
}
EVENT_KINDS: Mapping[str, Any] = {
    "live": lazy("persons exchanged"),
    "remains": lazy("remains returned"),
    "unilateral": lazy("one-sided release"),
    "aborted": lazy("broken off"),
    "announced": lazy("announced"),
}
RELIABILITIES: Mapping[str, Any] = {
    "A": lazy("A: both sides, or each for its own number"),
    "B": lazy("B: one side only"),
    "C": lazy("C: derived, approximate or one secondary source"),
    "D": lazy("D: both sides published and disagree"),
}
# Movement and side -> heading of what was counted.
TOPICS: Mapping[str, Any] = {
    "moved": lazy("People brought home: %(side)s"),
    "remains": lazy("Remains brought home: %(side)s"),
    "mediation": lazy("Mediation: %(side)s"),
    "running_total": lazy("Running totals: %(side)s"),
}
OTHER_TOPIC = lazy("%(kind)s: %(side)s")
STATEMENT_STATES: Mapping[str, tuple[str, Any]] = {
    "draft": ("info", lazy("draft")),
    "released": ("good", lazy("released")),
    "superseded": ("warning", lazy("superseded")),
    "discarded": ("quiet", lazy("set aside")),
}
WHAT_MOVED: Mapping[str, Any] = {
    "exchanged": lazy("persons exchanged"),
    "article_109": lazy("seriously wounded and sick, returned under article 109"),
    "remains": lazy("remains returned"),
}
TABLE_WHY = lazy("the row of the public table changed")
_DIGITS = re.compile(r"\d+")


def figure_words(claim: Claim) -> str:
    """The figure as it was said, in the page's language."""
    if claim.n is None:
        return str(VAGUE.get(claim.words, claim.words or _("no figure")))
    n = number(claim.n)
    templates = {
        "gt": _("more than %(n)s"),
        "ge": _("at least %(n)s"),
        "lt": _("fewer than %(n)s"),
        "le": _("at most %(n)s"),
        "about": _("about %(n)s"),
        "range": _("%(n)s to %(high)s"),
    }
    high = number(claim.n if claim.n_high is None else claim.n_high)
    return str(templates.get(claim.cmp, "%(n)s")) % {"n": n, "high": high}


def number(value: int) -> str:
    """A figure with its thousands set apart."""
    return str(number_format(value, force_grouping=True))


def sentence(check: Check) -> str:
    """The sentence of arithmetic in the page's language."""
    return str(SENTENCES[check.reason]) % {name: _shown(value) for name, value in check.values.items()}


def _shown(value: str) -> str:
    text = _DIGITS.sub(lambda match: number(int(match[0])), value).replace(", open]", ", {}]".format(_("open")))
    # On a right-to-left page a sum keeps its order between marks of isolation.
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def topic(claim: Claim) -> str:
    """What a claim is about, as a heading: its movement and whose people."""
    side = side_words(claim.side)
    template = TOPICS.get(claim.movement)
    if template is None:
        return str(OTHER_TOPIC) % {"kind": KINDS[claim.kind], "side": side}
    return str(template) % {"side": side}


def side_words(code: str) -> str:
    """A side in words; a party's code stands as it is."""
    return str(SIDES.get(code, code))


def tag(table: Mapping[str, tuple[str, Any]], code: str) -> dict[str, Any]:
    """Tone and words of a code, for `parts/tag.html`."""
    tone, text = table[code]
    return {"tone": tone, "text": text}
