"""Reads one cell for one field: cleaned, never corrected. What cannot be read is a fault with its cure.

Called by `lists` for each mapped cell. It decides nothing about the row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from homeward.base.dates import HalfKnownDate, ImpossibleDateError, parse_date
from homeward.base.errors import InputError
from homeward.base.scripts import clean, is_mixed_script_word

_ERROR_VALUE = re.compile(
    r"^#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|Н/Д|ЗНАЧ!|ССЫЛКА!|ИМЯ\?|ДЕЛ/0!|#+)$"
)
_FLOAT_TAIL = re.compile(r"^(\d+)[.,]0+$")
_SHORTENED = re.compile(r"^\d(?:[.,]\d+)?[eEеЕ]\+?\d+$")
_TWO_DIGIT_YEAR = re.compile(r"^\d{1,2}[-./\s]\d{1,2}[-./\s]\d{2}$")
_DAY_NUMBER = re.compile(r"^\d{5}(?:\.0+)?$")
_DEFUSED = re.compile(r"^'(?=\s*[=+\-@＝＋－＠\t\r\n])")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_PLAIN_CYRILLIC = re.compile(r"[\u0400-\u04ff\W\d_]*")

_NOTHING = frozenset(
    {"", "-", "--", "—", "–", "?", "n/a", "н/д", "невідомо", "неизвестно", "unknown", "не вказано", "не указано"}
)
_FEMALE = frozenset({"f", "female", "w", "woman", "ж", "жін", "жіноча", "жінка", "жен", "женский", "женщина", "أنثى"})
_MALE = frozenset({"m", "male", "man", "ч", "чол", "чоловіча", "чоловік", "м", "муж", "мужской", "мужчина", "ذكر"})
_YES = frozenset(
    {"yes", "y", "true", "1", "fit", "так", "може", "придатний", "придатна", "да", "может", "годен", "годна", "نعم"}
)
_NO = frozenset(
    {"no", "n", "false", "0", "unfit", "not fit", "ні", "не може", "непридатний", "непридатна", "нет", "не может",
     "не годен", "не годна", "негоден", "لا"}
)  # fmt: skip

# A person held who was born in a year written with two digits was born in the last century, save for the youngest.
_BIRTH_PIVOT, _EVENT_PIVOT = 12, 69


class UnreadableCellError(InputError):
    """The cell cannot be read for its field; `code` names the kind of fault."""

    def __init__(self, message: str, *, cure: str, code: str) -> None:
        super().__init__(message, cure=cure)
        self.code = code


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A value and, when it was not taken just as written, the kind of thing that happened."""

    value: str
    remark: str = ""


def tidy(text: str) -> str:
    """Clean text without the apostrophe that this software's own exports put before formula characters.

    Raises:
        UnreadableCellError: a spreadsheet's error value.
    """
    value = clean(_DEFUSED.sub("", text) if text.startswith("'") else text)
    if value.startswith("#") and _ERROR_VALUE.match(value):
        raise UnreadableCellError(
            f"the spreadsheet shows the error {value}", cure="Write the value itself into the cell.", code="unreadable"
        )
    return value


def mixed_words(text: str) -> tuple[str, ...]:
    """Words that hold letters of two scripts, for a human to look at. Nothing is mended."""
    if text.isascii() or _PLAIN_CYRILLIC.fullmatch(text):
        return ()
    return tuple(word for word in _WORD.findall(text) if is_mixed_script_word(word))


def read_number(text: str) -> ReadCell:
    """A service number or id: leading zeros kept, the '.0' that spreadsheets add taken off.

    Raises:
        UnreadableCellError: digits were lost to scientific notation.
    """
    if _SHORTENED.match(text):
        raise UnreadableCellError(
            f"{text} is a number the spreadsheet shortened; its digits are lost",
            cure="Type the number again into a cell formatted as text.",
            code="lost-digits",
        )
    match = _FLOAT_TAIL.match(text)
    return ReadCell(match[1], "number-was-float") if match else ReadCell(text)


@lru_cache(maxsize=65_536)
def read_date(text: str, *, birth: bool, excel_1904: bool) -> tuple[HalfKnownDate, str]:
    """A date as far as known, and 'two-digit-year' or 'day-number' when it was written so.

    Raises:
        UnreadableCellError: no calendar has it.
    """
    value = _drop_time(text)
    try:
        pivot = _BIRTH_PIVOT if birth else _EVENT_PIVOT
        date = parse_date(value, two_digit_pivot=pivot, excel_1904=excel_1904)
    except (ImpossibleDateError, OverflowError) as error:
        cure = getattr(error, "cure", "") or "Write the date as 07.03.1998, 03.1998 or 1998, or leave it empty."
        raise UnreadableCellError(f"{text} is no date", cure=cure, code="impossible-date") from error
    if _TWO_DIGIT_YEAR.match(value):
        return date, "two-digit-year"
    return date, "day-number" if _DAY_NUMBER.match(value) else ""


def _drop_time(text: str) -> str:
    text = re.sub(r"^(\d{5})\.\d+$", r"\1", text)  # a day number with its time of day
    return re.sub(r"(?<=\d)[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$", "", text)


def _word_reader(kind: str, answers: tuple[tuple[str, frozenset[str]], ...], cure: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        word = text.casefold().rstrip(".")
        if word in _NOTHING:
            return ""
        for code, words in answers:
            if word in words:
                return code
        raise UnreadableCellError(f"{text!r} is no word for {kind}", cure=cure, code="unknown-word")

    return read


read_sex = _word_reader("sex", (("f", _FEMALE), ("m", _MALE)), "Write f or m, or leave it empty.")
read_fitness = _word_reader("fit to travel", (("yes", _YES), ("no", _NO)), "Write yes or no, or leave it empty.")


def read_veto(text: str) -> str:
    """The holder's reason class as written; '' when the cell says there is none."""
    word = text.casefold().rstrip(".")
    return "" if word in _NOTHING or word in {"no", "none", "ні", "немає", "нет"} else text
