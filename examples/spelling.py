"""Spells the invented names: Ukrainian names in Russian, Russian names in Ukrainian, both in Latin by ear.

Made for the example lists alone; the engine's own tables are not used, so that they are not graded by themselves.
"""

import random

_UK_RU = {"і": "и", "ї": "и", "є": "е", "ґ": "г", "І": "И", "Ї": "И", "Є": "Е", "Ґ": "Г"}
_RU_UK = {"ы": "и", "э": "е", "ъ": "'", "Э": "Е", "Ы": "И"}
_HARD = set("жчшщцгкхЖЧШЩЦГКХ")
_VOWELS = set("аеёиоуыэюяАЕЁИОУЫЭЮЯьЬ")


def russian_of_ukrainian(word: str) -> str:
    """A Ukrainian surname as a Russian clerk writes it."""
    text = word.replace("ський", "ский").replace("ська", "ская").replace("'я", "ья").replace("'", "")
    return "".join(_UK_RU.get(letter, letter) for letter in text)


def ukrainian_of_russian(word: str) -> str:
    """A Russian surname as a Ukrainian clerk writes it."""
    text = word.replace("ский", "ський").replace("ская", "ська")
    out: list[str] = []
    for index, letter in enumerate(text):
        before = text[index - 1] if index else ""
        out.append(_ukrainian_letter(letter, before, text[index:]))
    return "".join(out)


def _ukrainian_letter(letter: str, before: str, rest: str) -> str:
    if letter == "и" and not rest.startswith("ий") and before not in _HARD:
        return "і"
    if letter == "е" and (before in _VOWELS or rest in {"ев", "ева"}):
        return "є"
    if letter == "ё":
        return "о" if before in _HARD else "ьо"
    return _RU_UK.get(letter, letter)


# Latin by ear: every letter has the spellings that clerks use; one clerk keeps to no system.
_EAR = {
    "а": "a", "б": "b", "в": "v|v|w", "г": "g|g|h", "д": "d", "е": "e|e|ye", "ё": "yo|e|io", "ж": "zh|zh|j", "з": "z",
    "и": "i|i|y", "й": "y|i|j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u|u|oo", "ф": "f", "х": "kh|kh|h", "ц": "ts|ts|c", "ч": "ch", "ш": "sh", "щ": "shch|sch", "ъ": "",
    "ы": "y|y|i", "ь": "", "э": "e", "ю": "yu|yu|iu", "я": "ya|ya|ia",
}  # fmt: skip


def latin_by_ear(word: str, chance: random.Random) -> str:
    """A Russian name in Latin letters as somebody heard it."""
    out = []
    for letter in word:
        sound = chance.choice(_EAR.get(letter.lower(), letter).split("|"))
        out.append(sound.capitalize() if letter.isupper() else sound)
    return "".join(out).replace("iy", chance.choice(["iy", "y", "ii"]))


# What a clerk who hears a name puts down for it.
_HEARD = (
    ("о", "а"), ("а", "о"), ("е", "и"), ("и", "е"), ("ь", ""), ("ч", "щ"), ("ц", "с"), ("г", "х"), ("нн", "н"),
    ("д", "т"), ("б", "п"), ("з", "с"), ("лян", "льян"), ("ж", "ш"),
)  # fmt: skip


def misheard(word: str, chance: random.Random) -> str:
    """The word with one letter as it was heard; first letters are heard right."""
    fitting = [(a, b) for a, b in _HEARD if a in word[1:-2]]
    if not fitting:
        return word[:2] + word[1:]  # a letter heard long
    right, heard = chance.choice(fitting)
    return word[0] + word[1:].replace(right, heard, 1)


_LOOK_ALIKES = {"о": "o", "а": "a", "е": "e", "с": "c", "р": "p", "і": "i", "х": "x"}


def with_look_alike(word: str) -> str:
    """The word with its first look-alike Cyrillic letter (not the capital) replaced by the Latin one."""
    for index, letter in enumerate(word):
        if index and letter in _LOOK_ALIKES:
            return word[:index] + _LOOK_ALIKES[letter] + word[index + 1 :]
    return word


def womens(surname: str) -> str:
    """The surname of a woman: -ська, -ская, -ова, -ина; others do not change."""
    for man, woman in (("ський", "ська"), ("ский", "ская")):
        if surname.endswith(man):
            return surname.removesuffix(man) + woman
    return surname + "а" if surname.endswith(("ов", "ев", "єв", "ин", "ін")) else surname


def womens_patronymic(patronymic: str, language: str) -> str:
    """uk: Іванович -> Іванівна, Андрійович -> Андріївна. ru: Иванович -> Ивановна, Андреевич -> Андреевна."""
    endings = {
        "uk": (("йович", "ївна"), ("ьович", "івна"), ("ович", "івна")),
        "ru": (("евич", "евна"), ("ович", "овна"), ("ич", "ична")),
    }
    for man, woman in endings[language]:
        if patronymic.endswith(man):
            return patronymic.removesuffix(man) + woman
    return patronymic
