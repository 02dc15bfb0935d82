"""Categories that exchanges were negotiated in, with the words lists use for them.

Read by `engine.sheets` (through the desk or the command) and by planning terms, which name the codes. A category is a
claim of the list; this module never infers one and never says who is worth more.
Codes: the categories seen in published exchanges, 2014 to 2026, with the article where one rests on law.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from homeward.engine.law.wording import NOT_SAID, plain_word


@dataclass(frozen=True, slots=True)
class Category:
    """One category.

    Attributes:
        code: stable name, used in lists, terms and plans. title: in English, for people.
        words: how lists write it, in English, Ukrainian and Russian.
        may_be_bargained: False where law takes these people out of any bargain.
        basis: the article, or "practice" where negotiators made the word.
        takes_value: whether a place or region belongs to it: `DEFENDERS_OF(name)`.
    """

    code: str
    title: str
    words: tuple[str, ...]
    may_be_bargained: bool
    basis: str
    takes_value: bool = False


_TABLE = (
    ("SERIOUSLY_WOUNDED", "seriously wounded", True, "art. 109(1), 110; Annex I",
     "seriously wounded|severely wounded|heavily wounded|"
     "тяжкопоранений|тяжкопоранена|тяжко поранений|тяжко поранена|важкопоранений|важкопоранена|"
     "тяжелораненый|тяжелораненая|тяжело ранен|тяжело ранена|тяжелое ранение"),
    ("SERIOUSLY_SICK", "seriously sick", True, "art. 109(1), 110; Annex I",
     "seriously sick|seriously ill|severely ill|"
     "тяжкохворий|тяжкохвора|тяжко хворий|тяжко хвора|важкохворий|важкохвора|"
     "тяжелобольной|тяжелобольная|тяжело болен|тяжело больна"),
    ("WOMEN", "women", True, "art. 14(2), 16",
     "women|woman|female|жінка|жінки|женщина|женщины"),
    ("PREGNANT", "pregnant women and mothers of infants", True, "art. 16; Annex I, I B (7)",
     "pregnant|expectant mother|mother of infant|вагітна|мати немовляти|беременная|беременна|мать младенца"),
    ("UNDER_25", "under 25 years of age", True, "practice; age: art. 16",
     "under 25|younger than 25|до 25 років|молодше 25|молодший 25|до 25 лет|моложе 25"),
    ("LONG_HELD", "long held", True, "art. 109(2)",
     "long held|long captivity|long-held|тривалий полон|довго в полоні|понад рік у полоні|"
     "длительный плен|долго в плену|более года в плену"),
    ("DEFENDERS_OF", "defenders of a place", True, "practice", "defender of|defenders of|захисник|защитник"),
    ("CAPTURED_IN", "captured in a region", True, "practice", "captured in|полонений у|взят в плен в"),
    ("CONSCRIPTS", "conscripts", True, "practice",
     "conscript|conscripts|строковик|строкова служба|строкової служби|військовослужбовець строкової служби|"
     "срочник|срочная служба|срочной службы|призывник|военнослужащий срочной службы"),
    ("OFFICERS", "officers", True, "art. 43-44",
     "officer|officers|офіцер|офіцери|офицер|офицеры|офицерский состав"),
    ("MEDICS_CHAPLAINS", "medical and religious personnel", False, "art. 4C, 33; GC I 24, 28",
     "medic|medics|medical personnel|chaplain|chaplains|doctor|paramedic|"
     "медик|лікар|капелан|фельдшер|санітар|медична служба|врач|капеллан|санитар|медицинская служба"),
    ("FOREIGN_FIGHTERS", "nationals of other States", True, "practice; art. 4A",
     "foreign fighter|foreign national|foreigner|іноземець|іноземний громадянин|иностранец|иностранный гражданин"),
    ("PARENTS_OF_MANY", "parents of many children", True, "practice",
     "parent of many|parents of many|father of many|mother of many|багатодітний|багатодітна|багатодітний батько|"
     "багатодітна мати|многодетный|многодетная|многодетный отец|многодетная мать"),
    ("CONVICTED", "convicted or under proceedings", True, "art. 85, 115, 119(5)",
     "convicted|under proceedings|засуджений|засуджена|осужденный|осужденная|осужден|осуждена"),
    ("NAMED_PERSON", "asked for by name", True, "practice",
     "named person|by name|поіменно|поименно|персональный запрос|персональний запит"),
    ("CIVILIAN", "civilian", False, "GC IV 132-135, 147",
     "civilian|civilian internee|цивільний|цивільна|цивільна особа|гражданский|гражданская|гражданское лицо"),
    ("CREW", "merchant marine or civil aircraft crew", True, "art. 4A(5)",
     "crew|crew member|merchant seaman|член екіпажу|екіпаж|моряк|член экипажа|экипаж"),
    ("CHILDREN", "children: family reunion, never exchange", False, "AP I 74, 77, 78",
     "child|children|minor|дитина|діти|неповнолітній|неповнолітня|ребенок|дети|несовершеннолетний|несовершеннолетняя"),
    ("SPECIAL_CATEGORY", "special category, left undefined by the side that used the word", True, "practice",
     "special category|особлива категорія|особая категория"),
)  # fmt: skip

CATEGORIES: Mapping[str, Category] = MappingProxyType(
    {
        code: Category(code, title, tuple(words.split("|")), bargained, basis, code in {"DEFENDERS_OF", "CAPTURED_IN"})
        for code, title, bargained, basis, words in _TABLE
    }
)

_CODE_OF_WORD = {
    plain_word(word): category.code
    for category in CATEGORIES.values()
    for word in (category.code, category.title, *category.words)
}
_NO_CATEGORY = NOT_SAID | {"no", "none", "ні", "немає", "нет", "без категорії", "без категории"}
_BETWEEN = re.compile(r"[;,/|\n]+(?![^(]*\))")
_WITH_VALUE = re.compile(r"^([^()]+?)\s*\(\s*([^()]+?)\s*\)$")


def read_categories(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reads one cell: several categories may stand in it, parted by `;`, `,`, `/`, `|` or a line break.

    Returns: the codes, sorted and each once; and the words that no category claims, as written, for the clerk to see.
    """
    codes: set[str] = set()
    unread: list[str] = []
    for part in _BETWEEN.split(text):
        if plain_word(part) in _NO_CATEGORY:
            continue
        code = _code_of(part)
        if code:
            codes.add(code)
        else:
            unread.append(part.strip())
    return tuple(sorted(codes)), tuple(unread)


def _code_of(part: str) -> str:
    code = _CODE_OF_WORD.get(plain_word(part), "")
    if code and not CATEGORIES[code].takes_value:
        return code
    match = _WITH_VALUE.match(part.strip())
    if match:
        code = _CODE_OF_WORD.get(plain_word(match[1]), "")
        if code and CATEGORIES[code].takes_value:
            return f"{code}({match[2]})"
    return ""
