"""Who may go home without counterpart (art. 109-110) and has not: apart from every exchange, its clocks running."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from homeward.base.errors import RefusedError
from homeward.desks.register.limits import ACT_MONTHS, NEXT_COMMISSION_MONTHS, TOLD_MONTHS, months_after
from homeward.desks.register.models import Evidence, MedicalDecision, Person
from homeward.desks.register.queries.cards import RIGHT, as_cards, with_batch
from homeward.desks.register.shapes import Decided, PersonCard
from homeward.office.accounts.queries import names_of
from homeward.office.journal import clock
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

DECIDE_RIGHT = "register.decide_art109"
_READERS = (DECIDE_RIGHT, "register.custody", "exchange.read")
_GONE = ("RELEASED", "RETURNED", "HANDED_OVER", "IN_TRANSIT_STATE", "HOME")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person with a decision who has not gone.

    `next_step` is 'tell' (the decision is not told yet), 'act' or 'examine'; `due` its day, `days` what is left.
    `days_since` is None when only a list tells of the decision, without its day.
    """

    person: PersonCard
    code: str
    decided_on: date | None
    notified_on: date | None
    fit_to_travel: str
    days_since: int | None
    next_step: str
    due: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue by the age of the decision; how many wait by party; whom lists alone tell of."""

    rows: list[Waiting]
    next_after: str
    by_party: dict[str, int]
    undated: list[Waiting]
    undated_count: int


def may_read_queue(viewer: Actor) -> bool:
    return has_right(viewer, RIGHT) and any(has_right(viewer, right) for right in _READERS)


def art109_queue(*, viewer: Actor, party: str = "", after: str = "", limit: int = 50) -> Queue:
    """Everyone with a standing decision who is still held, the oldest decision first; one look at a list."""
    _require_reader(viewer)
    found = _narrowed(_waiting(), party)
    last = MedicalDecision.objects.filter(pk=after).first() if after else None
    if last is not None:
        found = found.filter(Q(decided_on__gt=last.decided_on) | Q(decided_on=last.decided_on, id__gt=last.pk))
    decisions = list(found.order_by("decided_on", "id")[: limit + 1])
    undated = list(with_batch(_undated(party).order_by("number"))[:limit])
    persons = list(with_batch(Person.objects.filter(pk__in=[row.person_id for row in decisions[:limit]])))
    told = {card.id: card for card in as_cards([*persons, *undated])}
    rows = [_row(decision, told[decision.person_id]) for decision in decisions[:limit]]
    by_list = [_by_list(person, told[person.pk]) for person in undated]
    record_look(viewer=viewer, what="register.art109", shown=len(rows) + len(by_list), filter=f"party={party}")
    return Queue(
        rows,
        decisions[limit - 1].pk if len(decisions) > limit else "",
        dict(sorted(Counter(_waiting().values_list("person__party", flat=True)).items())),
        by_list,
        _undated(party).count() if len(undated) == limit else len(undated),
    )


def art109_counts(*, viewer: Actor) -> tuple[int, int]:
    """(persons waiting with a day of decision, of them beyond a clock); counts alone, so no look."""
    _require_reader(viewer)
    clocks = [_clock(decision) for decision in _waiting()]
    return len(clocks), sum(due < clock.now().date() for _step, due in clocks)


def decisions_of(*, viewer: Actor, person_id: str) -> list[Decided]:
    """All decisions about one person, for a page that records its own look; nothing for who may not know them."""
    rows = stored_decisions(viewer, person_id)
    return as_decided(rows, names_of({row.recorded_by for row in rows}))


def stored_decisions(viewer: Actor, person_id: str) -> list[MedicalDecision]:
    """The decisions as they are stored, the latest first, for who may know them."""
    if not may_read_queue(viewer):
        return []
    return list(MedicalDecision.objects.filter(person=person_id).order_by("-recorded_at", "-id"))


def as_decided(rows: Sequence[MedicalDecision], names: Mapping[str, str]) -> list[Decided]:
    """The decisions with the names of who recorded them."""
    return [
        Decided(
            row.pk,
            row.code,
            row.decided_on,
            row.notified_on,
            row.fit_to_travel,
            names.get(row.recorded_by, row.recorded_by),
            row.superseded_at is not None,
        )
        for row in rows
    ]


def _require_reader(viewer: Actor) -> None:
    require_right(viewer, RIGHT)
    if not may_read_queue(viewer):
        raise RefusedError("Your role does not allow this.", cure="Ask the medical officer.")


def _waiting() -> QuerySet[MedicalDecision]:
    gone = Evidence.objects.filter(person=OuterRef("person"), ended_at=None, code__in=_GONE)
    hosted = Evidence.objects.filter(person=OuterRef("person"), ended_at=None, code="NEUTRAL_COUNTRY")
    standing = MedicalDecision.objects.filter(superseded_at=None, person__withdrawn_at=None)
    return standing.exclude(Exists(gone)).exclude(Q(code="B") & Exists(hosted))


def _narrowed(found: QuerySet[MedicalDecision], party: str) -> QuerySet[MedicalDecision]:
    return found.filter(person__party=party) if party else found


def _undated(party: str) -> QuerySet[Person]:
    gone = Evidence.objects.filter(person=OuterRef("pk"), ended_at=None, code__in=_GONE)
    decided = MedicalDecision.objects.filter(person=OuterRef("pk"))
    found = Person.objects.filter(withdrawn_at=None, kind="held", medical_decision__in=("A", "B", "NC"))
    return (found.filter(party=party) if party else found).exclude(Exists(gone)).exclude(Exists(decided))


def _clock(decision: MedicalDecision) -> tuple[str, date]:
    if decision.code == "NC":
        return "examine", months_after(decision.decided_on, NEXT_COMMISSION_MONTHS)
    if decision.notified_on is None:
        return "tell", months_after(decision.decided_on, TOLD_MONTHS)
    return "act", months_after(decision.notified_on, ACT_MONTHS)


def _row(decision: MedicalDecision, card: PersonCard) -> Waiting:
    step, due = _clock(decision)
    today = clock.now().date()
    return Waiting(
        card,
        decision.code,
        decision.decided_on,
        decision.notified_on,
        decision.fit_to_travel,
        (today - decision.decided_on).days,
        step,
        due,
        (due - today).days,
    )


def _by_list(person: Person, card: PersonCard) -> Waiting:
    return Waiting(card, person.medical_decision, None, None, person.fit_to_travel, None, "date", None, None)
