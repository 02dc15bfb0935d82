"""One written language into another, and into Latin letters by eight habits; nothing is taken from the engine."""

import re

VOWELS = "аеєиіїоуюяыэё"
_HUSHING = "жшчщц"


def russian(word: str, literal: bool) -> str:
    """A Ukrainian word as Russians write it: the first и becomes ы (traditional) or all stay (literal)."""
    text = word.lower()
    text = re.sub("(с|ц)ьк(ий|а)$", lambda m: m[1] + ("кий" if m[2] == "ий" else "кая"), text)
    text = re.sub("(?<=[еє])ць$", "ц", text)
    text = re.sub("ьо", "ё", text)
    text = re.sub("йо", "ё" if not literal else "йо", text)
    if not literal:
        text = re.sub(f"^([^{VOWELS}]*[^{VOWELS}{_HUSHING}гкх])и(?!й$)", r"\1ы", text)
        text = re.sub("(?<=[бвдзлмнпрстф])ий$", "ый", text)
        text = re.sub("ів$", "ов", text)
    text = text.translate(str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "'": "" if literal else "ъ"}))
    return _capital(text, word)


def ukrainian(word: str, literal: bool) -> str:
    """A Russian word as Ukrainians write it, by the rules for surnames or (literal) letter by letter."""
    text = word.lower()
    text = re.sub("(с|ц)к(ий|ая)$", lambda m: m[1] + "ьк" + ("ий" if m[2] == "ий" else "а"), text)
    if literal:
        table = {"ы": "и", "э": "е", "ё": "е", "ъ": "'", "и": "і"}
    else:
        text = re.sub("(?<=[лнрдтсз])ё", "ьо", text)
        text = re.sub("^е|(?<=[аеиоуыэюяьъ'])е|(?<=[лнрдтвм])ев(?=а?$)", lambda m: m[0].replace("е", "є"), text)
        text = re.sub(f"(?<=[{_HUSHING}])и", "ы", text)
        text = re.sub("ец$", "ець", text)
        table = {"ы": "и", "э": "е", "ё": "йо", "ъ": "'", "и": "і"}
    return _capital(text.translate(str.maketrans(table)).replace("ській", "ський").replace("цькій", "цький"), word)


def _capital(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def _table(letters: str, sounds: str) -> dict[str, str]:
    return dict(zip(letters, (sound.strip("_") for sound in sounds.split()), strict=True))


_UK = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"
_RU = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN_OF_UKRAINIAN = {
    "resolution": _table(_UK, "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia _"),
    "press": _table(_UK, "a b v h g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch _ yu ya _"),
    "by ear": _table(_UK, "a b v g g d e e j z i i i i k l m n o p r s t u f h c ch sh sch _ yu ya _"),
    "scholarly": _table(_UK, "a b v h g d e je z z y i ji j k l m n o p r s t u f ch c c s sc _ ju ja _"),
}
LATIN_OF_RUSSIAN = {
    "passport": _table(_RU, "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia"),
    "press": _table(_RU, "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"),
    "French": _table(_RU, "a b v g d e e j z i i k l m n o p r s t ou f kh ts tch ch chtch _ y _ e iou ia"),
    "German": _table(_RU, "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja"),
}
_AT_START = {"resolution": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}}


def latin_of_ukrainian(word: str, habit: str) -> str:
    """A Ukrainian word in Latin letters."""
    table, text = LATIN_OF_UKRAINIAN[habit], word.lower().replace("зг", "зgh" if habit == "resolution" else "зг")
    start = _AT_START.get(habit, {}).get(text[:1])
    body = "".join(table.get(letter, letter) for letter in (text[1:] if start else text))
    return ((start or "") + body).replace("yy", "y").capitalize()


def latin_of_russian(word: str, habit: str) -> str:
    """A Russian word in Latin letters; press and French drop the last letter of -ий."""
    table, text = LATIN_OF_RUSSIAN[habit], word.lower()
    if habit in {"press", "French"}:
        text = re.sub("[иы]й$", "ы", text) if habit == "press" else re.sub("[иы]й$", "и", text)
    if habit == "press":
        text = re.sub(f"^е|(?<=[{VOWELS}ьъ])е", "йе", text)
    return "".join(table.get(letter, letter) for letter in text).capitalize()
