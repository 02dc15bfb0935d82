"""Counts that stop at a cap, many at once: one statement, whatever the size of the register.

The statements are written here by hand: compiling forty of them anew for each page costs more than counting.
"""

from collections.abc import Mapping, Sequence

from django.db import connection

from homeward.desks.register.models import Batch, Person, PersonCategory

CAP = 1000
_PERSON, _CATEGORY, _BATCH = (model._meta.db_table for model in (Person, PersonCategory, Batch))
_COLUMNS = {
    "party": "person.party = %s",
    "kind": "person.kind = %s",
    "batch": f"person.batch_id = (SELECT id FROM {_BATCH} WHERE number = %s)",  # noqa: S608 (no value in it)
    "category": "category.code = %s",
}


def capped_counts(narrowings: Sequence[Mapping[str, str]], cap: int = CAP) -> list[int]:
    """Persons in the register for each narrowing (facet -> value, '' for any), up to one more than the cap.

    By category they are counted from the table of categories, so that a count stops as soon as it may.
    """
    parts, values = [], []
    for narrowing in narrowings:
        asked = {name: value for name, value in narrowing.items() if value}
        parts.append(f"(SELECT COUNT(*) FROM (SELECT 1 {_source(asked)} LIMIT {cap + 1}) AS counted)")  # noqa: S608
        values += [_value(name, asked[name]) for name in sorted(asked)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return [int(count) for count in cursor.fetchone()]


def _source(asked: Mapping[str, str]) -> str:
    source = f"FROM {_PERSON} person"
    if "category" in asked:
        source = f"FROM {_CATEGORY} category JOIN {_PERSON} person ON person.id = category.person_id"
    return f"{source} WHERE person.withdrawn_at IS NULL" + "".join(f" AND {_COLUMNS[name]}" for name in sorted(asked))


def _value(name: str, value: str) -> str | int:
    return batch_number(value) if name == "batch" else value


def batch_number(text: str) -> int:
    """The number of a batch as it stands in an address; one that no batch has when it is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
