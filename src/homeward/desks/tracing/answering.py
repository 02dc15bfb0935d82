"""What answers make of a pair, and who may see and give them. Plain rules: no table, no page.

Two different people decide, either way, and neither sees the other's word before giving their own. So an answer is one
of a *round*: while that is undecided, whoever has not answered in it learns that an answer exists and nothing more.
A decision that is withdrawn, or a record that changed, opens the next round; what lies behind is open to all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

# The judgement of one officer, as it is stored; on the page: same, not the same, not sure. No answer is `undecided`.
SAME, NOT_THE_SAME, NOT_SURE = "confirmed", "rejected", "unsure"
WORDS = (SAME, NOT_THE_SAME, NOT_SURE)

SUGGESTED, CONFIRMED_ONCE, CONFIRMED, REJECTED, WITHDRAWN = (
    "suggested",
    "confirmed_once",
    "confirmed",
    "rejected",
    "withdrawn",
)
DECIDED = (CONFIRMED, REJECTED)
NEEDED = 2


class Given(Protocol):
    """One answer as the rules need it."""

    by: str
    word: str
    round: int

    @property
    def is_ended(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a round stands.

    Attributes:
        state: suggested, confirmed_once, confirmed or rejected.
        disagrees: one says same, another one not the same; the pair stays suggested.
    """

    state: str
    disagrees: bool = False


def standing_of(words: Iterable[str]) -> Standing:
    """Where the standing answers of one round put the pair, whatever their order."""
    given = list(words)
    same, other = given.count(SAME), given.count(NOT_THE_SAME)
    if same and other:
        return Standing(SUGGESTED, disagrees=True)
    if same >= NEEDED:
        return Standing(CONFIRMED)
    if other >= NEEDED:
        return Standing(REJECTED)
    return Standing(CONFIRMED_ONCE if same else SUGGESTED)


def standing_answers(answers: Collection[Given], round: int) -> list[Given]:
    """Answers of that round that nobody has withdrawn."""
    return [answer for answer in answers if answer.round == round and not answer.is_ended]


def may_answer(answers: Collection[Given], *, officer: str, round: int) -> bool:
    """Whether this officer's word would still be an independent one.

    One word a round; a withdrawn one may be given anew only while nobody else has answered in that round, because
    after that the officer has seen the other's word.
    """
    in_round = [answer for answer in answers if answer.round == round]
    mine = [answer for answer in in_round if answer.by == officer]
    if any(not answer.is_ended for answer in mine):
        return False
    return not mine or len(mine) == len(in_round)


def open_answers(answers: Collection[Given], *, officer: str, round: int, decided: bool) -> list[Given]:
    """The answers this officer may see: all of a decided pair, those of past rounds, and of the present round the
    officer's own; the others' too once the officer has given a word that stands."""
    mine_stands = any(a.by == officer and a.round == round and not a.is_ended for a in answers)
    whole = decided or mine_stands
    return [answer for answer in answers if whole or answer.round < round or answer.by == officer]


def closes_round(answers: Collection[Given], round: int) -> bool:
    """Whether a round has ended without a decision: several people answered in it and no word stands any more."""
    in_round = [answer for answer in answers if answer.round == round]
    return len({answer.by for answer in in_round}) > 1 and all(answer.is_ended for answer in in_round)
