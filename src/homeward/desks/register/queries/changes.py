"""A record as an officer edits it, and values that wait to be settled, each with who gave it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import InputError
from homeward.desks.register.models import Correction, LaterRow, Person
from homeward.desks.register.queries.cards import as_card
from homeward.desks.register.shapes import PersonCard
from homeward.office.accounts.queries import names_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

EDIT_RIGHT, SETTLE_RIGHT = "register.capture", "register.import"


@dataclass(frozen=True, slots=True)
class Editable:
    """What a form of corrections shows: the values and the version they are of."""

    card: PersonCard
    version: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values of one field: the one that stands and the one that waits.

    `source` is what `settle_value` takes; `by_first` and `by_later` are officers, '' where a list speaks.
    """

    field: str
    source: str
    first: Any
    later: Any
    by_first: str
    by_later: str
    first_batch: int
    later_batch: int


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What waits about one person."""

    card: PersonCard
    differences: list[Difference]


def waiting_edits(*, viewer: Actor) -> tuple[int, str]:
    """(records on which two officers' edits differ, the one that waits longest or ''); counted up to a thousand."""
    require_right(viewer, SETTLE_RIGHT)
    waiting = Correction.objects.filter(state=Correction.State.WAITING, person__withdrawn_at=None)
    found = list(dict.fromkeys(waiting.order_by("at", "id").values_list("person_id", flat=True)[:1000]))
    return len(found), str(found[0]) if found else ""


def record_to_edit(*, viewer: Actor, person_id: str, fields: tuple[str, ...]) -> Editable:
    """The record for a form; one look at the person."""
    require_right(viewer, EDIT_RIGHT)
    person = _person(viewer, person_id, "register.edit")
    return Editable(as_card(person, ()), person.version, {name: getattr(person, name) for name in fields})


def differences_of(*, viewer: Actor, person_id: str) -> Unsettled:
    """Values of later lists and of other officers' forms that nobody has settled; one look at the person."""
    require_right(viewer, SETTLE_RIGHT)
    person = _person(viewer, person_id, "register.settle")
    rows = person.later_rows.filter(withdrawn_at=None, outcome=LaterRow.Outcome.CONFLICT).select_related("batch")
    changes = list(person.corrections.order_by("version", "at", "id"))
    standing = {change.field: change for change in changes if change.state == Correction.State.APPLIED}
    names = names_of({change.by for change in changes})

    def difference(field: str, source: str, later: Any, by: str, batch: int) -> Difference:
        change = standing.get(field)
        return Difference(
            field=field,
            source=source,
            first=getattr(person, field),
            later=later,
            by_first=names.get(change.by, change.by) if change else "",
            by_later=names.get(by, by),
            first_batch=person.batch.number,
            later_batch=batch,
        )

    found = [
        difference(field, f"row:{row.pk}", value, "", row.batch.number)
        for row in rows
        for field, value in row.values.items()
        if field not in row.settled
    ]
    waiting = [change for change in changes if change.state == Correction.State.WAITING]
    found += [difference(change.field, f"edit:{change.pk}", change.after, change.by, 0) for change in waiting]
    return Unsettled(as_card(person, ()), found)


def _person(viewer: Actor, person_id: str, what: str) -> Person:
    person = Person.objects.select_related("batch").filter(pk=person_id).first()
    if person is None:
        raise InputError("There is no such person in this register.", cure="Search for the name or the case number.")
    record_look(viewer=viewer, subjects=[person.pk], what=what)
    return person
