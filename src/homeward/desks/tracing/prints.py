"""What a search read of a record, one short digest a field: tells later which fields changed, and copies no value."""

import hashlib
from collections.abc import Mapping

from homeward.base.persons import ListedPerson

# The fields that matching weighs.
FIELDS = (
    "surname", "given_name", "patronymic", "full_name", "other_name", "sex", "birth_date", "rank", "service_number",
    "unit", "event_date", "event_place", "region",
)  # fmt: skip
_DIGITS = 12

Prints = Mapping[str, str]


def prints_of(person: ListedPerson) -> dict[str, str]:
    """Field -> digest of its value; empty fields are left out."""
    values = {name: str(_plain(getattr(person, name))) for name in FIELDS}
    return {name: hashlib.sha256(value.encode()).hexdigest()[:_DIGITS] for name, value in values.items() if value}


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def changed_fields(before: Prints, after: Prints) -> list[str]:
    """Fields whose value is another one now, in the order of `FIELDS`."""
    return [name for name in FIELDS if before.get(name, "") != after.get(name, "")]


def changes_between(before: Mapping[str, Prints], after: Mapping[str, Prints]) -> list[dict[str, str]]:
    """The same for both records of a pair: [{'side': 'missing', 'field': 'birth_date'}, …]."""
    return [
        {"side": side, "field": name}
        for side in ("missing", "held")
        for name in changed_fields(before.get(side, {}), after.get(side, {}))
    ]
