"""What a line of a request or offer list can turn out to be, one code each.

Named by verification in the exchange desk and by plan reasons. It never changes a line: a code is a finding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LineCode:
    """One finding: code, words, and whether it stands on the neutral's node alone."""

    code: str
    title: str
    neutral_only: bool = False


_TABLE = (
    ("PROPOSED", "put on the list, not yet looked at"),
    ("UNDER_CHECK", "being checked by the bureaux"),
    ("MATCHED", "both sides mean the same person"),
    ("UNKNOWN_TO_HOLDER", "the holder knows nobody of that name"),
    ("NOT_REQUESTED", "nobody asked for this person"),
    ("NEVER_REPORTED_MISSING", "the home side has no report of this person missing"),
    ("DUPLICATE", "stands on the list twice"),
    ("WRONG_CATEGORY", "not of the category that was agreed"),
    ("CIVILIAN", "a civilian, not to be bargained (GC IV)"),
    ("ALREADY_HOME", "returned before"),
    ("DECEASED_CLAIMED", "said to have died; a claim, not a finding"),
    ("HELD_FOR_PROCEEDINGS", "held for criminal proceedings (art. 115, 119(5))"),
    ("DECLINED_BY_PERSON", "the person does not wish to go"),
    ("WITHDRAWN_PROTECTED", "not on this transport; the reason is protected"),
    ("VETOED", "the holder does not give this person in this round"),
    ("AGREED", "agreed by both sides"),
    ("MANIFESTED", "on the manifest"),
    ("DONE", "handed over"),
    ("CARRIED_OVER", "left for a later round"),
)

# What a person said to the neutral stays with the neutral: every Power reads one and the same word.
_NEUTRAL_ONLY = "DECLINED_BY_PERSON"
SHOWN_INSTEAD = "WITHDRAWN_PROTECTED"

LINE_CODES: Mapping[str, LineCode] = MappingProxyType(
    {code: LineCode(code, title, code == _NEUTRAL_ONLY) for code, title in _TABLE}
)


def line_code_for_parties(code: str) -> str:
    """The code as any Power may see it: a person's refusal is shown as withdrawn, without its reason.

    Raises:
        KeyError: the code is none of the table.
    """
    return SHOWN_INSTEAD if LINE_CODES[code].neutral_only else code
