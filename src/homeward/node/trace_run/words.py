"""A pair in plain words: how sure, who else, what speaks for and against. Read by the report and `--explain`."""

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.engine.charts import Step
from homeward.engine.matching import LIKELY, REVIEW, Matches, PairExplanation, Reason

PRIOR = "before any comparison: how rarely two persons drawn from these lists are one"
TOTAL = "all together"
FIELD_NAMES = {
    "surname": "Surname", "given_name": "Given name", "patronymic": "Patronymic", "birth_date": "Birth date",
    "sex": "Sex", "service_number": "Service number", "rank": "Rank", "unit": "Unit",
    "event_date": "Date of the event", "event_place": "Place of the event", "kinship": "Relatives",
}  # fmt: skip
WHY_NOT = {
    "no_common_key": "The two records share too little to be compared at all: no combination of name, year, number, "
    "unit or date meets, so the search never looked at this pair.",
    "contradiction": "They were compared and set aside: the given names differ and no birth date or service number "
    "speaks for one person. They may be relatives or namesakes.",
    "other_assigned": "They were compared, and another person fits better.",
    "below_review": "They were compared, and too little speaks for one person to show the pair for review.",
}
BANDS = {
    LIKELY: "likely: very probable, well ahead of everybody else, no contradiction, and more than the name agrees",
    REVIEW: "to review: a person must decide, because something contradicts, or somebody else fits too",
    "none": "not proposed",
}
NEXT_STEP = (
    "This is a suggestion, not a finding. Two people must each compare the records and confirm, the second without "
    "seeing the first one's answer, before any family is told."
)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The steps from the start to the total, in thousandths of a bit, worded for a picture and its table."""

    steps: Sequence[Step]
    total: int

    @property
    def odds(self) -> str:
        """The total as odds, before other candidates are weighed against it."""
        return odds(self.total)


def waterfall_of(explained: PairExplanation) -> Waterfall:
    """Prior, one step a reason, total."""
    words = {reason.field: reason.words for reason in explained.pair.reasons}
    inner = [Step(words[name], weight) for name, weight in explained.waterfall[1:-1]]
    (_, prior), (_, total) = explained.waterfall[0], explained.waterfall[-1]
    return Waterfall([Step(PRIOR, prior), *inner, Step(TOTAL)], total)


def odds(millibits: int) -> str:
    """'about 3,000 to 1 for', 'even', 'about 8 to 1 against'."""
    times = 2.0 ** min(60, abs(millibits) / 1000)
    if times < 1.5:
        return "about even"
    rounded = round(times) if times < 10 else round(times, -(len(str(int(times))) - 1))
    shown = f"about {int(rounded):,}" if times < 1e9 else "more than 1,000,000,000"
    return f"{shown} to 1 {'for' if millibits > 0 else 'against'}"


def percent(share: float) -> str:
    """'99.98 %'; never '100 %' and never '0 %', because no score alone is certain."""
    if share >= 0.9999:
        return "over 99.99 %"
    return f"{share * 100:.2f} %" if share >= 0.0001 else "under 0.01 %"


def evidence(reasons: Sequence[Reason]) -> tuple[list[Reason], list[Reason]]:
    """(for, against), the weightiest first; what weighs nothing stands with neither."""
    ordered = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.field))
    return [one for one in ordered if one.weight > 0], [one for one in ordered if one.weight < 0]


def thresholds(matches: Matches) -> dict[str, str]:
    """The limits of the bands as percentages."""
    settings = matches.summary["settings"]
    if not isinstance(settings, dict):
        raise AssertionError("the summary of a run holds its settings")
    return {name: f"{float(settings[name]) * 100:g} %" for name in settings if name.endswith(("probability", "margin"))}


def explained_in_words(explained: PairExplanation, names: tuple[str, str], others: tuple[str, str, str, str]) -> str:
    """Several lines for a terminal.

    Args:
        names: both persons. others: the runners-up and those proposed instead, as `People.others` names them.
    """
    pair, waterfall = explained.pair, waterfall_of(explained)
    lines = [
        f"missing  {names[0]}",
        f"held     {names[1]}",
        "",
        f"{BANDS[pair.band][0].upper()}{BANDS[pair.band][1:]}.",
    ]
    lines += _why_not(explained, others[2:])
    lines += [
        "",
        f"probability that they are one person  {percent(pair.probability)}",
        f"ahead of the next best candidate by   {pair.margin * 100:.2f} points",
        *_runners_up(others[:2]),
        "",
    ]
    lines += [_step_line(waterfall.steps[0].change or 0, PRIOR)]
    lines += [
        _step_line(weight, f"{reason.words}{_values(reason)}")
        for reason, (_, weight) in zip(pair.reasons, explained.waterfall[1:-1], strict=True)
    ]
    lines += [f"{waterfall.total / 1000:+9.3f}  {TOTAL}: {waterfall.odds}"]
    lines += [f"met by: {', '.join(explained.candidate)}" if explained.candidate else "met by: no key"]
    return "\n".join([*lines, "", "Weights are in bits: +1 doubles the odds, -1 halves them.", NEXT_STEP])


def _step_line(weight: int, words: str) -> str:
    return f"{weight / 1000:+9.3f}  {words}"


def _values(reason: Reason) -> str:
    return f" ({reason.left_value} / {reason.right_value})" if reason.left_value or reason.right_value else ""


def _why_not(explained: PairExplanation, instead: tuple[str, ...]) -> list[str]:
    if not explained.why_not:
        return []
    persons = ("the missing person", "the person held")
    told = [f"Proposed instead for {who}: {name}" for who, name in zip(persons, instead, strict=True) if name]
    return [WHY_NOT[explained.why_not], *told]


def _runners_up(names: tuple[str, ...]) -> list[str]:
    persons = ("next best for the missing person", "next best for the person held")
    told = [f"{who.ljust(38)}{name}" for who, name in zip(persons, names, strict=True) if name]
    return told or ["nobody else on these lists comes near"]
