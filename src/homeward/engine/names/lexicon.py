"""Given names and patronymics to an identity: Микола, Николай, Mykola, Nicolas and Коля are one name.

Called by forms, keys and (for initials) by matching. The names are data: packs/given_names.txt, packs/patronymics.txt.
Near spelling is the fallback and is flagged; a name without an entry is its own identity, '~' and its fold.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from homeward.engine.names.folding import fold
from homeward.engine.names.packs import PACKS, PackError, field_lines
from homeward.engine.names.transliteration import transliterate

_PATRONYMIC_TAIL = re.compile(r"(?:ovi?q|evi?q|aviq|iniqna|inina|ovna|evna|ivna|avna|iqna|iniwna|iq)$")
_FEMALE_TAIL = re.compile(r"(?:vna|iqna|iwna|kizi)$")
_TURKIC_TAIL = re.compile(r"(?:-(?:ohli|ohlu|uli|kizi))$")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which name a word is. `how`: 'listed', 'short', 'near', 'own' (no entry), or '' for no word at all."""

    code: str
    how: str
    sex: str = ""


NOBODY = Identity("", "")


class Lexicon:
    """The name tables, folded once."""

    def __init__(self, folder: Path = PACKS) -> None:
        self._given: dict[str, list[Identity]] = {}
        self._initials: dict[str, set[str]] = {}
        self._fathers: dict[str, str] = {}
        for fields in field_lines("given_names.txt", 6, folder):
            self._take(fields)
        self._patronymics = self._listed_patronymics(folder)
        self._spellings = sorted(self._given)
        self._stems = sorted(self._fathers)

    def _take(self, fields: tuple[str, ...]) -> None:
        sex, forms, short_forms = fields[0], " ".join(fields[1:5]).split(), fields[5].split()
        code = fold_code(fields[1].split()[0])
        if code in self._initials:
            raise PackError(f"given_names.txt: {code!r} stands twice.", cure="Join the two lines.")
        self._initials[code] = {fold(form)[:1] for form in forms}
        for how, words in (("listed", forms), ("short", short_forms)):
            for word in words:
                self._add(fold(word), Identity(code, how, sex))
        if sex == "m":
            for form in forms:
                self._fathers.setdefault(fold(form).rstrip(_VOWELS), code)

    def _add(self, folded: str, identity: Identity) -> None:
        known = self._given.setdefault(folded, [])
        if all(other.code != identity.code for other in known):
            known.append(identity)
            known.sort(key=lambda one: one.how != "listed")  # stable: a full form before a short one, else file order

    def _listed_patronymics(self, folder: Path) -> dict[str, str]:
        listed = {}
        for father, forms in field_lines("patronymics.txt", 2, folder):
            code = fold_code(father)
            if code not in self._initials:
                raise PackError(f"patronymics.txt: {father!r} is no given name of given_names.txt.")
            listed.update({fold(form): code for form in forms.split()})
        return listed

    def is_given(self, word: str) -> bool:
        """Whether the word is listed as a given name, short forms included."""
        return fold(word) in self._given

    def is_full_given(self, word: str) -> bool:
        """Whether the word is listed as a full form."""
        return any(one.how == "listed" for one in self._given.get(fold(word), ()))

    def given(self, folded: str, sex: str = "") -> Identity:
        """The identity of a folded given name; among several the one of that sex, else the first listed."""
        if not folded:
            return NOBODY
        if known := self._given.get(folded):
            return next((one for one in known if one.sex == sex), known[0])
        near = self._near(folded, self._spellings)
        codes = {self._given[spelling][0] for spelling in near}
        if len({one.code for one in codes}) == 1:
            one = min(codes, key=lambda identity: identity.how)
            return Identity(one.code, "near", one.sex)
        return Identity("~" + folded, "own")

    def patronymic(self, folded: str) -> Identity:
        """The father's name behind a folded patronymic."""
        if not folded:
            return NOBODY
        sex = "f" if _FEMALE_TAIL.search(folded) else "m"
        if folded in self._patronymics:
            return Identity(self._patronymics[folded], "listed", sex)
        stem = patronymic_stem(folded)
        if stem in self._fathers:
            return Identity(self._fathers[stem], "listed", sex)
        codes = {self._fathers[one] for one in self._near(stem, self._stems)}
        if len(codes) == 1:
            return Identity(codes.pop(), "near", sex)
        return Identity("~" + stem, "own", sex)

    def initials(self, code: str) -> frozenset[str]:
        """First letters (folded) the name may have in any language."""
        return frozenset(self._initials.get(code) or code.removeprefix("~")[:1])

    @staticmethod
    def _near(folded: str, spellings: list[str]) -> list[str]:
        """The spellings at the least distance, when that is small for the length."""
        allowed = 0 if len(folded) < 5 else 1 if len(folded) < 8 else 2
        if not allowed:
            return []
        found = process.extract(folded, spellings, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        least = min((distance for _, distance, _ in found), default=0)
        return [spelling for spelling, distance, _ in found if distance == least]


def fold_code(form: str) -> str:
    """'Олександр' -> 'oleksandr': the identity's own code, ascii and lower case."""
    return re.sub(r"[^a-z]", "", transliterate(form.lower(), "uk"))


def has_patronymic_tail(folded: str) -> bool:
    """Whether a folded word ends as patronymics do; some surnames do too."""
    return bool(_PATRONYMIC_TAIL.search(folded) or _TURKIC_TAIL.search(folded)) and len(folded) > 4


def patronymic_stem(folded: str) -> str:
    """'mikolaeviq', 'nikolaevna' -> 'mikol', 'nikol'."""
    bare = _TURKIC_TAIL.sub("", folded).replace("-", "")
    return _PATRONYMIC_TAIL.sub("", bare).rstrip(_VOWELS)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the packs that come with this version."""
    return Lexicon()


@lru_cache(maxsize=1 << 17)
def given_identity(folded: str, sex: str = "") -> Identity:
    """`Lexicon.given` of the built-in packs, cached."""
    return lexicon().given(folded, sex)


@lru_cache(maxsize=1 << 17)
def patronymic_identity(folded: str) -> Identity:
    """`Lexicon.patronymic` of the built-in packs, cached."""
    return lexicon().patronymic(folded)


@lru_cache(maxsize=1 << 16)
def initials_of(code: str) -> frozenset[str]:
    """`Lexicon.initials` of the built-in packs, cached."""
    return lexicon().initials(code)
