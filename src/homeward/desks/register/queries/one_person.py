"""One person: what each list says, what is known beside, and who opened this page."""

from django.utils.translation import gettext as _

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError
from homeward.desks.register.models import CONTENT_FIELDS, DATE_FIELDS, LaterRow, Person
from homeward.desks.register.queries.cards import RIGHT, as_card, without_will
from homeward.desks.register.shapes import Fact, FactValue, Known, Opening, PersonRecord
from homeward.desks.register.statuses import STATUSES
from homeward.office.accounts.queries import names_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.queries import looks_at
from homeward.office.journal.rights import Actor, require_right

_SHOWN_OPENINGS = 20
# What a person said to the neutral of their own will is read by the gate of a plan, on no page.
_FIRST = ("surname", "given_name", "patronymic", "full_name", "other_name", "birth_date", "rank", "service_number")
_SHOWN_FIELDS = (*_FIRST, *(name for name in CONTENT_FIELDS if name not in (*_FIRST, "willingness")))


def person_visible_to(*, viewer: Actor, person_id: str, reason: str = "") -> PersonRecord:
    """The record of one person. The look is written before it is read, so the page shows it too.

    Raises:
        InputError: no such person.
    """
    require_right(viewer, RIGHT)
    person = Person.objects.select_related("batch").filter(pk=person_id).first()
    if person is None:
        raise InputError(
            _("There is no such person in this register."), cure=_("Search for the name or the case number.")
        )
    seen_by = Actor(viewer.officer_id, viewer.roles, reason or viewer.reason)
    record_look(viewer=seen_by, subjects=[person.pk], what="register.person")
    evidence = list(person.evidence.order_by("added_at", "id"))
    looks = list(looks_at(viewer=viewer, subject=person.pk, right=RIGHT)[:_SHOWN_OPENINGS])
    names = names_of({look.viewer for look in looks} | {known.added_by for known in evidence})
    return PersonRecord(
        card=as_card(person, [known.code for known in evidence if known.ended_at is None]),
        surname=person.surname,
        given_name=person.given_name,
        patronymic=person.patronymic,
        facts=_facts(person),
        evidence=[_known(known, names) for known in evidence],
        openings=[
            Opening(names.get(look.viewer, look.viewer), look.roles, look.what, look.looked_at) for look in looks
        ],
        written=without_will(person.written, person.batch.mapping),
    )


def _known(known, names: dict[str, str]) -> Known:
    return Known(
        id=known.pk,
        status=STATUSES[known.code],
        source=known.source,
        detail=known.detail,
        added_by=names.get(known.added_by, known.added_by),
        added_at=known.added_at,
        ended_at=known.ended_at,
        ended_why=known.ended_why,
    )


def _facts(person: Person) -> list[Fact]:
    later = list(person.later_rows.filter(withdrawn_at=None, outcome=LaterRow.Outcome.CONFLICT).select_related("batch"))
    found = []
    for name in _SHOWN_FIELDS:
        values = [_value(person, name)] if getattr(person, name) else []
        values += [_later_value(row, name) for row in later if name in row.values]
        if values:
            found.append(Fact(name, tuple(values)))
    return found


def _value(person: Person, name: str) -> FactValue:
    return FactValue(
        _read(name, getattr(person, name)), person.batch_id, person.batch.number, person.row, person.registered_at
    )


def _later_value(row: LaterRow, name: str) -> FactValue:
    return FactValue(_read(name, row.values[name]), row.batch_id, row.batch.number, row.row, row.batch.committed_at)


def _read(name: str, raw):
    if name in DATE_FIELDS:
        return HalfKnownDate.fromisoformat(raw)
    return tuple(raw) if name == "categories" else raw
