"""The words of this desk's pages. English sentences of checks are those of `engine.reading`; a test compares them."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from homeward.engine.reading import Check, Claim

VERDICTS: Mapping[str, tuple[str, Any]] = {
    "agree": ("good", _("agree")),
    "compatible": ("info", _("can both hold")),
    "conflict": ("warning", _("conflict, both kept")),
    "sum_ok": ("good", _("adds up")),
    "sum_off": ("warning", _("does not add up")),
    "series_ok": ("good", _("series runs on")),
    "series_off": ("warning", _("series falls")),
    "not_comparable": ("quiet", _("not comparable")),
}
STANDINGS: Mapping[str, tuple[str, Any]] = {
    "differs": ("warning", _("figures differ")),
    "no_difference": ("good", _("no difference found")),
    "alone": ("quiet", _("nothing to compare")),
}
SENTENCES: Mapping[str, Any] = {
    "equal": _("%(left)s and %(right)s are equal."),
    "overlap": _("%(left)s and %(right)s overlap: both can hold."),
    "apart": _("%(left)s and %(right)s do not meet: they differ by %(difference)s."),
    "named_same": _("Both name %(left)s."),
    "named_overlap": _("One names %(left)s, the other %(right)s: both can hold."),
    "named_differ": _("One names %(left)s, the other %(right)s."),
    "sum": _("%(terms)s = %(sum)s, and the whole is given as %(whole)s."),
    "sum_off": _("%(terms)s = %(sum)s, and the whole is given as %(whole)s: off by %(difference)s."),
    "within": _("%(part)s can be a part of %(whole)s."),
    "beyond": _("%(part)s cannot be a part of %(whole)s: it is %(difference)s more."),
    "rises": _("The running total goes from %(before)s to %(after)s: %(difference)s more."),
    "may_rise": _("The running total goes from %(before)s to %(after)s and need not fall."),
    "falls": _("The running total goes from %(before)s to %(after)s: %(difference)s fewer."),
    "side": _("They count people of different sides, so different directions."),
    "kind": _("They speak of different things."),
    "modality": _("One speaks of what was done, the other of what was planned, agreed or denied."),
    "scope": _("One speaks of a whole, the other of a part of it or of people beside it."),
    "period": _("They speak of different days."),
    "date_unknown": _("The day of one of them is unknown."),
    "counted": _("They count different classes of people."),
    "no_figure": _("One of them gives no figure."),
    "no_name": _("One of them names nobody."),
    "numbering": _("A numbering of exchanges belongs to its publisher."),
    "start_unknown": _("It is not said from which day each total runs."),
    "start": _("The totals start on different days."),
}
REMARKS: Mapping[str, Any] = {
    "two_ends": _("One receives and the other hands over: the same people seen from the two ends."),
    "wider": _("One counts persons, the other soldiers alone."),
    "one_side": _("Both speak for one side."),
    "mediator_counts": _("One figure is the mediator's count of those released."),
    "transmission_difference": _("One statement reached print with two figures."),
    "read_from_a_word": _("A word was said and no figure: the range is this project's reading of the word."),
}
SIDES: Mapping[str, Any] = {
    "ukraine": _("Ukraine"),
    "russia": _("Russia"),
    "mediator": _("mediator"),
    "third": _("third party"),
    "media": _("media"),
    "both": _("both sides"),
    "unknown": _("side not said"),
}
KINDS: Mapping[str, Any] = {
    "returned": pgettext_lazy("claim", "returned"),
    "handed_over": pgettext_lazy("claim", "handed over"),
    "mediation": pgettext_lazy("claim", "mediation"),
    "running_total": pgettext_lazy("claim", "running total"),
    "captured": pgettext_lazy("claim", "captured"),
    "surrendered": pgettext_lazy("claim", "surrendered"),
    "held": pgettext_lazy("claim", "held"),
    "remains_received": pgettext_lazy("claim", "remains received"),
    "remains_handed_over": pgettext_lazy("claim", "remains handed over"),
    "losses": pgettext_lazy("claim", "losses"),
    "killed": pgettext_lazy("claim", "killed"),
    "wounded": pgettext_lazy("claim", "wounded"),
    "missing": pgettext_lazy("claim", "missing"),
}
COUNTED: Mapping[str, Any] = {
    "person": pgettext_lazy("claim", "persons"),
    "soldier": pgettext_lazy("claim", "soldiers"),
    "civilian": pgettext_lazy("claim", "civilians"),
    "body": pgettext_lazy("claim", "bodies"),
    "exchange": pgettext_lazy("claim", "exchanges"),
}
COMPARATORS: Mapping[str, Any] = {
    "eq": _("exactly this figure"),
    "gt": _("more than"),
    "ge": _("at least"),
    "lt": _("fewer than"),
    "le": _("at most"),
    "about": _("about"),
    "range": _("from one figure to another"),
    "vague": _("a word, no figure"),
}
VAGUE: Mapping[str, Any] = {
    "dozens": _("dozens"),
    "hundreds": _("hundreds"),
    "thousands": _("thousands"),
    "several": _("several"),
    "a number of": _("a number of"),
}
MODALITIES: Mapping[str, Any] = {
    "done": _("said to be done"),
    "planned": _("planned"),
    "agreed": _("agreed"),
    "denied": _("denied"),
    "conditional": _("conditional"),
}
SCOPES: Mapping[str, Any] = {
    "whole": _("the whole"),
    "part": _("a part, others not listed"),
    "listed": _("one of the listed parts of a whole"),
    "beside": _("beside the whole"),
}
EVENT_KINDS: Mapping[str, Any] = {
    "live": _("persons exchanged"),
    "remains": _("remains returned"),
    "unilateral": _("one-sided release"),
    "aborted": _("broken off"),
    "announced": _("announced"),
}
RELIABILITIES: Mapping[str, Any] = {
    "A": _("A: both sides, or each for its own number"),
    "B": _("B: one side only"),
    "C": _("C: derived, approximate or one secondary source"),
    "D": _("D: both sides published and disagree"),
}
# Movement and side -> heading of what was counted.
TOPICS: Mapping[str, Any] = {
    "moved": _("People brought home: %(side)s"),
    "remains": _("Remains brought home: %(side)s"),
    "mediation": _("Mediation: %(side)s"),
    "running_total": _("Running totals: %(side)s"),
}
OTHER_TOPIC = _("%(kind)s: %(side)s")
STATEMENT_STATES: Mapping[str, tuple[str, Any]] = {
    "draft": ("info", _("draft")),
    "released": ("good", _("released")),
    "superseded": ("warning", _("superseded")),
    "discarded": ("quiet", _("set aside")),
}
WHAT_MOVED: Mapping[str, Any] = {
    "exchanged": _("persons exchanged"),
    "article_109": _("seriously wounded and sick, returned under article 109"),
    "remains": _("remains returned"),
}
TABLE_WHY = _("the row of the public table changed")
_DIGITS = re.compile(r"\d+")


def figure_words(claim: Claim) -> str:
    """The figure as it was said, in the page's language."""
    if claim.n is None:
        return str(VAGUE.get(claim.words, claim.words or gettext("no figure")))
    n = number(claim.n)
    templates = {
        "gt": gettext("more than %(n)s"),
        "ge": gettext("at least %(n)s"),
        "lt": gettext("fewer than %(n)s"),
        "le": gettext("at most %(n)s"),
        "about": gettext("about %(n)s"),
        "range": gettext("%(n)s to %(high)s"),
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
    text = _DIGITS.sub(lambda match: number(int(match[0])), value).replace(", open]", ", {}]".format(gettext("open")))
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
