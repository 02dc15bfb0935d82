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
    parts = _parts(surname, given_name, patronymic, full_name)
    language = _language(parts.surname, parts.given_name)
    family_fold, family_skeleton, script, flags = _surname(parts.surname, language)
    father = _father(parts.patronymic, language)
    sex = father[1].sex if father[1].how in {"listed", "near"} else ""
    own = _given(parts.given_name, sex, language)
    written_flags = flags | _flags(parts.given_name) | _flags(parts.patronymic) | _order_flags(parts.order)
    return NameForm(
        surname=parts.surname,
        given_name=parts.given_name,
        patronymic=parts.patronymic,
        surname_fold=family_fold,
        surname_skeleton=family_skeleton,
        given_fold=own[0],
        given_id=own[1].code,
        given_near=own[1].how == "near",
        given_short=own[1].how == "short",
        given_initial=own[2],
        patronymic_fold=father[0],
        patronymic_id=father[1].code,
        patronymic_near=father[1].how == "near",
        patronymic_initial=father[2],
        sex=sex or own[1].sex,
        script=script if parts.surname else script_of(parts.given_name),
        alias=parts.alias,
        flags=tuple(sorted(written_flags)) if written_flags else (),
        language=language,
    )


def _parts(surname: str, given_name: str, patronymic: str, full_name: str) -> NameParts:
    if full_name and not (surname and given_name):
        return split_full_name(full_name)
    if _is_plain(surname) and _is_plain(patronymic) and _is_plain_given(given_name):
        return NameParts(surname, given_name, patronymic)
    return split_cells(surname, given_name, patronymic)


@lru_cache(maxsize=1 << 18)
def _is_plain(text: str) -> bool:
    """One word of letters: nothing to parse. (Most cells of most lists.)"""
    return text.isalpha() or not text


@lru_cache(maxsize=1 << 18)
def _is_plain_given(text: str) -> bool:
    """One listed given name, or nothing: it stands in its own cell."""
    return not text or (text.isalpha() and lexicon().is_given(text))


def _language(surname: str, given_name: str) -> str:
    """By whose letters the name is read. What each word says by itself is cached, so a row costs next to nothing."""
    by_surname, by_given_name = _surname_signs(surname), _given_signs(given_name)
    if not by_surname and not by_given_name:
        return ""
    return surest({**by_surname, **{code: by_surname.get(code, 0) + n for code, n in by_given_name.items()}})


@lru_cache(maxsize=1 << 18)
def _surname_signs(text: str) -> dict[str, int]:
    return lexicon().surname_signs(text)


@lru_cache(maxsize=1 << 18)
def _given_signs(text: str) -> dict[str, int]:
    return lexicon().given_signs(text)


def _folded(text: str, language: str) -> str:
    return fold_words_as(text, lexicon().languages[language]) if language else fold_words(text)


@lru_cache(maxsize=1 << 18)
def _surname(text: str, language: str) -> tuple[str, str, str, frozenset[str]]:
    folded = _folded(text, language)
    return folded, skeleton(folded), script_of(text), _flags(text)


@lru_cache(maxsize=1 << 18)
def _given(text: str, sex: str, language: str) -> tuple[str, Identity, str]:
    folded = _folded(text, language)
    if is_initial(text):
        return folded, NOBODY, folded[:1]
    own = given_identity(folded, sex, language)
    if language and own.how not in {"listed", "short"}:  # a guest's name among those of the language
        common = given_identity(fold_words(text), sex)
        own = common if common.how in {"listed", "short"} else own
    return folded, own, ""


@lru_cache(maxsize=1 << 18)
def _father(text: str, language: str) -> tuple[str, Identity, str]:
    folded = _folded(text, language)
    if is_initial(text):
        return folded, NOBODY, folded[:1]
    return folded, patronymic_identity(folded), ""


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
