"""Decides what a text holds that must not come in or go out here: positions, numbers, handles, links, names.

A pure function in linear time; when in doubt it refuses, and the coarse question is asked again. Callers and officers
are bound by it alike. It keeps nothing of the text.
"""

import re
import unicodedata

LONGEST = 1000
POSITION, NUMBER, HANDLE, LINK, NAME = "position", "number", "handle", "link", "name"
KINDS = (POSITION, NUMBER, HANDLE, LINK, NAME)
# A count and a day need three digits; a telephone, a document or a position needs more, however they are spread.
_MOST_DIGITS = 3
_UNSEEN = frozenset({"Cf", "Cc", "Mn", "Me"})
_POSITION = re.compile(
    r"[°º′″]"
    r"|\d[.,]\d{2}"
    r"|\b\d{1,2}(?:[c-hj-np-x]\s?|\s[c-hj-np-x]\s)[a-hj-np-z]{2}\b"
    r"|[23456789cfghjmpqrvwx]{2,8}\+[23456789cfghjmpqrvwx]{0,3}"
    r"|\b(?:lat|lon|latitude|longitude|coordinates?|mgrs|utm|grid|geohash|gps)\b"
    r"|координат|широт|довгот|долгот|квадрат\b|احداثي|إحداثي|خط العرض|خط الطول"
)
_MIXED_WORD = re.compile(r"\b(?=[a-z0-9]*[a-z])(?=(?:[a-z]*\d){2})[a-z0-9]{5,}\b")
_PREFIX = re.compile(r"\+\s?\d|\b00\d")
_HANDLE = re.compile(r"@\s?\w|\b(?:telegram|whatsapp|signal|viber|телеграм\w*|вотсап\w*|вайбер\w*)\b")
_LINK = re.compile(r"://|\bwww\b|\b(?:t|wa)\s?\.\s?me\b|\w\.(?:com|org|net|info|me|ru|ua|by|io|app|link)\b")
_TOLD_NAME = re.compile(
    r"\b(?:my name|i am called|name is)\b|мене звати|моє ім|меня зовут|мо[её] имя|прізвище|фамилия|اسمي|لقبي"
    r"|\w{2,}(?:ович|евич|йович|івна|ївна|овна|евна|ovich|evich|ovych|yovych|ivna|ovna|evna)\b"
)
_TWO_CAPITALS = re.compile(r"\b[^\W\d_a-zа-яіїєґ][^\W\d_]+[\s.\-]+[^\W\d_a-zа-яіїєґ][^\W\d_]+\b")
_CASED = re.compile(r"[A-ZА-ЯІЇЄҐЁ]")
_DIGIT_WORDS = frozenset((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh",
    "нуль", "ноль", "один", "одна", "два", "дві", "две", "три", "чотири", "четыре", "п'ять", "пять", "шість", "шесть",
    "сім", "семь", "вісім", "восемь", "дев'ять", "девять",
    "صفر", "واحد", "اثنان", "اثنين", "ثلاثة", "ثلاث", "اربعة", "أربعة", "اربع", "أربع", "خمسة", "خمس", "ستة", "ست",
    "سبعة", "سبع", "ثمانية", "ثمان", "تسعة", "تسع",
))  # fmt: skip
_WORD = re.compile(r"\b(?=[a-z0-9]*[a-z])(?=(?:[a-z]*\d){2})[a-z0-9]{5,}\b")
_PREFIX = re.compile(r"\+\s?\d|\b00\d")
_HANDLE = re.compile(r"@\s?\w|\b(?:telegram|whatsapp|signal|viber|телеграм\w*|вотсап\w*|вайбер\w*)\b")
_LINK = re.compile(r"://|\bwww\b|\b(?:t|wa)\s?\.\s?me\b|\w\.(?:com|org|net|info|me|ru|ua|by|io|app|link)\b")
_TOLD_NAME = re.compile(
    r"\b(?:my name|i am called|name is)\b|мене звати|моє ім|меня зовут|мо[её] имя|прізвище|фамилия|اسمي|لقبي"
    r"|\w{2,}(?:ович|евич|йович|івна|ївна|овна|евна|ovich|evich|ovych|yovych|ivna|ovna|evna)\b"
)
_TWO_CAPITALS = re.compile(r"\b[^\W\d_a-zа-яіїєґ][^\W\d_]+[\s.\-]+[^\W\d_a-zа-яіїєґ][^\W\d_]+\b")
_CASED = re.compile(r"[A-ZА-ЯІЇЄҐЁ]")
_DIGIT_WORDS = frozenset(
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "oh",
        "нуль",
        "ноль",
        "один",
        "одна",
        "два",
        "дві",
        "две",
        "три",
        "чотири",
        "четыре",
        "п'ять",
        "пять",
        "шість",
        "шесть",
        "сім",
        "семь",
        "вісім",
        "восемь",
        "дев'ять",
        "девять",
        "صفر",
        "واحد",
        "اثنان",
        "اثنين",
        "ثلاثة",
        "ثلاث",
        "اربعة",
        "أربعة",
        "اربع",
        "أربع",
        "خمسة",
        "خمس",
        "ستة",
        "ست",
        "سبعة",
        "سبع",
        "ثمانية",
        "ثمان",
        "تسعة",
        "تسع",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def refusals(text: str) -> frozenset[str]:
    """The kinds of what must be left out of this text; empty when it may pass. Looks at the first 1,000 characters.

    A longer text is refused as a whole as a number, since its end was not looked at.
    """
    plain = _unfolded(text[:LONGEST])
    lower = plain.casefold()
    found = {
        POSITION: _POSITION.search(lower) or _MIXED_WORD.search(lower),
        NUMBER: len(text) > LONGEST or _counts_too_far(lower) or _PREFIX.search(lower),
        HANDLE: _HANDLE.search(lower),
        LINK: _LINK.search(lower),
        NAME: _TOLD_NAME.search(lower) or _has_two_capitals(plain),
    }
    return frozenset(kind for kind, hit in found.items() if hit)


def _unfolded(text: str) -> str:
    """Compatibility forms undone, unseen letters out, digits of every script as ASCII."""
    letters = []
    for letter in unicodedata.normalize("NFKC", text):
        if unicodedata.category(letter) in _UNSEEN and letter not in "\n\t":
            continue
        value = unicodedata.digit(letter, None)
        letters.append(letter if value is None else str(value))
    return "".join(letters)


def _counts_too_far(lower: str) -> bool:
    digits = sum(letter in "0123456789" for letter in lower)
    words = sum(word.replace("’", "'").replace("ʼ", "'") in _DIGIT_WORDS for word in _WORD.findall(lower))
    return digits > _MOST_DIGITS or words > _MOST_DIGITS or digits + words > _MOST_DIGITS + 1


def _has_two_capitals(plain: str) -> bool:
    return any(
        all(_CASED.match(word) for word in re.split(r"[\s.\-]+", match.group()) if word)
        for match in _TWO_CAPITALS.finditer(plain)
    )
