"""One name as the matcher sees it: what was written, and beside it the folds, skeletons and identities derived from it.

Called by columns, matching and the register desk. Every fold is done once per distinct cell and cached.
It never corrects a name and never decides whether two persons are one.
"""

from dataclasses import dataclass
from functools import lru_cache

from homeward.base.scripts import is_mixed_script_word, script_of
from homeward.engine.names.folding import PACKED_SCRIPTS, fold_words, skeleton
from homeward.engine.names.languages import fold_words_as, surest
from homeward.engine.names.lexicon import NOBODY, Identity, given_identity, lexicon, patronymic_identity
from homeward.engine.names.parsing import NameParts, is_initial, split_cells, split_full_name

Signs = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NameForm:
    """A read name.

    Attributes:
        surname, given_name, patronymic: the words as written, after reading their order.
        surname_fold: phonemes (ascii, parts of a double surname joined by '-'); surname_skeleton: its consonants.
        given_id, patronymic_id: identity codes ('mykola'), '~' and the fold for names without an entry, '' for none.
        given_near, patronymic_near: the identity was reached by near spelling only; given_short: by a short form.
        given_initial, patronymic_initial: folded first letter when no more than an initial was written.
        sex: 'm', 'f' or '' as far as patronymic or given name tell.
        script: ISO 15924 code of most letters. alias: what stood in brackets.
        language: code of the pack by whose letters the name was read ('hu'), '' for the common reading.
        flags: sorted, of 'mixed_script' (look-alike letters), 'general_transliteration' (a script without a pack),
            'given_first', 'comma', 'swapped' (how the order was read).
    """

    surname: str = ""
    given_name: str = ""
    patronymic: str = ""
    surname_fold: str = ""
    surname_skeleton: str = ""
    given_fold: str = ""
    given_id: str = ""
    given_near: bool = False
    given_short: bool = False
    given_initial: str = ""
    patronymic_fold: str = ""
    patronymic_id: str = ""
    patronymic_near: bool = False
    patronymic_initial: str = ""
    sex: str = ""
    script: str = "Zyyy"
    alias: str = ""
    flags: tuple[str, ...] = ()
    language: str = ""


def read_name(surname: str = "", given_name: str = "", patronymic: str = "", full_name: str = "") -> NameForm:
    """Reads a name from its cells; `full_name` is used when the list has no surname and given name of their own.

    Never raises: whatever is written yields a form, an empty one at worst.
    """
    parts = name_parts(surname, given_name, patronymic, full_name)
    language = language_told(_surname_signs(parts.surname), _given_signs(parts.given_name))
    family_fold, family_skeleton = _surname(parts.surname, language)
    father_fold, father, father_initial = _father(parts.patronymic, language)
    sex = sex_told(father)
    given_fold, given, given_initial = _given(parts.given_name, sex, language)
    flags = _flags(parts.surname) | _flags(parts.given_name) | _flags(parts.patronymic) | _order_flags(parts.order)
    return NameForm(
        surname=parts.surname,
        given_name=parts.given_name,
        patronymic=parts.patronymic,
        surname_fold=family_fold,
        surname_skeleton=family_skeleton,
        given_fold=given_fold,
        given_id=given.code,
        given_near=given.how == "near",
        given_short=given.how == "short",
        given_initial=given_initial,
        patronymic_fold=father_fold,
        patronymic_id=father.code,
        patronymic_near=father.how == "near",
        patronymic_initial=father_initial,
        sex=sex or given.sex,
        script=script_of(parts.surname or parts.given_name),
        alias=parts.alias,
        flags=tuple(sorted(flags)) if flags else (),
        language=language,
    )


def name_parts(surname: str, given_name: str, patronymic: str, full_name: str) -> NameParts:
    """Which words are surname, given name and patronymic."""
    if full_name and not (surname and given_name):
        return split_full_name(full_name)
    if is_plain(surname) and is_plain(patronymic) and is_plain_given(given_name):
        return NameParts(surname, given_name, patronymic)
    return split_cells(surname, given_name, patronymic)


def is_plain(text: str) -> bool:
    """One word of letters, or nothing: nothing to parse. (Most cells of most lists.)"""
    return text.isalpha() or not text


@lru_cache(maxsize=1 << 16)
def is_plain_given(text: str) -> bool:
    """One listed given name, or nothing: it stands in its own cell."""
    return not text or (text.isalpha() and lexicon().is_given(text))


def language_told(by_surname: Signs, by_given_name: Signs) -> str:
    """By whose letters a name is read, as its two words together tell; '' for the common reading."""
    if not by_surname and not by_given_name:
        return ""
    strengths = dict(by_surname)
    for code, strength in by_given_name:
        strengths[code] = strengths.get(code, 0) + strength
    return surest(strengths)


def surname_signs(text: str) -> Signs:
    """What the letters of a surname say of its language, as (code, strength)."""
    return tuple(lexicon().surname_signs(text).items())


def given_signs(text: str) -> Signs:
    """What a given name says of its language, as (code, strength)."""
    return tuple(lexicon().given_signs(text).items())


def surname_of(text: str, language: str) -> tuple[str, str]:
    """Fold and skeleton of a surname."""
    folded = _folded(text, language)
    return folded, skeleton(folded)


def given_of(text: str, sex: str, language: str) -> tuple[str, Identity, str]:
    """Fold, identity and initial of a given name; the sex (or '') decides what a short form stands for."""
    folded = _folded(text, language)
    if is_initial(text):
        return folded, NOBODY, folded[:1]
    own = given_identity(folded, sex, language)
    if language and own.how not in {"listed", "short"}:  # a guest's name among those of the language
        common = given_identity(fold_words(text), sex)
        own = common if common.how in {"listed", "short"} else own
    return folded, own, ""


def father_of(text: str, language: str) -> tuple[str, Identity, str]:
    """Fold, the father's identity, and initial of a patronymic."""
    folded = _folded(text, language)
    if is_initial(text):
        return folded, NOBODY, folded[:1]
    return folded, patronymic_identity(folded), ""


def _folded(text: str, language: str) -> str:
    return fold_words_as(text, lexicon().languages[language]) if language else fold_words(text)


def sex_told(father: Identity) -> str:
    """The sex that a patronymic tells for sure, or ''."""
    return father.sex if father.how in {"listed", "near"} else ""


_surname_signs = lru_cache(maxsize=1 << 16)(surname_signs)
_given_signs = lru_cache(maxsize=1 << 16)(given_signs)
_surname = lru_cache(maxsize=1 << 16)(surname_of)
_given = lru_cache(maxsize=1 << 16)(given_of)
_father = lru_cache(maxsize=1 << 16)(father_of)


@lru_cache(maxsize=1 << 18)
def _flags(text: str) -> frozenset[str]:
    flags = set()
    if not text.isascii():
        if any(is_mixed_script_word(word) for word in text.split()):
            flags.add("mixed_script")
        if script_of(text) not in PACKED_SCRIPTS | {"Zyyy"}:
            flags.add("general_transliteration")
    return frozenset(flags)


_ORDER_FLAGS = {
    "given first": frozenset({"given_first"}),
    "comma": frozenset({"comma"}),
    "swapped": frozenset({"swapped"}),
}


def _order_flags(order: str) -> frozenset[str]:
    return _ORDER_FLAGS.get(order, frozenset())
