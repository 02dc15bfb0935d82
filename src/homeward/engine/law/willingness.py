"""What a person said when asked one by one, in private, by a neutral: whether to return (art. 109(3); ICRC practice).

Read from list columns and interviews. Silence is never consent: an empty cell means "not asked", and an unknown word
is refused rather than guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from homeward.base.errors import InputError
from homeward.engine.law.wording import NOT_SAID, plain_word

WISHES_TO_RETURN = "WISHES_TO_RETURN"
DOES_NOT_WISH = "DOES_NOT_WISH"
UNDECIDED = "UNDECIDED"
WISHES_THIRD_STATE = "WISHES_THIRD_STATE"
UNABLE = "UNABLE"


@dataclass(frozen=True, slots=True)
class Will:
    """One answer: its code, its words in lists (en, uk, ru, ar), and where it rests."""

    code: str
    title: str
    words: tuple[str, ...]
    basis: str


_TABLE = (
    (WISHES_TO_RETURN, "wishes to return", "art. 109(3), 118",
     "yes|wishes to return|wants to return|agrees|willing|consents|y|1|"
     "так|згоден|згодна|бажає|бажає повернутися|хоче додому|да|согласен|согласна|желает|желает вернуться|"
     "نعم|موافق|موافقة|يوافق|توافق|يرغب في العودة|ترغب في العودة|يريد العودة|تريد العودة"),
    (DOES_NOT_WISH, "does not wish to return", "art. 109(3)",
     "no|does not wish|does not wish to return|refuses|declines|declined|unwilling|n|0|"
     "ні|не згоден|не згодна|не бажає|відмовився|відмовилась|відмовляється|"
     "нет|не согласен|не согласна|не желает|отказался|отказалась|отказывается|"
     "لا|غير موافق|غير موافقة|يرفض|ترفض|رفض|رفضت|لا يرغب في العودة|لا ترغب في العودة|لا يريد العودة|لا تريد العودة"),
    (UNDECIDED, "undecided", "practice of the neutral interviewer",
     "undecided|not sure|thinking|не визначився|не визначилась|вагається|не определился|не определилась|колеблется|"
     "не решил|не решила|متردد|مترددة|لم يقرر|لم تقرر|غير متأكد|غير متأكدة"),
    (WISHES_THIRD_STATE, "wishes to go to a third State", "art. 109(2), 110(2)",
     "third state|third country|wishes third state|третя країна|третя держава|у третю країну|"
     "третья страна|третье государство|в третью страну|دولة ثالثة|بلد ثالث|إلى دولة ثالثة|إلى بلد ثالث"),
    (UNABLE, "cannot answer", "art. 17(5)",
     "unable|cannot answer|unconscious|не може відповісти|непритомний|непритомна|"
     "не может ответить|без сознания|غير قادر|غير قادرة|لا يستطيع الإجابة|لا تستطيع الإجابة|فاقد الوعي|فاقدة الوعي"),
)  # fmt: skip

WILLS: Mapping[str, Will] = MappingProxyType(
    {code: Will(code, title, tuple(words.split("|")), basis) for code, title, basis, words in _TABLE}
)
_CODE_OF_WORD = {
    plain_word(word): will.code for will in WILLS.values() for word in (will.code, will.title, *will.words)
}
_NOT_ASKED = NOT_SAID | {"not asked", "не питали", "не запитували", "не опитаний", "не опрошен", "не спрашивали",
                          "لم يسأل", "لم تسأل"}  # fmt: skip


def read_willingness(text: str) -> str:
    """The code of the answer; '' when the cell is empty or says that nobody asked.

    Raises:
        InputError: the word is not one of the answers; guessing here would be guessing a person's will.
    """
    word = plain_word(text)
    if word in _NOT_ASKED:
        return ""
    if word in _CODE_OF_WORD:
        return _CODE_OF_WORD[word]
    raise InputError(
        f"{text.strip()!r} is no answer to the question whether the person wishes to return.",
        cure="Write yes, no, undecided, third State or unable "
        "(так, ні, вагається … / да, нет, колеблется … / نعم، لا، متردد …).",
    )
