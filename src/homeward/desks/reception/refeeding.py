"""Whether feeding must wait for a clinician. A pure function; decides a flag, never a treatment.

Source: NICE guideline CG32, "Nutrition support for adults" (2006, updated 2017), criteria for a high risk of refeeding
problems: one of the major signs, or two of the minor ones. VERIFY BEFORE USE: the cut-offs were taken from a secondary
source and no clinician of this project has signed them off.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

AT_RISK, NOT_EXCLUDED, NO_SIGN, UNCHECKED = "at_risk", "not_excluded", "no_sign", "unchecked"
MAJOR, MINOR, NONE, UNKNOWN = "major", "minor", "none", ""

# sign -> answer -> what it weighs. An unknown answer is "".
ANSWERS: Mapping[str, Mapping[str, str]] = {
    # body mass index, kg/m²
    "bmi": {"under_16": MAJOR, "under_18_5": MINOR, "18_5_or_more": NONE},
    # weight lost within 3 to 6 months without wishing it, per cent
    "loss": {"over_15": MAJOR, "over_10": MINOR, "10_or_less": NONE},
    # days with little or no food
    "intake": {"over_10": MAJOR, "over_5": MINOR, "5_or_less": NONE},
    # potassium, phosphate or magnesium before feeding
    "electrolytes": {"low": MAJOR, "normal": NONE},
    # alcohol, insulin, chemotherapy, antacids or diuretics
    "substances": {"yes": MINOR, "no": NONE},
}
# The gravest weight an unknown answer could turn out to have. No laboratory stands at the bus: blood that was not
# tested does not by itself keep the question open.
_WORST = {"bmi": MAJOR, "loss": MAJOR, "intake": MAJOR, "electrolytes": NONE, "substances": MINOR}


@dataclass(frozen=True, slots=True)
class Signs:
    """Answers as codes of `ANSWERS`; '' where nobody knows."""

    bmi: str = ""
    loss: str = ""
    intake: str = ""
    electrolytes: str = ""
    substances: str = ""


def refeeding_flag(signs: Signs) -> str:
    """`AT_RISK` when the criteria are met, `NOT_EXCLUDED` when an unknown answer could still meet them, else `NO_SIGN`.

    Raises:
        KeyError: an answer that is none of `ANSWERS`.
    """
    weights = [_weight(field.name, getattr(signs, field.name)) for field in fields(signs)]
    if _is_met(weights):
        return AT_RISK
    worst = [weight or _WORST[field.name] for weight, field in zip(weights, fields(signs), strict=True)]
    return NOT_EXCLUDED if _is_met(worst) else NO_SIGN


def _weight(sign: str, answer: str) -> str:
    return ANSWERS[sign][answer] if answer else UNKNOWN


def _is_met(weights: list[str]) -> bool:
    return MAJOR in weights or weights.count(MINOR) >= 2
