"""Persons of the database as cards: with status from their evidence, without what they said of their own will."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from homeward.base.dates import HalfKnownDate
from homeward.base.identifiers import case_number
from homeward.desks.register.models import Evidence, Person
from homeward.desks.register.shapes import PersonCard
from homeward.desks.register.statuses import statuses_of

RIGHT = "register.read"
CHUNK = 5000


def with_batch(persons: QuerySet[Person]) -> QuerySet[Person]:
    """Persons with what a card needs of their batch; its notes may be long and stay behind."""
    return persons.select_related("batch").defer("batch__notes", "batch__choices")


def as_cards(persons: Sequence[Person]) -> list[PersonCard]:
    """One card a person, in the order given. Persons come with their batch (`with_batch`)."""
    codes = open_codes([person.pk for person in persons])
    return [as_card(person, codes[person.pk]) for person in persons]


def open_codes(person_ids: Sequence[str]) -> defaultdict[str, list[str]]:
    """Person id -> codes of evidence that has not ended, oldest first."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for start in range(0, len(person_ids), CHUNK):
        rows = Evidence.objects.filter(person__in=person_ids[start : start + CHUNK], ended_at=None)
        for person_id, code in rows.order_by("added_at", "id").values_list("person_id", "code"):
            codes[person_id].append(code)
    return codes


def as_card(person: Person, codes: Iterable[str]) -> PersonCard:
    statuses = statuses_of(person.kind, codes)
    return PersonCard(
        id=person.pk,
        number=person.number,
        case_number=case_number(person.number),
        party=person.party,
        kind=person.kind,
        list_id=person.list_id,
        name=person.as_listed(person.list_id).display_name(),
        other_name=person.other_name,
        birth_date=HalfKnownDate.fromisoformat(person.birth_date),
        rank=person.rank,
        service_number=person.service_number,
        unit=person.unit,
        event_date=HalfKnownDate.fromisoformat(person.event_date),
        event_place=person.event_place,
        region=person.region,
        categories=tuple(person.categories),
        status_words=", ".join(str(status.title) for status in statuses),
        written=without_will(person.written, person.batch.mapping),
        statuses=tuple(statuses),
        batch_number=person.batch.number,
        row=person.row,
        withdrawn=person.withdrawn_at is not None,
        source=person.batch.source,
    )


def without_will(written: Mapping[str, str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The row as written, less the column that tells the person's own will: that word is for the gate alone."""
    hidden = mapping.get("willingness")
    return {header: cell for header, cell in written.items() if header != hidden}
