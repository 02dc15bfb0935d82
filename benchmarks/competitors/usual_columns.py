"""What people usually do before linking names in two scripts: unidecode, lower case, letters only.

Runs in a competitor's environment; knows nothing of our names engine. The columns are those that `splink_model.prepare`
reads.
"""

import re
from functools import lru_cache
from pathlib import Path

import duckdb
from unidecode import unidecode

_TITLES = re.compile(r"\b(?:v/ch|vch|unit|g|s|m|n\.p|near)\b\.?")


def usual_columns(path: Path) -> dict[str, list[object]]:
    """Reads a list as written: columns to compare, None for nothing."""
    with duckdb.connect() as connection:
        rows = connection.execute(f"select * from '{path}'").fetchnumpy()
    return _columns({name: column.tolist() for name, column in rows.items()})


def _columns(rows: dict[str, list[str]]) -> dict[str, list[object]]:
    names = [
        _name(*cells)
        for cells in zip(rows["surname"], rows["given_name"], rows["patronymic"], rows["full_name"], strict=True)
    ]
    born, event = ([_parts(text) for text in rows[name]] for name in ("birth_date", "event_date"))
    surnames = [name[0] for name in names]
    return {
        "id": rows["id"],
        "surname": surnames,
        "skeleton": surnames,
        "given_id": [_long(name[1]) for name in names],
        "given_initial": [_short(name[1]) for name in names],
        "patronymic_id": [_long(name[2]) for name in names],
        "patronymic_initial": [_short(name[2]) for name in names],
        "sex": [None] * len(names),
        **{f"birth_{part}": [date[place] for date in born] for place, part in enumerate(("year", "month", "day"))},
        **{f"event_{part}": [date[place] for date in event] for place, part in enumerate(("year", "month", "day"))},
        "rank": [_words(text) for text in rows["rank"]],
        "rank_step": [None] * len(names),
        "unit": [_unit(text) for text in rows["unit"]],
        "service_number": [_signs(text.removesuffix(".0")) for text in rows["service_number"]],
        "event_place": [_words(text) for text in rows["event_place"]],
    }


def _name(surname: str, given: str, patronymic: str, full: str) -> tuple[str | None, str | None, str | None]:
    """Three cells, or the words of one: surname, given name, patronymic; a word before a comma is the surname."""
    if full:
        words = (full.replace(",", " ").split() + ["", "", ""])[:3]
        surname, given, patronymic = words
    return _letters(surname), _letters(given), _letters(patronymic)


@lru_cache(maxsize=1 << 20)
def _letters(text: str) -> str | None:
    return re.sub("[^a-z]", "", unidecode(text).lower()) or None


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> str | None:
    plain = _TITLES.sub(" ", unidecode(text).lower())
    return " ".join(re.sub("[^a-z0-9]+", " ", plain).split()) or None


@lru_cache(maxsize=1 << 16)
def _unit(text: str) -> str | None:
    """The digits, which is what both sides write alike."""
    return "".join(re.findall(r"\d+", text)) or _words(text)


@lru_cache(maxsize=1 << 20)
def _signs(text: str) -> str | None:
    return re.sub("[^a-z0-9]", "", unidecode(text).lower().replace("v", "b")) or None


def _long(word: str | None) -> str | None:
    return word if word and len(word) > 1 else None


def _short(word: str | None) -> str | None:
    return word if word and len(word) == 1 else None


@lru_cache(maxsize=1 << 16)
def _parts(text: str) -> tuple[int | None, int | None, int | None]:
    numbers = [int(part) for part in text.split("-")] if text else []
    year, month, day = (numbers + [None, None, None])[:3]
    return year, month, day
