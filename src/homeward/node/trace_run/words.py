"""A pair in plain words: how sure, who else, what speaks for and against. Read by the report and `--explain`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.engine.charts import Step
from homeward.engine.matching import LIKELY, REVIEW, JudgedPair, Matches, PairExplanation, Reason

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


def waterfall_of(pair: JudgedPair, prior: int) -> Waterfall:
    """Prior, one step a reason, total: in hundredths of a bit, as reasons give their weights, so that they add up."""
    start = round(prior / 10) * 10
    inner = [Step(reason.words, weight_of(reason)) for reason in pair.reasons]
    return Waterfall([Step(PRIOR, start), *inner, Step(TOTAL)], start + sum(map(weight_of, pair.reasons)))


def weight_of(reason: Reason) -> int:
    """Thousandths of a bit, rounded to hundredths as the reason has it."""
    return round(reason.weight * 100) * 10


def odds(millibits: int) -> str:
    """'about 3,000 to 1 for', 'even', 'about 8 to 1 against'."""
    times = 2.0 ** min(60, abs(millibits) / 1000)
    if times < 1.5:
        return "about even"
    rounded = round(times) if times < 10 else round(times, -(len(str(int(times))) - 1))
    shown = f"about {int(rounded):,}" if times < 1e9 else "more than 1,000,000,000"
    return f"{shown} to 1 {'for' if millibits > 0 else 'against'}"


def percent(share: float) -> str:
    """'99.84 %'; never '100 %' and never '0 %', because no score alone is certain."""
    if share >= 0.9999:
        return "over 99.99 %"
    return f"{share * 100:.2f} %" if share >= 0.0001 else "under 0.01 %"


def evidence(reasons: Sequence[Reason]) -> tuple[list[Reason], list[Reason]]:
    """(for, against), the weightiest first; what weighs less than half a tenth of a bit stands with neither."""
    ordered = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.field))
    return (
        [one for one in ordered if weight_of(one) >= _TELLS],
        [one for one in ordered if weight_of(one) <= -_TELLS],
    )


_TELLS = 50
ALL_PAIRS = "all pairs"  # the engine's word for lists small enough to compare everybody with everybody


def points(margin: float) -> str:
    """A margin in percentage points: '99.84'; never '100', as no score alone is certain."""
    return "over 99.99" if margin >= 0.9999 else f"{margin * 100:.2f}"


# Levels that contradict what a person keeps for life, as the engine's rule for `likely` has them.
_LASTING = {
    "surname": {"different"},
    "given_name": {"different", "initial_differs"},
    "patronymic": {"different", "initial_differs"},
    "birth_date": {"different", "same_year", "day_month"},
    "sex": {"different"},
}


def why_review(pair: JudgedPair, limits: Mapping[str, float]) -> str:
    """What keeps the pair from being likely, as the end of a sentence that begins with 'because'."""
    against = [one.words for one in pair.reasons if one.level in _LASTING.get(one.field, ())]
    told = []
    if pair.probability < limits["likely_probability"]:
        told.append(f"its probability is below {limits['likely_probability'] * 100:g} %")
    if pair.margin < limits["likely_margin"]:
        told.append("somebody else fits nearly as well" if pair.margin > LEVEL else "somebody else fits just as well")
    told += against
    return "; ".join(told) or "little but the name agrees, and namesakes share whole names"


LEVEL = 0.05  # a margin up to this is said to be level


def limits_of(matches: Matches) -> dict[str, float]:
    """The limits of the bands: likely_probability, likely_margin, review_probability."""
    settings = matches.summary["settings"]
    if not isinstance(settings, dict):
        raise AssertionError("the summary of a run holds its settings")
    return {name: float(settings[name]) for name in settings if name.endswith(("probability", "margin"))}


def thresholds(matches: Matches) -> dict[str, str]:
    """The limits of the bands as percentages."""
    return {name: f"{limit * 100:g} %" for name, limit in limits_of(matches).items()}


def explained_in_words(explained: PairExplanation, names: tuple[str, str], others: tuple[str, str, str, str]) -> str:
    """Several lines for a terminal.

    Args:
        names: both persons. others: the runners-up and those proposed instead, as `People.others` names them.
    """
    pair, total = explained.pair, explained.waterfall[-1][1]
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
        _margin_line(pair.margin),
        *_runners_up(others[:2]),
        "",
    ]
    lines += [_step_line(explained.waterfall[0][1], PRIOR)]
    lines += [
        _step_line(weight, f"{reason.words}{_values(reason)}")
        for reason, (_, weight) in zip(pair.reasons, explained.waterfall[1:-1], strict=True)
    ]
    lines += [f"{total / 1000:+9.3f}  {TOTAL}: {odds(total)}"]
    lines += ["", f"How the search came to compare them: {_met(explained.candidate)}."]
    return "\n".join([*lines, "Weights are in bits: +1 doubles the odds, -1 halves them.", NEXT_STEP])


def _step_line(weight: int, words: str) -> str:
    return f"{weight / 1000:+9.3f}  {words}"


def _margin_line(margin: float) -> str:
    where = "ahead of" if margin >= 0 else "behind"
    return f"{where} the next best candidate by".ljust(38) + f"{points(abs(margin))} points"


def _met(keys: Sequence[str]) -> str:
    if list(keys) == [ALL_PAIRS]:
        return "small lists are compared all against all"
    return f"they share {', '.join(keys)}" if keys else "it did not"


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
