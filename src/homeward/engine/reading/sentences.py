"""The sentence of arithmetic in English: what each said, what must be known before the figures, and the verdict.

Called by commands, exports and tests. The claims desk has the same sentences in the languages of its pages.
"""

from collections.abc import Mapping

from homeward.engine.reading.checks import Check
from homeward.engine.reading.claims import Claim

SENTENCES: Mapping[str, str] = {
    "equal": "%(left)s and %(right)s are equal.",
    "overlap": "%(left)s and %(right)s overlap: both can hold.",
    "apart": "%(left)s and %(right)s do not meet: they differ by %(difference)s.",
    "named_same": "Both name %(left)s.",
    "named_overlap": "One names %(left)s, the other %(right)s: both can hold.",
    "named_differ": "One names %(left)s, the other %(right)s.",
    "sum": "%(terms)s = %(sum)s, and the whole is given as %(whole)s.",
    "sum_off": "%(terms)s = %(sum)s, and the whole is given as %(whole)s: off by %(difference)s.",
    "within": "%(part)s can be a part of %(whole)s.",
    "beyond": "%(part)s cannot be a part of %(whole)s: it is %(difference)s more.",
    "rises": "The running total goes from %(before)s to %(after)s: %(difference)s more.",
    "may_rise": "The running total goes from %(before)s to %(after)s and need not fall.",
    "falls": "The running total goes from %(before)s to %(after)s: %(difference)s fewer.",
    "side": "They count people of different sides, so different directions.",
    "kind": "They speak of different things.",
    "modality": "One speaks of what was done, the other of what was planned, agreed or denied.",
    "scope": "One speaks of a whole, the other of a part of it or of people beside it.",
    "period": "They speak of different days.",
    "date_unknown": "The day of one of them is unknown.",
    "counted": "They count different classes of people.",
    "no_figure": "One of them gives no figure.",
    "no_name": "One of them names nobody.",
    "numbering": "A numbering of exchanges belongs to its publisher.",
    "start_unknown": "It is not said from which day each total runs.",
    "start": "The totals start on different days.",
}
REMARKS: Mapping[str, str] = {
    "two_ends": "One receives and the other hands over: the same people seen from the two ends.",
    "wider": "One counts persons, the other soldiers alone.",
    "one_side": "Both speak for one side.",
    "mediator_counts": "One figure is the mediator's count of those released.",
    "transmission_difference": "One statement reached print with two figures.",
    "read_from_a_word": "A word was said and no figure: the range is this project's reading of the word.",
}
_COMPARED = {"gt": "more than ", "ge": "at least ", "lt": "fewer than ", "le": "at most ", "about": "about "}


def figure_of(claim: Claim) -> str:
    """The figure as it was said: '115', 'more than 50', '20 to 30', 'hundreds', or '' for none."""
    if claim.n is None:
        return claim.words
    if claim.cmp == "range":
        return f"{claim.n} to {claim.n if claim.n_high is None else claim.n_high}"
    return f"{_COMPARED.get(claim.cmp, '')}{claim.n}"


def said(claim: Claim) -> str:
    """'Northland Ministry: 52 returned (northland, soldier), 2031-05-12.'"""
    day = claim.holds_for
    days = "" if day is None else f", {day.first}" if day.first == day.last else f", {day.first} to {day.last}"
    figure = " ".join(filter(None, (figure_of(claim), claim.kind.replace("_", " "))))
    return f"{claim.speaker}: {figure} ({claim.side}, {claim.counted}){days}."


def sentence(check: Check, claims: Mapping[str, Claim]) -> str:
    """Everything about one check in one line of English.

    Args:
        claims: by id, at least those of the check.
    """
    parts = [said(claims[claim]) for claim in check.claims]
    parts += [REMARKS[remark] for remark in check.remarks]
    parts.append(SENTENCES[check.reason] % check.values if check.values else SENTENCES[check.reason])
    return " ".join([*parts, f"Verdict: {check.verdict}."])
