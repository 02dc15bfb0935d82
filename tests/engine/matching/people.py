"""Invented persons for the tests of matching."""

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson


def person(row_id: str, name: str = "", born: str = "", **more: str) -> ListedPerson:
    """'Surname Given Patronymic' as cells, the birth date in ISO form, other fields by name."""
    surname, given, patronymic = ([*name.split(), "", "", ""])[:3]
    event = HalfKnownDate.fromisoformat(more.pop("event", ""))
    return ListedPerson(
        id=row_id,
        surname=surname,
        given_name=given,
        patronymic=patronymic,
        birth_date=HalfKnownDate.fromisoformat(born),
        event_date=event,
        **more,  # type: ignore[arg-type]
    )
