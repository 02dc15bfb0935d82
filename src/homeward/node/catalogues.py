"""Message catalogues without GNU gettext: collect the words of all pages, compile them, and say what is missing.

Only checks, tests and translators run this: it needs Babel, a development dependency. A running node never imports it.
"""

import re
import struct
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
LOCALE = Path(__file__).resolve().parent / "locale"
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
LANGUAGES = tuple(PLURALS)
AS_IN_ENGLISH = LOCALE / "as_in_english.txt"

_CONTEXT_FIRST = ((1, "c"), 2)
_CONTEXT_PLURAL = ((1, "c"), 2, 3)
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": _CONTEXT_FIRST,
    "npgettext_lazy": _CONTEXT_PLURAL,
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
_REVIEW = re.compile(r'^"X-Review: (\w+)\\n"$', re.MULTILINE)
Key = tuple[str | tuple[str, ...], str | None]


def collect(source: Path = SOURCE) -> Catalog:
    """All words of Python files and templates below the source folder."""
    words = Catalog(charset="utf-8")
    for path in sorted([*source.rglob("*.py"), *source.rglob("templates/**/*.html")]):
        if "migrations" in path.parts or path == Path(__file__).resolve():
            continue
        for context, text in _words_of(path):
            words.add(text, locations=[(path.relative_to(source).as_posix(), 0)], context=context)
    return words


def _words_of(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...]]]:
    code = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # Indentation means nothing in a template and would trip Python's tokenizer.
        code = "\n".join(line.lstrip() for line in templatize(code).splitlines())
    for _line, function, found, _comments in extract_python(BytesIO(code.encode()), KEYWORDS, [], {}):
        places = KEYWORDS[function] or (1,)
        arguments = [found] if isinstance(found, str) else list(found)
        context = arguments[0] if isinstance(places[0], tuple) else None
        taken = [arguments[place - 1] for place in places if isinstance(place, int) and place <= len(arguments)]
        if taken and all(taken):
            yield context, taken[0] if len(taken) == 1 else tuple(taken)


def path_of(language: str) -> Path:
    """The file that translators edit."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands; empty when there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def review(language: str) -> str:
    """'draft' until native speakers have signed the wording off, then 'signed' (set by hand in the file's header)."""
    path = path_of(language)
    found = _REVIEW.search(path.read_text(encoding="utf-8")) if path.exists() else None
    return found[1] if found else "draft"


def update(source: Path = SOURCE) -> None:
    """Brings every catalogue up to the words of the source; keeps translations, also of words that are gone for now."""
    wanted = collect(source)
    for language in LANGUAGES:
        old = read(language)
        known = {_key(message): message for message in [*old.obsolete.values(), *_messages(old)]}
        new = Catalog(locale=language, charset="utf-8")
        for message in _messages(wanted):
            kept = known.pop(_key(message), None)
            new.add(message.id, kept.string if kept else None, message.locations, context=message.context)
        new.obsolete = {message.id: message for message in known.values() if message.string}
        write(language, new)


def write(language: str, catalogue: Catalog) -> None:
    """Writes the file in a fixed order and without dates, so that the same words give the same bytes."""
    path, body = path_of(language), BytesIO()
    text = header(language)  # reads the present file, so before it is replaced
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(f'"{line}\\n"' for line in text.splitlines())
    path.write_bytes(f'msgid ""\nmsgstr ""\n{lines}\n\n'.encode() + body.getvalue().rstrip(b"\n") + b"\n")


def header(language: str) -> str:
    """The header entry: what gettext needs, and how far the wording was reviewed."""
    return (
        f"Project-Id-Version: homeward\nLanguage: {language}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
        f"Plural-Forms: {PLURALS[language]}\nX-Review: {review(language)}\n"
    )


def compiled(language: str) -> bytes:
    """The catalogue in gettext's binary form (sorted, no hash table): the same words give the same bytes."""
    pairs = {b"": header(language).encode()}
    for message in _messages(read(language)):
        strings = _strings(message)
        if all(strings) and not message.fuzzy:
            ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            context = f"{message.context}\x04" if message.context else ""
            pairs[(context + "\x00".join(ids)).encode()] = "\x00".join(strings).encode()
    rows = sorted(pairs.items())
    table_size, start = 8 * len(rows), 28
    originals, translations, data = b"", b"", b""
    for original, translation in rows:
        originals += struct.pack("<II", len(original), start + 2 * table_size + len(data))
        data += original + b"\x00"
        translations += struct.pack("<II", len(translation), start + 2 * table_size + len(data))
        data += translation + b"\x00"
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), start, start + table_size, 0, start + 2 * table_size)
    return head + originals + translations + data


def compile_all() -> None:
    """Writes the binary form beside each catalogue."""
    for language in LANGUAGES:
        path_of(language).with_suffix(".mo").write_bytes(compiled(language))


def check(source: Path = SOURCE) -> list[str]:
    """One line a fault; empty when every word of every page is translated and compiled."""
    wanted = collect(source)
    return [fault for language in LANGUAGES for fault in _faults(language, wanted)]


def _faults(language: str, wanted: Catalog) -> Iterator[str]:
    catalogue = read(language)
    present = {_key(message): message for message in _messages(catalogue)}
    keys = {_key(message) for message in _messages(wanted)}
    for key in sorted(keys - present.keys(), key=str):
        yield f"{language}: not in the catalogue, run update: {key[0]!r}"
    for key in sorted(present.keys() - keys, key=str):
        yield f"{language}: on no page any more, run update: {key[0]!r}"
    same = set(AS_IN_ENGLISH.read_text(encoding="utf-8").splitlines()) if AS_IN_ENGLISH.exists() else set()
    for key in sorted(keys & present.keys(), key=str):
        if fault := fault_of(present[key], catalogue.num_plurals, same):
            yield f"{language}: {fault}: {key[0]!r}"
    mo = path_of(language).with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(language):
        yield f"{language}: the compiled catalogue differs from its source, run compile"


def fault_of(message: Message, forms: int, as_in_english: set[str]) -> str:
    """What is wrong with one translation; '' when nothing is."""
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    strings = _strings(message)
    if message.fuzzy:
        return "marked fuzzy"
    if not strings or not all(text.strip() for text in strings):
        return "empty"
    if len(ids) > 1 and len(strings) != forms:
        return f"{len(strings)} plural forms instead of {forms}"
    if any(text in ids and text not in as_in_english for text in strings):
        return "the same as in English"
    return "" if _placeholders_fit(ids, strings) else "other placeholders than in English"


def _placeholders_fit(ids: tuple[str, ...], strings: list[str]) -> bool:
    wanted = [set(_PLACEHOLDER.findall(text)) for text in ids]
    found = [set(_PLACEHOLDER.findall(text)) for text in strings]
    # Arabic spells out nought, one and two, in forms of their own. A form for several numbers must show them.
    spelled_out = 3 if len(strings) == 6 else 0
    return all(places <= wanted[-1] for places in found[:spelled_out]) and all(
        places == wanted[-1] for places in found[spelled_out:]
    )


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _key(message: Message) -> Key:
    return (tuple(message.id) if isinstance(message.id, (tuple, list)) else message.id, message.context)


def _strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string or ""]


def main(words: list[str]) -> int:
    """`python -m homeward.node.catalogues update|compile|check`."""
    if words == ["update"]:
        update()
    elif words == ["compile"]:
        compile_all()
    elif words == ["check"]:
        found = check()
        print("\n".join(found) or "Every word of every page is translated and compiled.")
        return 1 if found else 0
    else:
        print("Usage: python -m homeward.node.catalogues update|compile|check")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
