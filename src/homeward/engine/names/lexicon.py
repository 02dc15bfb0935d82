"""Given names and patronymics to an identity: Микола, Николай, Mykola, Nicolas and Коля are one name.

Called by forms, keys, parsing and (for initials) by matching. The names are data, read by tables. Near spelling is the
fallback and is flagged; a name without an entry is its own identity, '~' and its fold.
"""

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from homeward.base.errors import ConflictError
from homeward.engine.names.folding import fold
from homeward.engine.names.languages import Language, fold_as, read_languages
from homeward.engine.names.packs import PACKS
from homeward.engine.names.tables import (
    ListedName,
    common_names,
    names_of,
    patronymic_forms,
    refuse_unlisted,
    shared_forms,
)

_PATRONYMIC_TAIL = re.compile(r"(?:ovi?q|evi?q|aviq|iniqna|inina|ovna|evna|ivna|avna|iqna|iniwna|iq)$")
_FEMALE_TAIL = re.compile(r"(?:vna|iqna|iwna|kizi)$")
_TURKIC_TAIL = re.compile(r"(?:-(?:ohli|ohlu|uli|kizi))$")
_VOWELS = "aeiou"
_FOREIGN = "foreign"  # forms of all languages for a name whose language nothing tells


@dataclass(frozen=True, slots=True)
class Identity:
    """Which name a word is.

    `how`: 'listed', 'short', 'shared' (a short form of several names: `Lexicon.related` tells of which), 'near', 'own'
    (no entry), or '' for no word at all.
    """

    code: str
    how: str
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Strike:
    """Lines of given_names.txt left out, the same for the same seed: how well do names do that no table holds?"""

    share: float
    seed: int = 1

    def keeps(self, code: str) -> bool:
        """Whether the name with this code stays in the table."""
        return zlib.crc32(f"{self.seed} {code}".encode()) >= self.share * 2**32


NOBODY = Identity("", "")
NOTHING_STRUCK = Strike(0.0)
Forms = dict[str, list[Identity]]


class Lexicon:
    """The name tables, folded once, and the languages they know.

    Raises: PackError naming file and line of the first broken one.
    """

    def __init__(self, folder: Path = PACKS, struck: Strike = NOTHING_STRUCK) -> None:
        self.languages: Mapping[str, Language] = read_languages(folder)
        self._forms: dict[str, Forms] = {"": {}, _FOREIGN: {}, **{code: {} for code in self.languages}}
        self._initials: dict[str, set[str]] = {}
        self._fathers: dict[str, str] = {}
        self._patronymics: dict[str, str] = {}
        self._related: dict[str, set[str]] = {}
        common = common_names(folder, struck.keeps)
        self._take_common(common, folder, struck)
        known = {name.code: name for name in common}
        self._take_patronymics(folder, struck)
        for language in self.languages.values():
            self._take_language(names_of(language, known, struck.share > 0), language)
        self._spellings = sorted(self._forms[""])
        self._stems = sorted(self._fathers)

    def _take_common(self, names: list[ListedName], folder: Path, struck: Strike) -> None:
        for name in names:
            self._initials[name.code] = {form[:1] for form in name.full}
            self._add("", name, name.full, name.short)
            self._add_father(name, name.full)
        shared = list(shared_forms(folder))
        listed = {(sex, form): codes for _, sex, forms, codes in shared for form in forms}
        refuse_unlisted(names, listed)
        for line, _, _, codes in shared:
            if unknown := sorted(code for code in codes if code not in self._initials and struck.keeps(code)):
                raise line.error(f"{unknown[0]!r} is no given name of given_names.txt.")
        for (sex, form), codes in listed.items():
            self._relate(form, sex, codes & self._initials.keys())

    def _relate(self, form: str, sex: str, codes: frozenset[str]) -> None:
        """A shared form may stand for each of its names; of full forms of the same sound too, told apart no more."""
        own = {one.code for one in self._forms[""].get(form, ()) if one.how == "listed" and one.sex == sex}
        for code in own or {"~" + form}:
            self._related.setdefault(code, set()).update(codes - {code})

    def _take_language(self, names: list[ListedName], language: Language) -> None:
        for name in names:
            spoken, short = name.spoken
            self._initials.setdefault(name.code, set()).update(form[:1] for form in name.full | spoken)
            self._add(language.code, name, name.full | spoken, name.short | short)
            self._add(_FOREIGN, name, name.full, name.short)
            self._add_father(name, name.full | spoken)
        codes = {name.where.fields[1].split()[0]: name.code for name in names}
        for line, _, forms in patronymic_forms(language.folder):
            if line.fields[0] not in codes:
                raise line.error(f"{line.fields[0]!r} is no given name of this pack.")
            for form in sorted(forms):
                known = self.patronymic(form, nearly=False)
                if known.how == "listed" and known.code != codes[line.fields[0]]:
                    raise line.error(f"a form that sounds as {form!r} is the patronymic of {known.code!r} already.")
                self._patronymics[form] = codes[line.fields[0]]

    def _add(self, table: str, name: ListedName, full: Iterable[str], short: Iterable[str]) -> None:
        forms = self._forms[table]
        for how, folds in (("listed", full), ("short", short)):
            for folded in folds:
                known = forms.setdefault(folded, [])
                if all(other.code != name.code for other in known):
                    known.append(Identity(name.code, how, name.sex))
                    known.sort(key=lambda one: one.how != "listed")  # stable: full before short, else file order

    def _add_father(self, name: ListedName, folds: Iterable[str]) -> None:
        if name.sex == "m":
            for folded in folds:
                self._fathers.setdefault(folded.rstrip(_VOWELS), name.code)

    def _take_patronymics(self, folder: Path, struck: Strike) -> None:
        for line, code, forms in patronymic_forms(folder):
            if code in self._initials:
                self._patronymics.update(dict.fromkeys(forms, code))
            elif struck.keeps(code):
                raise line.error(f"{line.fields[0]!r} is no given name of given_names.txt.")

    def is_given(self, word: str) -> bool:
        """Whether the word is listed as a given name, short forms included."""
        folded = fold(word)
        return folded in self._forms[""] or folded in self._forms[_FOREIGN]

    def is_full_given(self, word: str) -> bool:
        """Whether the word is listed as a full form."""
        folded = fold(word)
        return self._is_full("", folded) or self._is_full(_FOREIGN, folded)

    def surname_signs(self, surname: str) -> dict[str, int]:
        """How strongly the letter groups of a surname speak for or against each language that can read it."""
        found = {code: one.strength(surname) for code, one in self.languages.items() if one.can_read(surname)}
        return {code: strength for code, strength in found.items() if strength}

    def given_signs(self, given_name: str) -> dict[str, int]:
        """The same of a given name: one of the language's own counts 2, one that the common table holds as well 1."""
        folded = fold(given_name)
        worth = 1 if self._is_full("", folded) else 2
        found = {
            code: one.strength(given_name) + worth * self._is_full(code, fold_as(given_name, one))
            for code, one in self.languages.items()
            if one.can_read(given_name)
        }
        return {code: strength for code, strength in found.items() if strength}

    def _is_full(self, table: str, folded: str) -> bool:
        return any(one.how == "listed" for one in self._forms[table].get(folded, ()))

    def given(self, folded: str, sex: str = "", language: str = "") -> Identity:
        """The identity of a folded given name; among several the one of that sex, else the first listed."""
        if not folded:
            return NOBODY
        for table in (language, "", _FOREIGN):
            if known := self._forms[table].get(folded):
                return _choose(known, folded, sex)
        if "-" in folded and (first := self.given(folded.partition("-")[0], sex, language)).how == "listed":
            return Identity(first.code, "near", first.sex)  # of 'Ганна-Марія' lists often keep the first alone
        near = self._near(folded, self._spellings)
        codes = {self._forms[""][spelling][0] for spelling in near}
        if len({one.code for one in codes}) == 1:
            one = min(codes, key=lambda identity: identity.how)
            return Identity(one.code, "near", one.sex)
        return Identity("~" + folded, "own")

    def patronymic(self, folded: str, *, nearly: bool = True) -> Identity:
        """The father's name behind a folded patronymic; by near spelling too, unless told otherwise."""
        if not folded:
            return NOBODY
        sex = "f" if _FEMALE_TAIL.search(folded) else "m"
        if folded in self._patronymics:
            return Identity(self._patronymics[folded], "listed", sex)
        stem = patronymic_stem(folded)
        if stem in self._fathers:
            return Identity(self._fathers[stem], "listed", sex)
        codes = {self._fathers[one] for one in self._near(stem, self._stems)} if nearly else set()
        if len(codes) == 1:
            return Identity(codes.pop(), "near", sex)
        return Identity("~" + stem, "own", sex)

    def initials(self, code: str) -> frozenset[str]:
        """First letters (folded) the name may have in any language."""
        own = self._initials.get(code) or {code.removeprefix("~")[:1]}
        return frozenset(own.union(*(self._initials[other] for other in self._related.get(code, ()))))

    def related(self, one: str, other: str) -> bool:
        """Whether a form that led to one identity may stand for the other as well: Слава for Ростислав, Ян for Іван."""
        return other in self._related.get(one, ()) or one in self._related.get(other, ())

    def codes(self) -> frozenset[str]:
        """Every identity of the tables."""
        return frozenset(self._initials)

    @staticmethod
    def _near(folded: str, spellings: list[str]) -> list[str]:
        """The spellings at the least distance, when that is small for the length."""
        allowed = 0 if len(folded) < 5 else 1 if len(folded) < 8 else 2
        if not allowed:
            return []
        found = process.extract(folded, spellings, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        least = min((distance for _, distance, _ in found), default=0)
        return [spelling for spelling, distance, _ in found if distance == least]


def _choose(known: list[Identity], folded: str, sex: str) -> Identity:
    """The full form of that sex, else the one name that form is short for; else it stays open between several."""
    fitting = [one for one in known if one.sex == sex] or [one for one in known if one.sex == known[0].sex]
    if fitting[0].how == "listed" or len(fitting) == 1:
        return fitting[0]
    return Identity("~" + folded, "shared", fitting[0].sex)


def has_patronymic_tail(folded: str) -> bool:
    """Whether a folded word ends as patronymics do; some surnames do too."""
    return bool(_PATRONYMIC_TAIL.search(folded) or _TURKIC_TAIL.search(folded)) and len(folded) > 4


def patronymic_stem(folded: str) -> str:
    """'mikolaeviq', 'nikolaevna' -> 'mikol', 'nikol'."""
    bare = _TURKIC_TAIL.sub("", folded).replace("-", "")
    return _PATRONYMIC_TAIL.sub("", bare).rstrip(_VOWELS)


class NamesReadError(ConflictError):
    """Names were read with another lexicon before; two of them in one run would give two identities to one name."""


_ADOPTED: list[Lexicon] = []


def adopt(chosen: Lexicon) -> None:
    """Uses this lexicon for all names of the run: packs of one's own folder, or a table with lines struck out.

    To be called before the first name is read. Raises: NamesReadError when it is too late.
    """
    if lexicon.cache_info().currsize:
        raise NamesReadError("Names were read before.", cure="Adopt the lexicon at the start of the run.")
    _ADOPTED[:] = [chosen]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the packs that come with this version, or the adopted one."""
    return _ADOPTED[0] if _ADOPTED else Lexicon()


@lru_cache(maxsize=1 << 17)
def given_identity(folded: str, sex: str = "", language: str = "") -> Identity:
    """`Lexicon.given` of the lexicon in use, cached."""
    return lexicon().given(folded, sex, language)


@lru_cache(maxsize=1 << 17)
def patronymic_identity(folded: str) -> Identity:
    """`Lexicon.patronymic` of the lexicon in use, cached."""
    return lexicon().patronymic(folded)


@lru_cache(maxsize=1 << 16)
def initials_of(code: str) -> frozenset[str]:
    """`Lexicon.initials` of the lexicon in use, cached."""
    return lexicon().initials(code)


@lru_cache(maxsize=1 << 16)
def related_names(one: str, other: str) -> bool:
    """`Lexicon.related` of the lexicon in use, cached."""
    return lexicon().related(one, other)
