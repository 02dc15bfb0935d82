"""A record is corrected, a conflict of two lists is settled. Each value stays visible with who gave it.

A form tells the version of the record it was filled against. Fields that somebody else changed since then are not
overwritten: the change waits beside the other one until an officer settles it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.dates import parse_date
from homeward.base.errors import ConflictError, InputError
from homeward.base.identifiers import typed_number
from homeward.base.scripts import clean
from homeward.desks.register.actions.storing import count_categories
from homeward.desks.register.entering import LONGEST, coarse_place
from homeward.desks.register.keys import keys_of
from homeward.desks.register.models import (
    DATE_FIELDS,
    Batch,
    Correction,
    LaterRow,
    NameWord,
    Person,
    PersonCategory,
)
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

EDITABLE = (
    "surname", "given_name", "patronymic", "full_name", "other_name", "birth_date", "rank", "service_number", "unit",
    "event_date", "region",
)  # fmt: skip
CORRECTION_REASONS = {
    "MISHEARD": gettext_lazy("it was misheard"),
    "MISWRITTEN": gettext_lazy("it was written wrongly"),
    "DOCUMENT_SEEN": gettext_lazy("a document was seen"),
    "PERSON_SAYS": gettext_lazy("the person says so"),
}
FIRST, LATER = "first", "later"
_FROM_LIST, _BATCH_UNDONE = "LATER_LIST", "BATCH_UNDONE"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a correction: fields that changed, and fields that wait because somebody else changed them."""

    applied: tuple[str, ...]
    waiting: tuple[str, ...]


@action("register.correct_person", right="register.capture")
def correct_person(
    *, actor: Actor, person_id: str, seen: int, values: Mapping[str, str], reason: str
) -> Outcome[Corrected]:
    """Corrects fields of a record.

    Args:
        seen: the version of the record that the form showed.
        values: field -> value as the form sent it; fields left as they were shown change nothing.

    Raises:
        InputError: no such person, a field that is not corrected here, a value of no calendar, no reason.
    """
    if reason not in CORRECTION_REASONS:
        raise InputError(_("Say why the record is corrected."), cure=_("Choose one of the reasons."))
    person = _person(person_id)
    shown = {name: before for name, before in values_seen(person, seen).items() if name in values}
    wanted = {name: read_value(name, text) for name, text in values.items()}
    changed = {name: value for name, value in wanted.items() if value != shown.get(name, getattr(person, name))}
    # A value that the other person gave as well is no conflict.
    changed = {name: value for name, value in changed.items() if value != getattr(person, name)}
    waiting = tuple(sorted(name for name in changed if name in shown))
    applied = {name: value for name, value in changed.items() if name not in waiting}
    for name in waiting:
        _note(actor, person, name, changed[name], reason, Correction.State.WAITING)
    _apply(actor, person, applied, reason)
    facts = {
        "fields": sorted(applied),
        "waiting": list(waiting),
        "reason": reason,
        "version": person.version,
    }
    return Outcome(Corrected(tuple(sorted(applied)), waiting), facts=facts, subjects=[person.pk])


@action("register.settle_value", right="register.import")
def settle_value(*, actor: Actor, person_id: str, field: str, source: str, word: str) -> Outcome[Person]:
    """Settles one value that differs: the first stands, or the later one takes its place. Both stay visible.

    Args:
        source: 'row:<id>' for a row of a later list, 'edit:<id>' for a change that waits.
        word: 'first' or 'later'.

    Raises:
        InputError: unknown person, source or word.
        ConflictError: it was settled before.
    """
    if word not in (FIRST, LATER):
        raise InputError(_("Choose the value that stands."))
    person = _person(person_id)
    kind, _colon, key = source.partition(":")
    if kind == "row":
        _settle_row(actor, person, key, field, word)
    elif kind == "edit":
        _settle_edit(actor, person, key, word)
    else:
        raise InputError(_("There is no such value."))
    facts = {"field": field, "source": source, "word": word, "version": person.version}
    return Outcome(person, facts=facts, subjects=[person.pk])


def values_seen(person: Person, version: int) -> dict[str, Any]:
    """Field -> value at that version, for the fields that changed since."""
    since = person.corrections.filter(state=Correction.State.APPLIED, version__gt=version).order_by("-version")
    return {change.field: change.before for change in since}


def read_value(name: str, text: str) -> str:
    """A value as the record keeps it."""
    if name not in EDITABLE:
        raise InputError(_("This field is not corrected here."))
    if name in DATE_FIELDS:
        return parse_date(text).isoformat()
    return coarse_place(text) if name == "region" else clean(text)[:LONGEST]


def take_back_settled(batch: Batch, actor: Actor) -> None:
    """A batch is undone: values of the record that were taken from it fall back to what stood before."""
    taken = Correction.objects.filter(later_row__batch=batch, state=Correction.State.APPLIED).select_related("person")
    for change in taken.order_by("-version"):
        if getattr(change.person, change.field) == change.after:
            _apply(actor, change.person, {change.field: change.before}, _BATCH_UNDONE)


def _settle_row(actor: Actor, person: Person, key: str, field: str, word: str) -> None:
    rows = person.later_rows.select_for_update().filter(withdrawn_at=None, outcome=LaterRow.Outcome.CONFLICT)
    row = rows.filter(pk=typed_number(key, digits=18)).first()
    if row is None or field not in row.values:
        raise InputError(_("There is no such value."))
    if field in row.settled:
        raise ConflictError(_("This was settled before."), cure=_("Look at the person's page again."))
    row.settled[field] = {"word": word, "by": actor.officer_id, "at": clock.now().isoformat()}
    row.save(update_fields=["settled"])
    if word == LATER:
        _apply(actor, person, {field: row.values[field]}, _FROM_LIST, row)


def _settle_edit(actor: Actor, person: Person, key: str, word: str) -> None:
    change = person.corrections.select_for_update().filter(pk=key).first()
    if change is None:
        raise InputError(_("There is no such value."))
    if change.state != Correction.State.WAITING:
        raise ConflictError(_("This was settled before."), cure=_("Look at the person's page again."))
    change.settled_by, change.settled_at = actor.officer_id, clock.now()
    if word == FIRST:
        change.state = Correction.State.REFUSED
    else:
        person.version += 1
        change.state, change.version = Correction.State.APPLIED, person.version
        change.before = getattr(person, change.field)
        _write(person, change.field, change.after)
    change.save()


def _apply(actor: Actor, person: Person, values: Mapping[str, Any], reason: str, row: LaterRow | None = None) -> None:
    if not values:
        return
    person.version += 1
    for name, value in values.items():
        _note(actor, person, name, value, reason, Correction.State.APPLIED, row)
        setattr(person, name, value)
    _save(person, values)


def _write(person: Person, name: str, value: Any) -> None:
    setattr(person, name, value)
    _save(person, {name: value})


def _save(person: Person, values: Mapping[str, Any]) -> None:
    listed = person.as_listed()
    person.search_key, person.sort_key, words = keys_of(listed, person.list_id)
    person.save(update_fields=[*values, "version", "search_key", "sort_key"])
    # Earlier spellings still find the person.
    known = set(person.name_words.values_list("word", flat=True))
    NameWord.objects.bulk_create(NameWord(word=word, person=person) for word in words if word not in known)
    if "categories" in values:
        change = Counter(values["categories"])
        change.subtract(person.category_rows.values_list("code", flat=True))
        person.category_rows.all().delete()
        PersonCategory.objects.bulk_create(PersonCategory(code=code, person=person) for code in values["categories"])
        count_categories(person.batch_id, change)


def _note(
    actor: Actor, person: Person, name: str, value: Any, reason: str, state: str, row: LaterRow | None = None
) -> None:
    Correction.objects.create(
        person=person,
        field=name,
        before=getattr(person, name),
        after=value,
        reason=reason,
        state=state,
        version=person.version if state == Correction.State.APPLIED else 0,
        later_row=row,
        by=actor.officer_id,
        at=clock.now(),
    )


def _person(person_id: str) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise InputError(_("There is no such person in this register."))
    return person
