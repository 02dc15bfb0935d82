"""One person: what each list says, what is known beside, and who opened this page."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError
from homeward.desks.register.models import CONTENT_FIELDS, DATE_FIELDS, Batch, Correction, LaterRow, Person
from homeward.desks.register.queries.cards import RIGHT, as_card, as_cards, without_will
from homeward.desks.register.queries.custody import as_steps, custody_events
from homeward.desks.register.queries.decisions import as_decided, stored_decisions
from homeward.desks.register.shapes import Fact, FactValue, Known, Opening, PersonCard, PersonRecord
from homeward.desks.register.statuses import STATUSES
from homeward.office.accounts.queries import names_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.models import Look
from homeward.office.journal.queries import looks_at
from homeward.office.journal.rights import Actor, require_right

SHOWN_OPENINGS = 20
# What a person said to the neutral of their own will is read by the gate of a plan, on no page.
_FIRST = ("surname", "given_name", "patronymic", "full_name", "other_name", "birth_date", "rank", "service_number")
_SHOWN_FIELDS = (*_FIRST, *(name for name in CONTENT_FIELDS if name not in (*_FIRST, "willingness")))


def person_visible_to(*, viewer: Actor, person_id: str, reason: str = "") -> PersonRecord:
    """The record of one person. The look is written before it is read, so the page shows it too.

    An emergency opening of this one record does in place of the right, and its reason goes into the look.

    Raises:
        InputError: no such person.
    """
    viewer, person = _opened(viewer, person_id, reason)
    evidence = list(person.evidence.order_by("added_at", "id"))
    looks = list(looks_at(viewer=viewer, subject=person.pk, right=RIGHT)[:SHOWN_OPENINGS])
    changes = list(person.corrections.select_related("later_row__batch"))
    officers = {look.viewer for look in looks} | {known.added_by for known in evidence}
    steps, decided = custody_events(person.pk), stored_decisions(viewer, person.pk)
    officers |= {step.recorded_by for step in steps} | {row.recorded_by for row in decided}
    names = names_of(officers | {change.by for change in changes})
    capture = person.batch.capture if person.batch.source == Batch.Source.CAPTURE else None
    return PersonRecord(
        card=as_card(person, [known.code for known in evidence if known.ended_at is None]),
        surname=person.surname,
        given_name=person.given_name,
        patronymic=person.patronymic,
        facts=_facts(person, changes, names),
        evidence=[_known(known, names) for known in evidence],
        openings=[as_opening(look, names) for look in looks],
        written=without_will(person.written, person.batch.mapping),
        custody=as_steps(steps, names, viewer),
        decisions=as_decided(decided, names),
        source=person.batch.source,
        capture_id=capture.pk if capture else "",
        capture_number=capture.number if capture else 0,
    )


def as_opening(look: Look, names: Mapping[str, str]) -> Opening:
    """One line of "who opened this"."""
    return Opening(names.get(look.viewer, look.viewer), look.roles, look.what, look.looked_at, look.reason)


def card_visible_to(*, viewer: Actor, person_id: str) -> PersonCard:
    """One person's card, for a page that asks about them; the look is that of the record.

    Raises:
        InputError: no such person.
    """
    _viewer, person = _opened(viewer, person_id, "")
    return as_cards([person])[0]


def _opened(viewer: Actor, person_id: str, reason: str) -> tuple[Actor, Person]:
    viewer = require_right(viewer, RIGHT, subject=person_id)
    person = Person.objects.select_related("batch__capture").filter(pk=person_id).first()
    if person is None:
        raise InputError(
            _("There is no such person in this register."), cure=_("Search for the name or the case number.")
        )
    seen_by = Actor(viewer.officer_id, viewer.roles, reason or viewer.reason)
    record_look(viewer=seen_by, subjects=[person.pk], what="register.person")
    return viewer, person


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


def _facts(person: Person, changes: list[Correction], names: dict[str, str]) -> list[Fact]:
    later = list(person.later_rows.filter(withdrawn_at=None, outcome=LaterRow.Outcome.CONFLICT).select_related("batch"))
    found = []
    for name in _SHOWN_FIELDS:
        own = [change for change in changes if change.field == name]
        values = _standing(person, name, own, names)
        values += [_waiting(change, names) for change in own if change.state != Correction.State.APPLIED]
        values += [_later_value(row, name) for row in later if _speaks(row, name)]
        if values:
            found.append(Fact(name, tuple(values)))
    return found


def _standing(person: Person, name: str, own: list[Correction], names: dict[str, str]) -> list[FactValue]:
    """The value that stands and those it took the place of, newest first."""
    chain = sorted((change for change in own if change.state == Correction.State.APPLIED), key=lambda c: c.version)
    first = chain[0].before if chain else getattr(person, name)
    values = [
        FactValue(
            _read(name, first), person.batch_id, person.batch.number, person.row, person.registered_at,
            "earlier" if chain else "",
        )
    ]  # fmt: skip
    values += [_told(change, "" if change is chain[-1] else "earlier", names) for change in chain]
    return [value for value in reversed(values) if value.value]


def _waiting(change: Correction, names: dict[str, str]) -> FactValue:
    return _told(change, "open" if change.state == Correction.State.WAITING else "beside", names)


def _told(change: Correction, state: str, names: dict[str, str]) -> FactValue:
    row = change.later_row
    return FactValue(
        value=_read(change.field, change.after),
        batch_id=row.batch_id if row else "",
        batch_number=row.batch.number if row else 0,
        row=row.row if row else 0,
        at=change.at,
        state=state,
        by=names.get(change.by, change.by),
        reason=change.reason,
    )


def _speaks(row: LaterRow, name: str) -> bool:
    return name in row.values and row.settled.get(name, {}).get("word") != "later"


def _later_value(row: LaterRow, name: str) -> FactValue:
    state = "beside" if name in row.settled else "open"
    return FactValue(
        _read(name, row.values[name]), row.batch_id, row.batch.number, row.row, row.batch.committed_at, state
    )


def _read(name: str, raw):
    if name in DATE_FIELDS:
        return HalfKnownDate.fromisoformat(raw)
    return tuple(raw) if name == "categories" else raw
