"""Where a person is held, and capture cards that are owed. Places are told to the desk that keeps them alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from homeward.desks.register.models import CaptureCard, CustodyEvent, Person
from homeward.desks.register.queries.cards import RIGHT, as_cards, with_batch
from homeward.desks.register.shapes import PersonCard, Step
from homeward.desks.register.statuses import STATUSES
from homeward.desks.register.steps import in_order
from homeward.office.accounts.queries import names_of
from homeward.office.journal import clock
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

PLACE_RIGHT = "register.custody"


@dataclass(frozen=True, slots=True)
class OwedCard:
    """One capture card that is owed. `days` is what is left until it is due; below zero it is overdue."""

    id: str
    person: PersonCard
    arrived: date
    code: str
    due: date
    days: int


@dataclass(frozen=True, slots=True)
class OwedCards:
    """A page of owed cards, the longest overdue first. `next_after` is '' on the last page."""

    rows: list[OwedCard]
    next_after: str


def custody_of(*, viewer: Actor, person_id: str) -> list[Step]:
    """All steps of one person by their days. Read for a page that records its own look at the person."""
    require_right(viewer, RIGHT)
    events = custody_events(person_id)
    return as_steps(events, names_of({event.recorded_by for event in events}), viewer)


def custody_events(person_id: str) -> list[CustodyEvent]:
    """The steps as they are stored, in their order."""
    found = CustodyEvent.objects.filter(person=person_id).select_related("capture_card")
    return in_order(found)


def as_steps(events: Sequence[CustodyEvent], names: Mapping[str, str], viewer: Actor) -> list[Step]:
    """The steps as that viewer may know them."""
    knows = has_right(viewer, PLACE_RIGHT)
    return [_step(event, names, knows) for event in events]


def _step(event: CustodyEvent, names: Mapping[str, str], knows: bool) -> Step:
    card = getattr(event, "capture_card", None)
    owed = card if card and not card.dropped else None
    return Step(
        id=event.pk,
        status=STATUSES[event.code],
        place_code=event.place_code if knows else "",
        at=event.at,
        source=event.source,
        recorded_by=names.get(event.recorded_by, event.recorded_by),
        recorded_at=event.recorded_at,
        superseded=event.superseded_by_id is not None,
        card_id=owed.pk if owed else "",
        card_due=owed.due if owed else None,
        card_enabled=owed.enabled_on if owed else None,
    )


def owed_cards(*, viewer: Actor, after: str = "", limit: int = 50) -> OwedCards:
    """Capture cards not yet enabled, the longest overdue first; one look at a list."""
    require_right(viewer, PLACE_RIGHT)
    found = _owed().order_by("due", "id")
    last = CaptureCard.objects.filter(pk=after).first() if after else None
    if last is not None:
        found = found.filter(Q(due__gt=last.due) | Q(due=last.due, id__gt=last.pk))
    cards = list(found.select_related("custody")[: limit + 1])
    shown, today = cards[:limit], clock.now().date()
    persons = list(with_batch(Person.objects.filter(pk__in=[card.person_id for card in shown])))
    told = {person.id: person for person in as_cards(persons)}
    rows = [
        OwedCard(
            id=card.pk,
            person=told[card.person_id],
            arrived=card.custody.at,
            code=card.custody.code,
            due=card.due,
            days=(card.due - today).days,
        )
        for card in shown
    ]
    record_look(viewer=viewer, what="register.capture_cards", shown=len(rows))
    return OwedCards(rows, rows[-1].id if len(cards) > limit else "")


def owed_card_counts(*, viewer: Actor) -> tuple[int, int]:
    """(owed, of them overdue); counts alone, so no look."""
    require_right(viewer, PLACE_RIGHT)
    counts = _owed().aggregate(owed=Count("pk"), overdue=Count("pk", filter=Q(due__lt=clock.now().date())))
    return counts["owed"], counts["overdue"]


def _owed():
    return CaptureCard.objects.filter(enabled_on=None, dropped=False, person__withdrawn_at=None)
