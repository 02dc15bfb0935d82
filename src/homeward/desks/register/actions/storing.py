"""Writes persons with their keys, later rows and rejected rows of a batch. Called by the actions beside it alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import connection
from django.db.models import F, Max

from homeward.base.persons import ListedPerson
from homeward.desks.register.comparing import content_digest, listed_by_id
from homeward.desks.register.keys import keys_of
from homeward.desks.register.models import (
    Batch,
    CategoryTotal,
    LaterRow,
    NameWord,
    Person,
    PersonCategory,
    RejectedRow,
    content_of,
    repeatable_id,
)
from homeward.desks.register.reading import DryRun

_AT_ONCE = 500
_LONGEST_CODE, _MOST_NOTES = 200, 200


def store(batch: Batch, dry_run: DryRun, officer_id: str, moment: datetime) -> None:
    """Everything of one batch, inside the transaction of the act."""
    reading, comparison = dry_run.reading, dry_run.comparison
    batch.state = Batch.State.COMMITTED
    batch.committed_by, batch.committed_at = officer_id, moment
    batch.mapping = dict(reading.mapping)
    batch.notes = [note.replace("\x00", "") for note in reading.notes[:_MOST_NOTES]]
    batch.rows_read = reading.rows_read
    for name, count in dry_run.counts.items():
        setattr(batch, name, count)
    batch.save()
    store_persons(batch, comparison.new, moment)
    LaterRow.objects.bulk_create(_later_rows(batch, dry_run), _AT_ONCE)
    RejectedRow.objects.bulk_create(
        (
            RejectedRow(
                batch=batch,
                row=cell.row,
                column=cell.column,
                value=cell.value,
                reason=cell.reason,
                cure=cell.cure,
                code=cell.code,
                written=dict(cell.written),
            )
            for cell in reading.rejected
        ),
        _AT_ONCE,
    )
    if batch.new >= _AT_ONCE:
        _tell_planner()


def _tell_planner() -> None:
    """PostgreSQL plans by what it last counted, and counts again only after a while: a long list changes everything."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(model._meta.db_table for model in (Person, NameWord, PersonCategory)))


def store_persons(batch: Batch, listed: list[ListedPerson], moment: datetime) -> list[Person]:
    """Persons of one batch with their keys, numbered from the next number on."""
    first = (Person.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    made = [(_as_person(batch, person, number, moment), person) for number, person in enumerate(listed, start=first)]
    Person.objects.bulk_create((person for person, _ in made), _AT_ONCE)
    NameWord.objects.bulk_create(
        (
            NameWord(word=word, person_id=person.pk)
            for person, told in made
            for word in keys_of(told, person.list_id)[2]
        ),
        _AT_ONCE,
    )
    PersonCategory.objects.bulk_create(
        (
            PersonCategory(code=code[:_LONGEST_CODE], person_id=person.pk)
            for person, told in made
            for code in told.categories
        ),
        _AT_ONCE,
    )
    count_categories(batch.pk, Counter(code[:_LONGEST_CODE] for _person, told in made for code in told.categories))
    return [person for person, _told in made]


def count_categories(batch_id: str, more: Mapping[str, int]) -> None:
    """Keeps the totals of one batch in step with its rows of categories: code -> how many came (or went, below 0)."""
    for code, count in more.items():
        totals = CategoryTotal.objects.filter(batch_id=batch_id, code=code)
        if not totals.update(persons=F("persons") + count):
            CategoryTotal.objects.create(batch_id=batch_id, code=code, persons=count)


def _as_person(batch: Batch, listed: ListedPerson, number: int, moment: datetime) -> Person:
    search, sort, _words = keys_of(listed, listed.id)
    return Person(
        id=repeatable_id(moment, f"{batch.number}:{batch.file_digest}:{listed.row}"),
        number=number,
        batch=batch,
        row=listed.row,
        party=batch.party,
        kind=batch.kind,
        list_id=listed.id,
        listed_by_id=listed_by_id(listed, batch.mapping),
        content_digest=content_digest(listed),
        written=dict(listed.written),
        search_key=search,
        sort_key=sort,
        registered_at=moment,
        **content_of(listed),
    )


def _later_rows(batch: Batch, dry_run: DryRun) -> Iterator[LaterRow]:
    for person, listed in dry_run.comparison.same:
        yield LaterRow(batch=batch, person=person, row=listed.row, outcome=LaterRow.Outcome.SAME)
    for conflict in dry_run.comparison.conflicts:
        proposed = {name: value for name, (_present, value) in conflict.differing.items()}
        yield LaterRow(
            batch=batch,
            person=conflict.person,
            row=conflict.listed.row,
            outcome=LaterRow.Outcome.CONFLICT,
            values=proposed,
        )
