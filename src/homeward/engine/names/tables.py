"""Reads the tables of given names and of patronymics: packs/given_names.txt and those of every language.

Called once by lexicon. Every line is checked: a form with letters its language does not have, a name that stands twice,
a form that leads to two names without being listed as shared, is an error that names file and line.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from homeward.engine.names.folding import fold
from homeward.engine.names.languages import Language, fold_as
from homeward.engine.names.packs import PackLine, field_lines
from homeward.engine.names.transliteration import alphabet, transliterate

_CYRILLIC_COLUMNS = ("uk", "ru", "be")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’-]+")
_SEXES = frozenset({"m", "f"})


@dataclass(frozen=True, slots=True)
class ListedName:
    """One line of a table of given names.

    Attributes:
        code: the identity. sex: 'm' or 'f'. language: code of the pack, '' for the common table.
        full, short: folds of the full and of the short forms. spoken: folds of the full and short forms as the
            language itself reads them; empty in the common table.
        where: file and line.
    """

    code: str
    sex: str
    full: frozenset[str]
    short: frozenset[str]
    where: PackLine
    language: str = ""
    spoken: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def fold_code(form: str) -> str:
    """'Олександр' -> 'oleksandr', 'Väinö' -> 'vaino': the identity's own code, ascii and lower case."""
    latin = unicodedata.normalize("NFKD", transliterate(form.lower(), "uk"))
    return re.sub(r"[^a-z]", "", latin)


def common_names(folder: Path, kept: Callable[[str], bool]) -> list[ListedName]:
    """The lines of given_names.txt whose code is kept.

    Raises: PackError naming file and line.
    """
    found: dict[str, ListedName] = {}
    for line in field_lines("given_names.txt", 6, folder):
        _check_sex(line)
        for column, text in zip(_CYRILLIC_COLUMNS, line.fields[1:4], strict=True):
            _check_letters(line, text, column)
        _check_latin(line, line.fields[4])
        full, short = _folds(" ".join(line.fields[1:5])), _folds(line.fields[5])
        code = fold_code(_first(line))
        if code in found:
            raise line.error(f"{code!r} stands twice.", cure="Join the two lines.")
        if kept(code):
            found[code] = ListedName(code, line.fields[0], full, short - full, line)
    return list(found.values())


def names_of(language: Language, known: Mapping[str, ListedName], struck: bool) -> list[ListedName]:
    """The lines of a language's own given_names.txt; none when the pack has no such file.

    Args:
        known: the common table by code, to which the fourth field refers.
        struck: lines of the common table were left out on purpose, so a missing equivalent is no fault.
    """
    if not (language.folder / "given_names.txt").exists():
        return []
    found = []
    for line in field_lines("given_names.txt", 5, language.folder):
        _check_sex(line)
        sex, own, heard, equivalent, short = line.fields
        code = fold_code(_first(line)) if equivalent in {"", "-"} else fold_code(equivalent)
        if equivalent in {"", "-"} and code in known:
            raise line.error(f"{code!r} stands in ../given_names.txt as well.", cure="Name it in the fourth field.")
        if equivalent not in {"", "-"} and code not in known and not struck:
            raise line.error(f"{equivalent!r} is no given name of ../given_names.txt.")
        spoken = (_folds(own, language), _folds(short, language))
        found.append(ListedName(code, sex, _folds(f"{own} {heard}"), _folds(short), line, language.code, spoken))
    return found


def shared_forms(folder: Path) -> Iterator[tuple[PackLine, str, frozenset[str], frozenset[str]]]:
    """Lines of shared_forms.txt: the line, sex, folds of the forms, codes of the names they may stand for."""
    for line in field_lines("shared_forms.txt", 3, folder):
        _check_sex(line)
        yield line, line.fields[0], _folds(line.fields[1]), frozenset(map(fold_code, line.fields[2].split()))


def patronymic_forms(folder: Path) -> Iterator[tuple[PackLine, str, frozenset[str]]]:
    """Lines of a patronymics.txt: the line, code of the father's name, folds of the forms in all its fields."""
    if (folder / "patronymics.txt").exists():
        for line in field_lines("patronymics.txt", 4, folder):
            yield line, fold_code(line.fields[0]), _folds(" ".join(line.fields[1:]))


def refuse_unlisted(names: Iterable[ListedName], listed: Mapping[tuple[str, str], frozenset[str]]) -> None:
    """Raises PackError when a form leads to two names of one sex and shared_forms.txt does not say so."""
    meanings: dict[tuple[str, str], dict[str, ListedName]] = {}
    for name in names:
        for form in name.full | name.short:
            meanings.setdefault((name.sex, form), {})[name.code] = name
    for key, owners in meanings.items():
        if len(owners) > 1 and not owners.keys() <= listed.get(key, frozenset()):
            first, second, *_ = owners.values()
            raise second.where.error(
                f"a form that sounds as {key[1]!r} stands in {first.where.where} as well.",
                cure="List the form with all its names in shared_forms.txt, or take it out of one line.",
            )


def _first(line: PackLine) -> str:
    words = line.fields[1].split()
    if not words:
        raise line.error("the second field, which names the identity, is empty.")
    return words[0]


def _folds(text: str, language: Language | None = None) -> frozenset[str]:
    words = text.split()
    return frozenset(fold(word) if language is None else fold_as(word, language) for word in words) - {""}


def _check_sex(line: PackLine) -> None:
    if line.fields[0] not in _SEXES:
        raise line.error(f"{line.fields[0]!r} is no sex.", cure="Begin the line with 'm;' or 'f;'.")


def _check_letters(line: PackLine, text: str, language: str) -> None:
    strange = set(text.lower()) - alphabet(language) - set(" -")
    if strange:
        raise line.error(f"{''.join(sorted(strange))!r} in {text!r} is no letter of {language!r}.")


def _check_latin(line: PackLine, text: str) -> None:
    for word in text.split():
        if not _LATIN.fullmatch(word):
            raise line.error(f"{word!r} in the Latin field is not written in Latin letters.")
