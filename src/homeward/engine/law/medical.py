"""Decisions of the Mixed Medical Commission as coded on the Annex IV-E form (art. 110, 112; Annexes I and II).

Read from list columns. A decision is a doctor's; this module reads its code and never scores seriousness.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from homeward.base.errors import InputError
from homeward.engine.law.wording import NOT_SAID, plain_word


@dataclass(frozen=True, slots=True)
class MedicalDecision:
    """One decision: code as on the form, title, words in lists, article."""

    code: str
    title: str
    words: tuple[str, ...]
    basis: str


_TABLE = (
    ("A", "direct repatriation", "art. 109(1), 110(1)",
     "direct repatriation|repatriation|а|пряма репатріація|репатріація|прямая репатриация|репатриация"),
    ("B", "accommodation in a neutral country", "art. 109(2), 110(2)",
     "neutral country|accommodation in a neutral country|б|в|нейтральна країна|розміщення в нейтральній країні|"
     "нейтральная страна|размещение в нейтральной стране"),
    ("NC", "to be examined by the next commission", "Annex II, art. 10-13; Annex IV-E",
     "next commission|нк|наступна комісія|следующая комиссия|ск"),
)  # fmt: skip

DECISIONS: Mapping[str, MedicalDecision] = MappingProxyType(
    {code: MedicalDecision(code, title, tuple(words.split("|")), basis) for code, title, basis, words in _TABLE}
)
_CODE_OF_WORD = {plain_word(w): d.code for d in DECISIONS.values() for w in (d.code, d.title, *d.words)}
_NONE = NOT_SAID | {"no", "none", "ні", "немає", "нет"}


def read_decision(text: str) -> str:
    """'A', 'B', 'NC', or '' when no commission decided.

    Raises:
        InputError: the word is none of the three decisions.
    """
    word = plain_word(text)
    if word in _NONE:
        return ""
    if word in _CODE_OF_WORD:
        return _CODE_OF_WORD[word]
    raise InputError(
        f"{text.strip()!r} is no decision of a medical commission.",
        cure="Write A (direct repatriation), B (neutral country) or NC (next commission), or leave the cell empty.",
    )
